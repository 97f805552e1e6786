// The space of a column's values as people think of it: which regions values of its type fall
// into, and how a set of regions is written.  For explain.h and check.h.  Inside
// dmn/.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dmn/column.h"

namespace zonebook::dmn {

// The regions, ascending, that values of the column's type fall into; null is not among them.
// Where the type is not known, the sorts that its cells speak of.  Regions without values (between
// one day and the next) are left out.
std::vector<std::uint32_t> possible_regions(Table::Column const&);
// Those of them that the allowed values admit; all if there are none or they are computed.
std::vector<std::uint32_t> allowed_regions(Table::Column const&);
std::uint32_t null_region(Table::Column const&);

// Regions, ascending, as one test: from 20 to 150; "a" or "b"; not "a"; anything, if they are all
// that are possible.
CellTest test_of(Table::Column const&, std::span<std::uint32_t const> regions);
// A test as a unary test of FEEL: `[20..150]`, `"a", "b"`, `not("a")`, `< 5, > 10`, `-`.
std::string unary_test_of(CellTest const&);
inline std::string text_of(Table::Column const& column, std::span<std::uint32_t const> regions) {
  return unary_test_of(test_of(column, regions));
}

}  // namespace zonebook::dmn
