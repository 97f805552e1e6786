// Fields of rows of this room's own registers, as the types that its rules speak of.  Inside
// casework/: a register that this room owns has the fields, so that asking for another is a CHECK.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "ledger/life.h"

namespace zonebook::casework {

class Row {
 public:
  Row(ledger::Version const& version, meta::Register const& in) : version_(version), in_(in) {}

  bool is_empty(std::string_view field) const;
  std::string text(std::string_view field) const;  // "": empty
  std::optional<std::int64_t> number(std::string_view field) const;
  std::optional<Date> day(std::string_view field) const;
  // Of a choice, the label in both languages, as an argument of a message; "": empty.
  std::string label(std::string_view field) const;

 private:
  db::Value const& value(std::string_view field) const;

  ledger::Version const& version_;
  meta::Register const& in_;
};

}  // namespace zonebook::casework
