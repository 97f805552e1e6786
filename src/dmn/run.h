// One decision under way: the values of the elements it needs, each made once.  Inside dmn/.
//
// A call of a decision service opens a layer of its own: what it encapsulates is decided afresh
// with the arguments (10.4), whatever is known outside.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dmn/decide.h"
#include "dmn/parts.h"
#include "feel/evaluate.h"

namespace zonebook::dmn {

class Run final : public feel::Evaluator::Attachment {
 public:
  Run(Decisions::Parts const&, DecideOptions);

  Answer decide(std::string_view entry, feel::Value const& inputs);

  // For tables (build.cpp) and functions (functions.cpp), while a decision is under way; nullptr
  // for an evaluator that works for somebody else.
  static Run* of(feel::Evaluator&, Decisions::Parts const* = nullptr);
  Date on() const { return on_; }
  void keep(TableTrace trace) { tables_.push_back(std::move(trace)); }
  bool is_missing(UnitIndex unit) const {
    auto const& slots = layer().slots;
    return unit < slots.size() && slots[unit].state == State::missing;
  }
  feel::Value call_knowledge(Unit const&, std::vector<feel::Value> arguments);
  feel::Value call_service(Unit const&, std::vector<feel::Value> arguments);

 private:
  enum class State : std::uint8_t { unknown, given, missing, ready };
  struct Slot {
    feel::Value value;
    State state = State::unknown;
  };
  struct Layer {
    std::vector<Slot> slots;  // by unit
    std::vector<UnitIndex> touched;
    bool has_given_decisions = false;
  };
  using Plan = std::vector<UnitIndex>;
  static constexpr std::size_t layers_max = 200;

  Layer& layer() { return *layers_[depth_]; }
  Layer const& layer() const { return *layers_[depth_]; }
  void open_layer();
  void close_layer();
  void set(UnitIndex, feel::Value, State);

  // run_inputs.cpp
  void take_inputs(feel::Value const& inputs, UnitIndex asked);
  void take_entries(feel::Context const&, std::string const& path, UnitIndex asked);
  void give(UnitIndex, feel::Value const&);
  feel::Value conforming(feel::Value, UnitIndex);
  feel::Value wrong_input(std::string const& name, feel::Type const&, feel::Value const&);
  feel::Value answer_knowledge(Unit const&, feel::Value const& inputs);
  feel::Value answer_service(Unit const&);

  feel::Value answer(UnitIndex asked, feel::Value const& inputs);
  feel::Value outputs(Unit const& service);
  feel::Value const& value_of(UnitIndex);
  Plan const& plan_of(UnitIndex);
  Plan make_plan(std::span<UnitIndex const> roots) const;
  void execute(std::span<UnitIndex const> roots);
  void make(UnitIndex);
  feel::Value logic_of(Unit const&);
  void see(std::span<Visible const>, std::span<std::uint32_t const> used);
  feel::Value fail_broken(Unit const&);

  // Constant after construction.
  Decisions::Parts const& parts_;
  Date on_;

  feel::Evaluator evaluator_;
  std::vector<std::unique_ptr<Layer>> layers_;
  std::size_t depth_ = 0;
  std::vector<feel::Value> scratch_;  // the scope of what is evaluated next
  std::vector<TableTrace> tables_;
  std::vector<Step> steps_;
  std::vector<std::string> missing_;

  std::vector<std::optional<Plan>> plan_cache_;  // by unit
  // Inputs mostly come with the same keys in the same order.
  struct Target {
    std::string key;
    UnitIndex unit = UINT32_MAX;  // none: not known, or an import
    std::string import_path;      // of an import; empty otherwise
  };
  std::vector<Target> target_cache_;
  std::string entry_cache_;
  UnitIndex entry_unit_cache_ = UINT32_MAX;  // none: the entry is not known
};

}  // namespace zonebook::dmn
