// Days and months as people write them in tables.
//
//   read_day_text("2023年6月28日")   // that day
//   read_day_text("2023.6")         // no day: a month, 2023-06-01 to 2023-06-30
//   read_day_text("6月底")           // no day, and nobody knows of which year
//   read_day_text("2023.1")         // no day: 2023.10 may have become this
//
// A day is never invented: of a month or a year only its bounds are told.

#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace zonebook::publishing {

struct DayText {
  enum class Is : std::uint8_t { day, month, vague } is = Is::vague;
  std::optional<Date> first, last;  // both included; of a day the same
};

// Narrowed and without white space.  nullopt: it speaks of no day at all, or of one that is not.
std::optional<DayText> read_day_text(std::string_view);

// "2023-6-2 00:00:00" without its time, narrowed; any other text as it is.
std::string_view without_midnight(std::string_view);

}  // namespace zonebook::publishing
