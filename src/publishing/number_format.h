// What a spreadsheet's number stands for, by its format (ECMA-376, 18.8.30).
//
//   kind_of_format(14)                  // Form::day
//   kind_of_format("yyyy\"年\"m\"月\"")   // Form::day
//   kind_of_format("[h]:mm")            // Form::elapsed: 1.5 reads 36:00, and is no day
//
// Serial days: 1 is 1900-01-01, and there is a 1900-02-29 that never was; in files of the other
// system 0 is 1904-01-01.

#pragma once

#include <cstdint>
#include <string_view>

#include "publishing/cell.h"

namespace zonebook::publishing {

enum class Form : std::uint8_t { number, percent, day, time, elapsed };

// Of a number that every program knows, those of Chinese programs (27–36, 50–58) included.
Form kind_of_format(int id);
Form kind_of_format(std::string_view code);

enum class DayZero : std::uint8_t { of_1900, of_1904 };

// Of day and time a day, or a moment if it has a time: to the second, half up.  What is no day
// there (negative, or after 9999-12-31) stays a number, as spreadsheets show it; so does a time
// without a day: less than 1 in either system, but for the whole 0 of a day's format, which is
// 1904-01-01.  Elapsed time is a number of days.
CellValue value_of(Decimal, Form, DayZero);

}  // namespace zonebook::publishing
