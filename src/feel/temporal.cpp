#include "feel/temporal.h"

namespace zonebook::feel {

std::optional<Value> temporal_from(std::string_view text) {
  if (auto date = Date::parse(text)) return Value(*date);
  if (auto date_time = DateTime::parse(text)) return Value(std::move(*date_time));
  if (auto time = ClockTime::parse(text)) return Value(std::move(*time));
  auto duration = parse_duration(text);
  if (!duration) return std::nullopt;
  return std::visit([](auto length) { return Value(length); }, *duration);
}

}  // namespace zonebook::feel
