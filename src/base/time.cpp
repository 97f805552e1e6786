#include "base/time.h"

#include <fmt/format.h>

#include "base/floor.h"
#include "base/time_scan.h"

namespace zonebook {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;

// What follows the clock: nothing, an offset, or @ and the name of a zone.
std::optional<Place> take_place(Scanner& scanner) {
  if (scanner.done()) return Place();
  if (scanner.take('@')) {
    auto zone = Zone::load(scanner.take_bytes(scanner.rest().size()));
    return zone ? std::optional<Place>(std::move(*zone)) : std::nullopt;
  }
  auto const offset = take_offset(scanner);
  return offset && scanner.done() ? std::optional<Place>(*offset) : std::nullopt;
}

// A time whose nanos may be those of 24:00:00.
std::optional<ClockTime> parse_clock(std::string_view text) {
  Scanner scanner(text);
  auto const nanos = take_clock(scanner, 9);
  if (!nanos) return std::nullopt;
  auto place = take_place(scanner);
  if (!place) return std::nullopt;
  return ClockTime{.nanos = *nanos, .place = *std::move(place)};
}

std::int64_t local_seconds(DateTime const& value) {
  return value.date.days() * seconds_per_day + value.time.nanos / ClockTime::nanos_per_second;
}

}  // namespace

std::string Offset::to_string() const {
  if (seconds == 0) return "Z";
  auto const size = seconds < 0 ? -seconds : seconds;
  auto text = fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  return size % 60 == 0 ? text : text + fmt::format(":{:02}", size % 60);
}

std::string to_string(Place const& place) {
  if (auto const* offset = std::get_if<Offset>(&place)) return offset->to_string();
  auto const* zone = std::get_if<ZonePtr>(&place);
  return zone ? "@" + (*zone)->name() : "";
}

std::optional<ClockTime> ClockTime::parse(std::string_view text) {
  auto time = parse_clock(text);
  if (time) time->nanos %= nanos_per_day;
  return time;
}

std::optional<std::int32_t> ClockTime::offset() const {
  if (auto const* fixed = std::get_if<Offset>(&place)) return fixed->seconds;
  auto const* zone = std::get_if<ZonePtr>(&place);
  return zone ? (*zone)->yearlong_offset() : std::nullopt;
}

std::string ClockTime::to_string() const {
  return fmt::format("{:02}:{:02}:{:02}{}{}", hour(), minute(), second(),
                     fraction_text(nanos % nanos_per_second), zonebook::to_string(place));
}

ClockTime ClockTime::plus(SecondsDuration length) const {
  auto const shift = length.seconds % seconds_per_day * nanos_per_second + length.nanos;
  return {.nanos = floor_modulo(nanos + shift, nanos_per_day), .place = place};
}

std::optional<DateTime> DateTime::parse(std::string_view text) {
  auto const split = text.find('T');
  auto const date = Date::parse(text.substr(0, split));
  if (!date) return std::nullopt;
  if (split == text.npos) return DateTime{.date = *date, .time = {}};
  auto time = parse_clock(text.substr(split + 1));
  if (!time) return std::nullopt;
  auto const day = date->add_days(time->nanos / ClockTime::nanos_per_day);
  if (!day) return std::nullopt;
  time->nanos %= ClockTime::nanos_per_day;
  return DateTime{.date = *day, .time = *std::move(time)};
}

std::optional<std::int32_t> DateTime::offset() const {
  if (auto const* fixed = std::get_if<Offset>(&time.place)) return fixed->seconds;
  auto const* zone = std::get_if<ZonePtr>(&time.place);
  return zone ? std::optional((*zone)->offset_at_local(local_seconds(*this))) : std::nullopt;
}

SecondsDuration DateTime::since_epoch() const {
  return {.seconds = local_seconds(*this) - offset().value_or(0),
          .nanos = static_cast<std::int32_t>(time.nanos % ClockTime::nanos_per_second)};
}

std::string DateTime::to_string() const { return date.to_string() + "T" + time.to_string(); }

std::optional<DateTime> DateTime::plus(SecondsDuration length) const {
  auto const moment = add(since_epoch(), length);
  if (!moment) return std::nullopt;
  auto const* zone = std::get_if<ZonePtr>(&time.place);
  auto const shift = zone ? (*zone)->offset_at(moment->seconds) : offset().value_or(0);
  std::int64_t local = 0;
  if (__builtin_add_overflow(moment->seconds, shift, &local)) return std::nullopt;
  auto const second_of_day = floor_modulo(local, seconds_per_day);
  auto const day = Date::from_days(floor_divide(local, seconds_per_day));
  if (!day) return std::nullopt;
  auto const nanos = second_of_day * ClockTime::nanos_per_second + moment->nanos;
  return DateTime{.date = *day, .time = {.nanos = nanos, .place = time.place}};
}

std::optional<DateTime> DateTime::plus(MonthsDuration length) const {
  auto const day = date.add_months(length.months);
  return day ? std::optional(DateTime{.date = *day, .time = time}) : std::nullopt;
}

}  // namespace zonebook
