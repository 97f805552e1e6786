// Numbers with their units as bulletins write them: 1,234.5万平方米, 500余项, 1-5亿元, 七成, 1/3,
// 百分之三十, 第3位, 千亩.
//
//   auto found = numeral_at(text, 6);      // looks at what stands before the place too
//   found->unit                            // "万平方米"
//
// What cannot be a figure whatever stands around it (第八期, 500强, GB/T39554) is found too, with no
// unit, so that it is passed over as a whole.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "reading/lexicon.h"
#include "reading/reading.h"

namespace zonebook::reading {

enum class UnitKind : std::uint8_t {
  none,
  money,
  percent,
  points,
  area,
  length,
  capacity,
  energy,
  multiple,
  rank,
  duration,
  count,
};

struct Numeral {
  std::size_t begin = 0, end = 0;  // bytes of the prepared text
  Decimal value;
  std::optional<Decimal> upper;
  std::string unit;
  UnitKind kind = UnitKind::none;
  bool more = false;           // an inner 余 or 多
  bool about = false;          // 千亩
  bool chinese = false;        // in Chinese characters
  bool may_rank = false;       // 名: people, or a rank
  bool rank = false;           // 第3
  std::string_view indicator;  // that the unit suggests
  std::string_view refused;    // what it cannot count, with spaces between
  bool cannot_count(std::string_view indicator) const;
};

std::optional<Numeral> numeral_at(std::string_view text, std::size_t at);

}  // namespace zonebook::reading
