// The two lengths of time that FEEL knows (XML Schema 1.1, 3.4.26 and 3.4.27).  A month has no
// fixed length, so months and seconds are different types and never compare.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace zonebook {

// yearMonthDuration.
struct MonthsDuration {
  std::int64_t months = 0;

  std::string to_string() const;  // "P1Y2M", "-P1M", "P0M"
  auto operator<=>(MonthsDuration const&) const = default;
};

// dayTimeDuration, to the nanosecond.  value = seconds + nanos / 1e9; nanos is never negative, so
// that the default order is the order of lengths: -0.5 s is {-1, 500 000 000}.
struct SecondsDuration {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;  // 0..999 999 999

  std::string to_string() const;  // "P1DT2H3M4.5S", "-PT1S", "PT0S"
  auto operator<=>(SecondsDuration const&) const = default;
};

// nullopt on overflow of 64 bits.
std::optional<SecondsDuration> add(SecondsDuration, SecondsDuration);
std::optional<SecondsDuration> negate(SecondsDuration);
std::optional<MonthsDuration> add(MonthsDuration, MonthsDuration);
std::optional<MonthsDuration> negate(MonthsDuration);

using AnyDuration = std::variant<MonthsDuration, SecondsDuration>;

// ISO 8601 as in XML Schema: P1Y2M or P1DT2H3M4.5S, each with an optional '-' in front; not both
// kinds in one, no empty "P" or "P1DT", fraction only on seconds.  nullopt if malformed or long.
std::optional<AnyDuration> parse_duration(std::string_view);

}  // namespace zonebook
