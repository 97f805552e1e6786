#include "app/now.h"

namespace zonebook::app {

DateTime local_now(std::string const& name) {
  auto const now = SystemClock().now().micros();
  auto const seconds = now / 1'000'000;
  auto zone = Zone::load(name);
  auto const offset = zone ? (*zone)->offset_at(seconds) : 0;
  auto const local = seconds + offset;
  DateTime answer;
  answer.date = *Date::from_days(local / 86'400);
  answer.time.nanos = (local % 86'400) * ClockTime::nanos_per_second + now % 1'000'000 * 1'000;
  if (zone)
    answer.time.place = *zone;
  else
    answer.time.place = Offset{};
  return answer;
}

}  // namespace zonebook::app
