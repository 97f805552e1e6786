// Units as heads and cells name them, and how many of a field's own unit one of them is.
//
//   auto const wan = find_unit("万元");
//   amount_in(Decimal(2), *wan, *find_unit("亿元"))   // 0.0002
//   unit_at_end("2.03亿")                             // 亿元, and "2.03" is left
//
// Areas convert exactly, for 15 亩 are one hectare; 1 平方米 is 0.0015 亩.

#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.h"

namespace zonebook::publishing {

struct Unit {
  std::string_view name;       // as it is written most
  std::string_view dimension;  // "money", "area", …: those of one convert into each other
  std::int64_t size = 1;       // in the smallest unit of the dimension
  int divisor = 1;             // 亩: 2000/3 平方米
};

// "万元", "万", "㎡", "%"; narrowed.  nullptr if it is none.
Unit const* find_unit(std::string_view);

struct WithUnit {
  std::string_view rest;
  Unit const* unit = nullptr;
};
// The longest unit at the end of a text, and what stands before it.
WithUnit unit_at_end(std::string_view);

// nullopt: another dimension, or more digits than a number has.
std::optional<Decimal> amount_in(Decimal, Unit const& from, Unit const& to);

}  // namespace zonebook::publishing
