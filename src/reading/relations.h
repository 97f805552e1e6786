// The text's own arithmetic: sums, shares and rates, parts, restatements; checked with the interval
// that the rounding of the printed numbers allows.
//
// A comparison is made only where the wording makes it; one that fails is said to fail only where
// both of its sides stand in one construction (占目标任务6亿元的110%).
//
// Cost: each figure looks at the forty around it.

#pragma once

#include <vector>

#include "reading/reading.h"

namespace zonebook::reading {

std::vector<Relation> relations_of(std::vector<Figure> const&);

}  // namespace zonebook::reading
