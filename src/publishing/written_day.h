// A day or a time of a spreadsheet that is written out (ISO 8601, ECMA-376 18.18.11: t="d").
//
//   written_day("2023-06-28")              // Date
//   written_day("2023-06-28T09:30:00.5")   // Moment 09:30:01: to the second, half up
//   written_day("T12:00")                  // Number 0.5, as a time without a day is
//
// A time of 0 is the day alone, as it is of a serial number.  A Z at the end says nothing: cells
// have no time zone, and some programs write it to all.

#pragma once

#include <optional>
#include <string_view>

#include "publishing/cell.h"

namespace zonebook::publishing {

// Nothing if it is malformed, or there is no such day or time: an offset, 24:00, after 9999-12-31.
std::optional<CellValue> written_day(std::string_view);

}  // namespace zonebook::publishing
