#include "ledger/own_fields.h"

#include "meta/register.h"

namespace zonebook::ledger {

db::Value const& value_in(Version const& version, meta::Register const& in,
                          std::string_view field) {
  auto const* const found = in.find(field);
  CHECK(found != nullptr);
  return version.values[in.index_of(*found)];
}

std::string text_or_empty(Version const& version, meta::Register const& in,
                          std::string_view field) {
  auto const* const text = std::get_if<std::string>(&value_in(version, in, field));
  return text ? *text : std::string();
}

std::optional<Date> day_in(Version const& version, meta::Register const& in,
                           std::string_view field) {
  auto const days = number_in(version, in, field);
  return days ? Date::from_days(*days) : std::nullopt;
}

std::optional<std::int64_t> number_in(Version const& version, meta::Register const& in,
                                      std::string_view field) {
  auto const* const number = std::get_if<std::int64_t>(&value_in(version, in, field));
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace zonebook::ledger
