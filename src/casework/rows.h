// Fields of a row of this room's own registers, asked one after another (ledger/own_fields.h).
// Inside casework/.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "ledger/own_fields.h"

namespace zonebook::casework {

class Row {
 public:
  Row(ledger::Version const& version, meta::Register const& in) : version_(version), in_(in) {}

  bool is_empty(std::string_view field) const;
  std::string text(std::string_view field) const {  // "": empty
    return ledger::text_or_empty(version_, in_, field);
  }
  std::optional<std::int64_t> number(std::string_view field) const {
    return ledger::number_in(version_, in_, field);
  }
  std::optional<Date> day(std::string_view field) const {
    return ledger::day_in(version_, in_, field);
  }
  // Of a choice, the label in both languages, as an argument of a message; "": empty.
  std::string label(std::string_view field) const;

 private:
  ledger::Version const& version_;
  meta::Register const& in_;
};

}  // namespace zonebook::casework
