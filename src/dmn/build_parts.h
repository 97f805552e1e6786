// The parts of a tree that FEEL has no node for: a decision table, and a boxed filter, whose
// condition must be true or false where FEEL's brackets also take an index.  Inside dmn/.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dmn/build.h"

namespace zonebook::dmn {

class TablePart final : public OwnPart {
 public:
  TablePart(std::shared_ptr<Table const>, std::vector<UnitIndex> const& unit_of_slot);

  feel::Value evaluate(feel::Evaluator&, std::span<feel::Value> frame,
                       std::span<feel::Value const> arguments) const override;
  void collect_slots(std::set<std::uint32_t>&) const override;

 private:
  // An input expression that is a name or a path: a, a.b.c
  struct Origin {
    bool is_name = false;
    std::uint32_t slot = 0;
    UnitIndex unit = no_unit;
    std::vector<std::string> path;
  };
  static Origin origin_of(feel::Node const&, std::vector<UnitIndex> const& unit_of_slot);
  static bool is_missing(Origin const&, class Run const&, std::span<feel::Value const> frame);

  std::shared_ptr<Table const> table_;
  std::vector<Origin> origins_;  // by column
};

class FilterPart final : public OwnPart {
 public:
  FilterPart(std::uint32_t slot, feel::NodePtr match, std::size_t scope_size);

  feel::Value evaluate(feel::Evaluator&, std::span<feel::Value> frame,
                       std::span<feel::Value const> arguments) const override;
  void collect_slots(std::set<std::uint32_t>& slots) const override {
    slots.insert(slots_.begin(), slots_.end());
  }

 private:
  std::uint32_t slot_;  // of item
  feel::NodePtr match_;
  std::set<std::uint32_t> slots_;
};

// The slots below scope_size that a tree reads.
void collect_slots(feel::Node const&, std::size_t scope_size, std::set<std::uint32_t>&);

}  // namespace zonebook::dmn
