#include "casework/rows.h"

#include <algorithm>

#include "meta/register.h"

namespace zonebook::casework {

bool Row::is_empty(std::string_view field) const {
  return std::holds_alternative<std::monostate>(value(field));
}

std::string Row::text(std::string_view field) const {
  auto const* const text = std::get_if<std::string>(&value(field));
  return text ? *text : "";
}

std::optional<std::int64_t> Row::number(std::string_view field) const {
  auto const* const number = std::get_if<std::int64_t>(&value(field));
  return number ? std::optional(*number) : std::nullopt;
}

std::optional<Date> Row::day(std::string_view field) const {
  auto const days = number(field);
  return days ? Date::from_days(*days) : std::nullopt;
}

std::string Row::label(std::string_view field) const {
  auto const& choices = in_.find(field)->choices;
  auto const found = std::ranges::find(choices, text(field), &meta::Choice::value);
  return found != choices.end() ? meta::argument_of(found->label) : "";
}

db::Value const& Row::value(std::string_view field) const {
  auto const* const found = in_.find(field);
  CHECK(found != nullptr);
  return version_.values[in_.index_of(*found)];
}

}  // namespace zonebook::casework
