// A reported number beside a value of the ledger: does what is printed say what is so?
//
//   fits(figure, "500余项", Decimal(507), "项")          // true: more than 500, less than 600
//   fits(figure, "11.36亿元", *Decimal::parse("11.63"), "亿元")     // false
//
//   as printed   the value, rounded half up to the digits that are printed: 1亿元 fits 1.4
//   余, 多       more, by less than one of the last digit that is not 0: 500余 is 501 to 599
//   以上         at least; 超过: more; 以下, 不足: at most, less; a..b: both ends included
//   近           less, by a tenth at most
//   约, 左右     more or less, by a twentieth at most
//
// Threads: pure.

#pragma once

#include <optional>
#include <string_view>

#include "reading/reading.h"

namespace zonebook::reconcile {

// The value in the unit of the figure; nullopt: one cannot be told in the other (家 and 亿元).
std::optional<Decimal> in_unit_of(reading::Figure const&, Decimal value, std::string_view unit);

// nullopt: as in_unit_of().  `raw` is the figure as the text has it.
std::optional<bool> fits(reading::Figure const&, std::string_view raw, Decimal value,
                         std::string_view unit);

}  // namespace zonebook::reconcile
