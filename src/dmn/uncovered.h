// What rules leave open: exact subtraction of their boxes from a space of regions.  Inside dmn/.
//
// Column after column, regions that leave the same rules standing are taken together; where none
// is left there is a box that nothing covers, and where a rule is left that asks for nothing more
// there is none.  States that were found covered are not looked at twice.

#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <vector>

#include "dmn/column.h"
#include "dmn/table.h"

namespace zonebook::dmn {

// By column, the regions that are looked at, ascending.
using Space = std::vector<std::vector<std::uint32_t>>;

class Uncovered {
 public:
  enum class Next { go_on, stop };
  // A part of the space; not certain where a computed cell might cover it after all.
  using Visit = std::function<Next(Space const& box, bool is_certain)>;

  // Each row of bits that is ANDed costs one of `steps_left`.  `first` is looked at before all
  // other columns, which makes boxes that name it alone.
  Uncovered(Table const&, Space space, std::uint64_t& steps_left,
            std::optional<std::uint32_t> first = {});

  // The parts that none of `rules` covers.
  void each(Bits rules, Visit const& visit);
  // The steps ran out: there may be more.
  bool is_exhausted() const { return is_exhausted_; }

 private:
  using Words = std::vector<std::uint64_t>;
  // Regions of a column with one row of bits.
  struct Class {
    std::uint32_t row;
    std::vector<std::uint32_t> regions;
  };

  void choose_order(std::optional<std::uint32_t> first);
  void find_undemanding();
  bool walk(std::size_t depth, Words const& standing, Visit const& visit);
  Words narrowed(Words const& standing, std::uint32_t column, Class const&) const;

  Table const& table_;
  Space space_;
  std::uint64_t& steps_left_;
  std::size_t words_;
  std::vector<std::vector<Class>> classes_;  // by column
  std::vector<std::uint32_t> order_;         // of columns
  std::vector<Words> undemanding_;           // by depth, rules that admit all of it from there on
  std::vector<std::set<Words>> covered_;     // by depth
  Space box_;
  bool is_stopped_ = false;
  bool is_exhausted_ = false;
};

}  // namespace zonebook::dmn
