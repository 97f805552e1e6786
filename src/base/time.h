// Times of day and dates with times, each local, with an offset, or in a named zone (FEEL,
// DMN 1.5 10.3.2.3.5 and .6), to the nanosecond.
//
//   auto start = TRY(DateTime::parse("2018-12-08T10:30:00@Europe/Paris"));
//   start.utc();      // comparable with other moments; nullopt if local

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/date.h"
#include "base/duration.h"
#include "base/zone.h"

namespace zonebook {

// Seconds east of UTC, within ±18:00 (java.time, and what XML Schema's ±14:00 grew into).
struct Offset {
  std::int32_t seconds = 0;
  bool operator==(Offset const&) const = default;
  std::string to_string() const;  // "Z", "+02:00", "-01:30:15"
};

using ZonePtr = std::shared_ptr<Zone const>;
using Place = std::variant<std::monostate, Offset, ZonePtr>;  // local, offset, named zone

std::string to_string(Place const&);  // "", "+02:00", "@Europe/Paris"

struct ClockTime {
  static constexpr std::int64_t nanos_per_second = 1'000'000'000;
  static constexpr std::int64_t nanos_per_day = 86'400 * nanos_per_second;

  std::int64_t nanos = 0;  // since midnight, 0 <= nanos < nanos_per_day
  Place place;

  // hh:mm:ss[.f{1,9}][Z|(+|-)hh:mm[:ss]|@Zone]; 24:00:00 is midnight.  nullopt if malformed or
  // the zone is unknown.
  static std::optional<ClockTime> parse(std::string_view);

  int hour() const { return static_cast<int>(nanos / (3600 * nanos_per_second)); }
  int minute() const { return static_cast<int>(nanos / (60 * nanos_per_second) % 60); }
  int second() const { return static_cast<int>(nanos / nanos_per_second % 60); }
  // Seconds east of UTC; of a named zone that has summer time, nullopt: it depends on the day.
  std::optional<std::int32_t> offset() const;
  std::string to_string() const;  // "10:30:00.5@Europe/Paris": no trailing zeros in the fraction

  ClockTime plus(SecondsDuration) const;  // around the clock
};

struct DateTime {
  Date date;
  ClockTime time;

  // date'T'time as above, or a date alone, which is its midnight, local.  24:00:00 is the next
  // day's midnight.
  static std::optional<DateTime> parse(std::string_view);

  bool is_local() const { return std::holds_alternative<std::monostate>(time.place); }
  // Seconds east of UTC on this day in this place; nullopt if local.
  std::optional<std::int32_t> offset() const;
  // The time line: seconds and nanos since 1970-01-01T00:00:00, in UTC, or local if local.
  SecondsDuration since_epoch() const;
  std::string to_string() const;

  // Exact lengths are counted on the time line in UTC where there is a place; nullopt beyond the
  // range of years.
  std::optional<DateTime> plus(SecondsDuration) const;
  std::optional<DateTime> plus(MonthsDuration) const;  // on the calendar, clipped
};

}  // namespace zonebook
