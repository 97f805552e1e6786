// Divides a whole number of 分 by shares, so that the parts add up to it to the last 分: the method
// of the largest remainder (最大余数法).
//
//   split_by_largest_remainder(100, {1, 1, 1});        // 34, 33, 33
//
// Promises
//   1. The parts add up to the amount exactly, and each is less than 1 分 from its exact share.
//   2. What is left after rounding towards zero goes, one 分 each, to the largest remainders; of
//      equal remainders to the one that stands earlier.  Give rows in the order of their ids.
//   3. A share of 0 gets 0.  A negative amount is divided as its opposite is.
//
// Shares are whole numbers of one unit (12.5 % of scale 2 is 1250), none below 0, not all 0.
// Cost: that of sorting the shares.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace zonebook {

std::vector<std::int64_t> split_by_largest_remainder(std::int64_t amount,
                                                     std::span<std::int64_t const> shares);

}  // namespace zonebook
