// Where a text says that figures together are all of another one, though they do not add up:
// 分别为 after 分为新开工、续建两类, 由…组成, 总数12个：甲5个、乙4个, 12项（新建7项，续建4项）.
//
// A claim that the wording makes outright is said to fail; where only the way of writing suggests
// one, or a number is rounded by words (余, 近), it is left to a person (holds is empty).
// 其中 alone claims nothing, unless all that is new and all that goes on is listed.
//
// Cost: each figure looks at the twelve after it.

#pragma once

#include <string_view>
#include <vector>

#include "reading/reading.h"

namespace zonebook::reading {

// Appends to `found` the sums that do not hold; none where it has one of the same target already.
void append_broken_sums(std::string_view text, std::vector<Figure> const&,
                        std::vector<Relation>& found);

}  // namespace zonebook::reading
