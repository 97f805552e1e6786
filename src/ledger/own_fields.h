// Rows of a register that a room owns: their fields as the types that its rules speak of, and when
// they are known.  The register has the fields, so that asking for another is a CHECK.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "ledger/store.h"

namespace zonebook::ledger {

db::Value const& value_in(Version const&, meta::Register const&, std::string_view field);
std::string text_or_empty(Version const&, meta::Register const&, std::string_view field);
std::optional<Date> day_in(Version const&, meta::Register const&, std::string_view field);
std::optional<std::int64_t> number_in(Version const&, meta::Register const&,
                                      std::string_view field);

// Whether the row is what is known at an instant; nullopt: now.
inline bool is_known(StoredVersion const& row, std::optional<Instant> k) {
  return k ? row.version.known_from <= *k && *k < row.known_to : row.known_to == Instant::max();
}

}  // namespace zonebook::ledger
