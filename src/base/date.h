// Days and months of the proleptic Gregorian calendar, without a clock and without a zone.
//
//   auto day = *Date::from_civil({.year = 2023, .month = 12, .day = 31});
//   day.add_months(2)->to_string();       // "2024-02-29": clipped to the month's last day
//
// Years run from -999 999 999 to 999 999 999 (FEEL, XML Schema); the ledger takes a part of that.
// Date and Instant (base/instant.h) are never convertible into each other without a zone.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zonebook {

struct Civil {
  std::int64_t year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
};

class Date {
 public:
  static constexpr std::int64_t max_year = 999'999'999;

  constexpr Date() = default;  // 1970-01-01
  // nullopt outside the range of years.
  static std::optional<Date> from_days(std::int64_t days_since_1970);
  // nullopt if there is no such day: 2023-02-29, month 13, year 1 000 000 000.
  static std::optional<Date> from_civil(Civil);
  // [-]YYYY-MM-DD, at least four digits of year, more only without a leading zero (XML Schema).
  static std::optional<Date> parse(std::string_view);

  std::int64_t days() const { return days_; }  // since 1970-01-01
  Civil civil() const;
  int weekday() const;       // 1 = Monday … 7 = Sunday (ISO 8601)
  int day_of_year() const;   // 1..366
  int week_of_year() const;  // ISO 8601, 1..53
  std::string to_string() const;

  std::optional<Date> add_days(std::int64_t) const;
  // The same day of the month, or the month's last day where there is none.
  std::optional<Date> add_months(std::int64_t) const;

  auto operator<=>(Date const&) const = default;

 private:
  constexpr explicit Date(std::int64_t days) : days_(days) {}
  std::int64_t days_ = 0;
};

// Whole months from one day to another, towards zero: 2023-01-31 → 2023-02-28 is 0 months.
std::int64_t whole_months_between(Date from, Date to);

int days_in_month(std::int64_t year, int month);

}  // namespace zonebook
