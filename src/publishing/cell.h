// What a cell of a spreadsheet holds, as a person sees it.

#pragma once

#include <string>
#include <variant>

#include "base/date.h"
#include "base/decimal.h"

namespace zonebook::publishing {

struct Moment {
  Date day;
  int seconds = 0;  // of the day, 0..86399
  bool operator==(Moment const&) const = default;
};

// A number, and whether its format multiplies it by a hundred: 0.667 that reads 66.7%.
struct Number {
  Decimal value;
  bool is_percent = false;
  bool operator==(Number const&) const = default;
};

// #DIV/0!, or a formula that nobody has computed ("=").
struct Fault {
  std::string text;
  bool operator==(Fault const&) const = default;
};

using CellValue = std::variant<std::monostate, std::string, Number, Date, Moment, bool, Fault>;

}  // namespace zonebook::publishing
