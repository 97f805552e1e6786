// The index of one input column: from a value to the rules that admit it.  Inside dmn/.
//
// The constants of the column's cells, sorted, cut each sort of values into regions: below the
// first, on it, between it and the second, … above the last.  All values of a region get the same
// verdict of every understood cell (cell.h), so each region has one row of bits.  Equal rows are
// kept once.
//
//     cells   < 5, [5..10], "a"
//     number  (-∞..5) 5 (5..10) 10 (10..∞)     string  below "a", "a", above     null  true  …

#pragma once

#include <array>
#include <span>
#include <vector>

#include "dmn/cell.h"
#include "dmn/table.h"

namespace zonebook::dmn {

class RowPool;

struct Region {
  Sort sort;
  std::uint32_t position;  // within its sort, as judge_region() counts
  std::uint32_t row;
  bool allowed = true;  // by the column's allowed values; true where these are computed
};

struct Table::Column {
  // One sort's constants, ascending, and where its regions begin.
  struct Domain {
    std::vector<feel::Value> ends;
    std::vector<Decimal> numbers;  // the same, where they are numbers
    std::vector<double> keys;      // and nearly the same
    std::uint32_t first_region = 0;

    std::uint32_t region_count() const {
      return ends.empty() ? 1 : static_cast<std::uint32_t>(2 * ends.size() + 1);
    }
  };

  std::uint32_t slot = 0;                   // of `?` in the frame
  feel::TypePtr type;                       // given or inferred
  std::vector<Cell> cells;                  // distinct ones
  std::vector<std::uint32_t> cell_of_rule;  // into cells
  std::optional<Cell> allowed;              // given for the column: enforced
  std::optional<Cell> domain;               // the same, or what the type allows; for check.h
  std::array<Domain, sort_count> domains;
  std::vector<Region> regions;
  std::vector<std::uint64_t> rows;
  std::vector<std::uint64_t> computed;  // rules whose cell is computed
  std::vector<std::uint64_t> limited;   // rules whose cell is not `-`
  bool has_computed = false;
  std::size_t words = 0;

  static constexpr std::uint32_t none = UINT32_MAX;

  // The region of a value; `none` for what no index can hold (a list, a context …): its cells are
  // all to be evaluated.
  std::uint32_t region_of(feel::Value const&) const;
  Bits row(Region const& region) const {
    return {rows.data() + std::size_t{region.row} * words, words};
  }
  Cell const& cell(std::size_t rule) const { return cells[cell_of_rule[rule]]; }

  // Makes the regions and rows, once cells, cell_of_rule, allowed and domain are there.
  void build_index();

 private:
  void collect_ends();
  void build_region(Sort, std::uint32_t position, RowPool&);
};

}  // namespace zonebook::dmn
