#include "base/date.h"

#include <fmt/format.h>

#include "base/floor.h"
#include "base/scan.h"

namespace zonebook {
namespace {

// The calendar repeats every 400 years.  Years are counted from March, so that the leap day is the
// last of its year and the months' lengths follow one line (Howard Hinnant, chrono-compatible
// low-level date algorithms).
constexpr std::int64_t days_per_era = 146'097;
constexpr std::int64_t days_0000_03_01_to_1970 = 719'468;

constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  auto const era = floor_divide(year, 400);
  auto const year_of_era = year - era * 400;
  auto const month_from_march = (month + 9) % 12;
  auto const day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  auto const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * days_per_era + day_of_era - days_0000_03_01_to_1970;
}

constexpr auto first_day = days_from_civil(-Date::max_year, 1, 1);
constexpr auto last_day = days_from_civil(Date::max_year, 12, 31);

constexpr bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

// At least four digits; more only without a zero in front (XML Schema 1.1, 3.3.9).
std::optional<std::int64_t> scan_year(Scanner& scanner) {
  auto const negative = scanner.take('-');
  auto const digits = scanner.take_digits();
  if (digits.size() < 4 || (digits.size() > 4 && digits.front() == '0')) return std::nullopt;
  auto const year = value_of(digits);
  if (!year || (negative && *year == 0)) return std::nullopt;
  return negative ? -*year : *year;
}

}  // namespace

int days_in_month(std::int64_t year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<Date> Date::from_days(std::int64_t days_since_1970) {
  if (days_since_1970 < first_day || days_since_1970 > last_day) return std::nullopt;
  return Date(days_since_1970);
}

std::optional<Date> Date::from_civil(Civil civil) {
  auto const [year, month, day] = civil;
  if (year < -max_year || year > max_year || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  return Date(days_from_civil(year, month, day));
}

std::optional<Date> Date::parse(std::string_view text) {
  Scanner scanner(text);
  auto const year = scan_year(scanner);
  if (!year || !scanner.take('-')) return std::nullopt;
  auto const month = scanner.take_two_digits(12);
  if (!month || !scanner.take('-')) return std::nullopt;
  auto const day = scanner.take_two_digits(31);
  if (!day || !scanner.done()) return std::nullopt;
  return from_civil({.year = *year, .month = *month, .day = *day});
}

Civil Date::civil() const {
  auto const days = days_ + days_0000_03_01_to_1970;
  auto const era = floor_divide(days, days_per_era);
  auto const day_of_era = days - era * days_per_era;
  // Without the leap days (every 4 years but not every 100, yet every 400) years have 365 days.
  auto const year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  auto const day_of_year =
      static_cast<int>(day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100));
  auto const month_from_march = (5 * day_of_year + 2) / 153;
  auto const month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
          .month = month,
          .day = day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

int Date::weekday() const {
  return static_cast<int>(floor_modulo(days_ + 3, 7)) + 1;  // 1970-01-01 was a Thursday
}

int Date::day_of_year() const {
  return static_cast<int>(days_ - days_from_civil(civil().year, 1, 1)) + 1;
}

// A week belongs to the year of its Thursday, and the first week has the year's first Thursday
// (ISO 8601-1, 3.1.1.23).
int Date::week_of_year() const {
  auto const thursday = Date(days_ - weekday() + 4);
  return (thursday.day_of_year() - 1) / 7 + 1;
}

std::string Date::to_string() const {
  auto const [year, month, day] = civil();
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year, month,
                     day);
}

std::optional<Date> Date::add_days(std::int64_t count) const {
  std::int64_t days = 0;
  if (__builtin_add_overflow(days_, count, &days)) return std::nullopt;
  return from_days(days);
}

std::optional<Date> Date::add_months(std::int64_t count) const {
  auto const [year, month, day] = civil();
  std::int64_t months = 0;
  if (__builtin_add_overflow(year * 12 + month - 1, count, &months)) return std::nullopt;
  auto const new_year = floor_divide(months, 12);
  auto const new_month = static_cast<int>(floor_modulo(months, 12)) + 1;
  auto const last = days_in_month(new_year, new_month);
  return from_civil({.year = new_year, .month = new_month, .day = day < last ? day : last});
}

std::int64_t whole_months_between(Date from, Date to) {
  if (to < from) return -whole_months_between(to, from);
  auto const a = from.civil();
  auto const b = to.civil();
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}

}  // namespace zonebook
