// The parts of ISO 8601 that a time of day, a date with time and a moment have in common.

#pragma once

#include <cstdint>
#include <optional>

#include "base/scan.h"
#include "base/time.h"

namespace zonebook {

// hh:mm:ss[.f…] as nanoseconds since midnight, with at most `max_fraction` digits (up to 9) in the
// fraction; 24:00:00, and nothing after it, is nanos_per_day.
std::optional<std::int64_t> take_clock(Scanner&, std::size_t max_fraction);

// Z or (+|-)hh:mm[:ss], within ±18:00.
std::optional<Offset> take_offset(Scanner&);

// ".5" for half a second in nanoseconds, "" for none.
std::string fraction_text(std::int64_t nanos);

}  // namespace zonebook
