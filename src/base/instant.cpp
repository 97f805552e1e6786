#include "base/instant.h"

#include <chrono>

#include "base/floor.h"
#include "base/time_scan.h"

namespace zonebook {
namespace {

constexpr std::int64_t micros_per_second = 1'000'000;
constexpr std::int64_t seconds_per_day = 86'400;

std::optional<Instant> instant_of(std::int64_t seconds, std::int64_t micros) {
  std::int64_t total = 0;
  if (__builtin_mul_overflow(seconds, micros_per_second, &total)) return std::nullopt;
  if (__builtin_add_overflow(total, micros, &total)) return std::nullopt;
  return Instant(total);
}

// The moment at which the zone's clocks show midnight, the later one if they show it twice.
std::int64_t midnight(std::int64_t days, Zone const& zone) {
  auto const local = days * seconds_per_day;
  auto const first = local - zone.offset_at_local(local);
  auto const second = local - zone.offset_at(first + seconds_per_day);
  auto const twice = second > first && second + zone.offset_at(second) == local;
  return twice ? second : first;
}

}  // namespace

std::optional<Instant> Instant::parse(std::string_view text) {
  auto const split = text.find('T');
  if (split == text.npos) return std::nullopt;
  auto const date = Date::parse(text.substr(0, split));
  if (!date) return std::nullopt;
  Scanner scanner(text.substr(split + 1));
  auto const nanos = take_clock(scanner, 6);
  if (!nanos || *nanos == ClockTime::nanos_per_day) return std::nullopt;
  auto const offset = take_offset(scanner);
  if (!offset || !scanner.done() || offset->seconds % 60 != 0) return std::nullopt;
  auto const time = *nanos / ClockTime::nanos_per_second;
  auto const micros = *nanos % ClockTime::nanos_per_second / 1000;
  return instant_of(date->days() * seconds_per_day + time - offset->seconds, micros);
}

std::optional<Instant> Instant::end_of(Date date, Zone const& zone) {
  return instant_of(midnight(date.days() + 1, zone), -1);
}

Date Instant::date_in(Zone const& zone) const {
  auto const seconds = floor_divide(micros_, micros_per_second);
  // 292 000 years at most: always a Date.
  return *Date::from_days(floor_divide(seconds + zone.offset_at(seconds), seconds_per_day));
}

std::string Instant::to_string() const {
  auto const seconds = floor_divide(micros_, micros_per_second);
  auto const micros = floor_modulo(micros_, micros_per_second);
  auto const days = floor_divide(seconds, seconds_per_day);
  auto const time = floor_modulo(seconds, seconds_per_day);
  return DateTime{
      .date = *Date::from_days(days),
      .time = {.nanos = time * ClockTime::nanos_per_second + micros * 1000, .place = Offset{0}}}
      .to_string();
}

Instant SystemClock::now() const {
  auto const since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant(std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

}  // namespace zonebook
