// Amounts as people write them in tables: "1,234.5", "２.０３亿元", "66.7%", "约3亿", "3亿以上".
//
//   read_amount_text("2.03亿")     // 2.03 of 亿元, exact
//   read_amount_text("3亿以上")    // vague: from 3 亿元
//   read_amount_text("约3亿")      // vague, without bounds
//
// What is vague is no number: it is told, with the bounds that its words give.

#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.h"
#include "publishing/import/unit.h"

namespace zonebook::publishing {

struct AmountText {
  enum class Is : std::uint8_t { exact, vague } is = Is::exact;
  Decimal value;                             // of what is exact
  std::optional<Decimal> at_least, at_most;  // of what is vague
  Unit const* unit = nullptr;                // nullptr: none is written
};

// Narrowed and without white space.  nullopt: it is no amount.
std::optional<AmountText> read_amount_text(std::string_view);

}  // namespace zonebook::publishing
