#include "base/time_scan.h"

#include <fmt/format.h>

namespace zonebook {
namespace {

constexpr std::int32_t offset_max = 18 * 3600;

}  // namespace

std::optional<std::int64_t> take_clock(Scanner& scanner, std::size_t max_fraction) {
  auto const hour = scanner.take_two_digits(24);
  if (!hour || !scanner.take(':')) return std::nullopt;
  auto const minute = scanner.take_two_digits(59);
  if (!minute || !scanner.take(':')) return std::nullopt;
  auto const second = scanner.take_two_digits(59);
  if (!second) return std::nullopt;
  auto const seconds = std::int64_t{*hour} * 3600 + *minute * 60 + *second;
  auto nanos = seconds * ClockTime::nanos_per_second;
  if (scanner.take('.')) {
    auto const digits = scanner.take_digits();
    if (digits.empty() || digits.size() > max_fraction || *hour == 24) return std::nullopt;
    nanos += nanos_of(digits);
  }
  return nanos <= ClockTime::nanos_per_day ? std::optional(nanos) : std::nullopt;
}

std::optional<Offset> take_offset(Scanner& scanner) {
  // Both cases: RFC 3339, and the standard's own time("23:59:00z") (DMN 1.5, 10.3.4.1).
  if (scanner.take('Z') || scanner.take('z')) return Offset{0};
  auto const west = scanner.take('-');
  if (!west && !scanner.take('+')) return std::nullopt;
  auto const hours = scanner.take_two_digits(18);
  if (!hours || !scanner.take(':')) return std::nullopt;
  auto const minutes = scanner.take_two_digits(59);
  if (!minutes) return std::nullopt;
  auto const seconds = scanner.take(':') ? scanner.take_two_digits(59) : std::optional(0);
  if (!seconds) return std::nullopt;
  auto const total = *hours * 3600 + *minutes * 60 + *seconds;
  if (total > offset_max) return std::nullopt;
  return Offset{west ? -total : total};
}

std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return "";
  auto text = fmt::format(".{:09}", nanos);
  return text.erase(text.find_last_not_of('0') + 1);
}

}  // namespace zonebook
