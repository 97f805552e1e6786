#include "base/zone_reader.h"

// The last line of a TZif file: CET-1CEST,M3.5.0,M10.5.0/3 (POSIX.1-2017, 8.3 TZ; the hours from
// -167 to 167 are of RFC 8536, 3.3.1).

namespace zonebook {
namespace {

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<int> take_number(Scanner& scanner, int min, int max) {
  auto const value = value_of(scanner.take_digits());
  return value && *value >= min && *value <= max ? std::optional(static_cast<int>(*value))
                                                 : std::nullopt;
}

// Three letters or more, or in angle brackets also digits and signs: <+03>.
bool take_abbreviation(Scanner& scanner) {
  auto const quoted = scanner.take('<');
  std::size_t size = 0;
  for (;; ++size) {
    auto const c = scanner.next();
    auto const more = is_letter(c) || (quoted && (is_digit(c) || c == '+' || c == '-'));
    if (!more || !scanner.take(c)) break;
  }
  return size >= 3 && (!quoted || scanner.take('>'));
}

// [+|-]h[:mm[:ss]] in seconds.
std::optional<std::int32_t> take_time(Scanner& scanner, int max_hours) {
  auto const negative = scanner.take('-');
  if (!negative) scanner.take('+');
  auto const hours = take_number(scanner, 0, max_hours);
  if (!hours) return std::nullopt;
  auto seconds = *hours * 3600;
  for (auto const unit : {60, 1}) {
    if (!scanner.take(':')) break;
    auto const part = take_number(scanner, 0, 59);
    if (!part) return std::nullopt;
    seconds += *part * unit;
  }
  return negative ? -seconds : seconds;
}

// POSIX counts west of Greenwich; we count east.
std::optional<std::int32_t> take_offset(Scanner& scanner) {
  auto const west = take_time(scanner, 24);
  return west ? std::optional(-*west) : std::nullopt;
}

}  // namespace

bool ZoneReader::read_footer(Zone& zone, std::string_view text) {
  if (text.empty()) return true;  // the last transition holds for ever
  Scanner scanner(text);
  auto& footer = zone.footer_;
  if (!take_abbreviation(scanner)) return false;
  auto const standard = take_offset(scanner);
  if (!standard) return false;
  footer.standard_offset = *standard;
  zone.has_footer_ = true;
  return scanner.done() || read_rule(footer, scanner);
}

bool ZoneReader::read_rule(Zone::Footer& footer, Scanner& scanner) {
  if (!take_abbreviation(scanner)) return false;
  footer.has_summer = true;
  footer.summer_offset = footer.standard_offset + 3600;
  if (scanner.next() != ',') {
    auto const summer = take_offset(scanner);
    if (!summer) return false;
    footer.summer_offset = *summer;
  }
  if (!scanner.take(',')) return false;
  auto const to_summer = take_change(scanner);
  if (!to_summer || !scanner.take(',')) return false;
  auto const to_standard = take_change(scanner);
  if (!to_standard || !scanner.done()) return false;
  footer.to_summer = *to_summer;
  footer.to_standard = *to_standard;
  return true;
}

// Mm.w.d, Jn or n, then an optional /time; 02:00 without one.
std::optional<Zone::Change> ZoneReader::take_change(Scanner& scanner) {
  using enum Zone::Change::Form;
  Zone::Change change{};
  std::optional<int> day;
  if (scanner.take('M')) {
    auto const month = take_number(scanner, 1, 12);
    if (!month || !scanner.take('.')) return std::nullopt;
    auto const week = take_number(scanner, 1, 5);
    if (!week || !scanner.take('.')) return std::nullopt;
    day = take_number(scanner, 0, 6);
    change = {.form = month_week_day, .month = *month, .week = *week};
  } else if (scanner.take('J')) {
    day = take_number(scanner, 1, 365);
    change.form = julian_without_leap_day;
  } else {
    day = take_number(scanner, 0, 365);
    change.form = day_of_year;
  }
  if (!day) return std::nullopt;
  change.day = *day;
  auto const time = scanner.take('/') ? take_time(scanner, 167) : std::optional(2 * 3600);
  if (!time) return std::nullopt;
  change.seconds = *time;
  return change;
}

}  // namespace zonebook
