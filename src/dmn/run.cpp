#include "dmn/run.h"

#include <algorithm>

#include "feel/function.h"

namespace zonebook::dmn {

using feel::Value;

Run::Run(Decisions::Parts const& parts, DecideOptions options)
    : parts_(parts), on_(options.on), evaluator_(std::move(options.feel)) {
  evaluator_.attach(this);
  layers_.push_back(std::make_unique<Layer>());
  layers_[0]->slots.resize(parts_.units.size());
  plan_cache_.resize(parts_.units.size());
}

// Nobody else attaches anything to an evaluator.
Run* Run::of(feel::Evaluator& evaluator, Decisions::Parts const* parts) {
  auto* run = static_cast<Run*>(evaluator.attachment());
  return run && (!parts || &run->parts_ == parts) ? run : nullptr;
}

Answer Run::decide(std::string_view entry, Value const& inputs) {
  evaluator_.start();
  tables_.clear();
  steps_.clear();
  missing_.clear();
  Answer result;
  if (entry != entry_cache_ || entry_unit_cache_ == UINT32_MAX) {
    auto const* unit = parts_.find(entry);
    entry_cache_ = entry;
    entry_unit_cache_ = unit ? static_cast<UnitIndex>(unit - parts_.units.data()) : UINT32_MAX;
  }
  if (entry_unit_cache_ == UINT32_MAX) {
    evaluator_.fail({"dmn.decide_unknown_entry", {{"name", std::string(entry)}}}, {});
  } else {
    take_inputs(inputs, entry_unit_cache_);
    result.value = answer(entry_unit_cache_, inputs);
  }
  close_layer();
  result.remarks = evaluator_.remarks();
  result.steps = std::move(steps_);
  result.missing = std::move(missing_);
  return result;
}

Value Run::answer(UnitIndex asked, Value const& inputs) {
  auto const& unit = parts_.units[asked];
  switch (unit.kind()) {
    case Element::Kind::input: return value_of(asked);
    case Element::Kind::decision: execute({&asked, 1}); return value_of(asked);
    case Element::Kind::knowledge: return answer_knowledge(unit, inputs);
    case Element::Kind::service: return answer_service(unit);
  }
  CHECK(false);
}

// ── layers ──────────────────────────────────────────────────────────────────────────────────────

void Run::open_layer() {
  ++depth_;
  if (depth_ == layers_.size()) {
    layers_.push_back(std::make_unique<Layer>());
    layers_.back()->slots.resize(parts_.units.size());
  }
}

// Empties the layer for its next use; the root's stays open.
void Run::close_layer() {
  auto& closed = layer();
  for (auto unit : closed.touched) closed.slots[unit] = {};
  closed.touched.clear();
  closed.has_given_decisions = false;
  if (depth_ > 0) --depth_;
}

void Run::set(UnitIndex unit, Value value, State state) {
  auto& slot = layer().slots[unit];
  if (slot.state == State::unknown) layer().touched.push_back(unit);
  slot.value = std::move(value);
  slot.state = state;
  if (state == State::given && parts_.units[unit].kind() == Element::Kind::decision) {
    layer().has_given_decisions = true;
  }
}

// ── decisions ───────────────────────────────────────────────────────────────────────────────────

// The decisions that the roots rest on, what is required first.  Those that are given are not made,
// nor what only they need.
Run::Plan Run::make_plan(std::span<UnitIndex const> roots) const {
  std::vector<bool> seen(parts_.units.size(), false);
  Plan plan;
  std::vector<UnitIndex> open(roots.begin(), roots.end());
  while (!open.empty()) {
    auto const index = open.back();
    open.pop_back();
    auto const& unit = parts_.units[index];
    bool const known = layer().slots[index].state != State::unknown;
    if (seen[index] || known || unit.kind() != Element::Kind::decision) continue;
    seen[index] = true;
    plan.push_back(index);
    for (auto slot : unit.used) {
      if (slot >= unit.visible.size()) continue;
      for (auto const& [name, required] : unit.visible[slot].units) open.push_back(required);
    }
  }
  std::ranges::sort(plan, {}, [&](UnitIndex unit) { return parts_.rank[unit]; });
  return plan;
}

Run::Plan const& Run::plan_of(UnitIndex unit) {
  auto& plan = plan_cache_[unit];
  if (!plan) plan = make_plan({&unit, 1});
  return *plan;
}

void Run::execute(std::span<UnitIndex const> roots) {
  bool const usual = depth_ == 0 && roots.size() == 1 && !layer().has_given_decisions;
  if (usual) {
    for (auto unit : plan_of(roots[0])) make(unit);
    return;
  }
  for (auto unit : make_plan(roots)) make(unit);
}

void Run::make(UnitIndex index) {
  auto const& unit = parts_.units[index];
  auto const first_table = static_cast<std::ptrdiff_t>(tables_.size());
  auto value = conforming(logic_of(unit), index);
  Step step{.name = unit.name, .value = value, .tables = {}};
  step.tables.assign(std::make_move_iterator(tables_.begin() + first_table),
                     std::make_move_iterator(tables_.end()));
  tables_.resize(static_cast<std::size_t>(first_table));
  steps_.push_back(std::move(step));
  set(index, std::move(value), State::ready);
}

Value Run::logic_of(Unit const& unit) {
  if (!unit.broken.empty()) return fail_broken(unit);
  if (!unit.has_logic) {
    return evaluator_.fail({"dmn.decide_no_logic", {{"name", unit.name}}}, {});
  }
  scratch_.clear();
  see(unit.visible, unit.used);
  return evaluator_.run_within(unit.logic, scratch_);
}

// Puts into the scratch scope what the logic reads of it.
void Run::see(std::span<Visible const> visible, std::span<std::uint32_t const> used) {
  scratch_.resize(visible.size());
  for (auto slot : used) {
    if (slot >= visible.size()) break;
    auto const& [name, is_import, units] = visible[slot];
    if (!is_import) {
      scratch_[slot] = value_of(units[0].second);
      continue;
    }
    std::vector<std::pair<std::string, Value>> entries;
    for (auto const& [key, unit] : units) entries.emplace_back(key, value_of(unit));
    scratch_[slot] = Value::context(std::move(entries));
  }
}

// A decision's value is there when another one asks for it: execute() made it before.
Value const& Run::value_of(UnitIndex index) {
  auto const& unit = parts_.units[index];
  auto& slot = layer().slots[index];
  if (unit.function && slot.state == State::unknown) {
    set(index, Value(unit.function), State::ready);
  } else if (slot.state == State::given) {
    set(index, conforming(std::move(slot.value), index), State::ready);
  } else if (slot.state == State::unknown && unit.kind() == Element::Kind::input) {
    set(index, {}, State::missing);
    missing_.push_back(unit.name);
  }
  return slot.value;
}

Value Run::fail_broken(Unit const& unit) {
  for (auto const& [says, where] : unit.broken) {
    evaluator_.fail({"dmn.decide_broken", {{"name", unit.name}, {"where", where}}}, {});
    evaluator_.fail(says, {});
  }
  return {};
}

// ── functions ───────────────────────────────────────────────────────────────────────────────────

// Its logic sees the functions that it requires, and its arguments.
Value Run::call_knowledge(Unit const& unit, std::vector<Value> arguments) {
  if (!unit.broken.empty()) return fail_broken(unit);
  if (!unit.has_logic) {
    return evaluator_.fail({"dmn.decide_no_logic", {{"name", unit.name}}}, {});
  }
  scratch_.clear();
  see(unit.visible, unit.used);
  scratch_.insert(scratch_.end(), std::make_move_iterator(arguments.begin()),
                  std::make_move_iterator(arguments.end()));
  auto value = evaluator_.run_within(unit.logic, scratch_);
  return conforming(std::move(value), static_cast<UnitIndex>(&unit - parts_.units.data()));
}

Value Run::call_service(Unit const& unit, std::vector<Value> arguments) {
  if (depth_ + 1 == layers_max) return evaluator_.fail({"feel.limit_reached", {}}, {});
  open_layer();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    set(unit.parameter_units[i], std::move(arguments[i]), State::ready);
  }
  auto value = outputs(unit);
  close_layer();
  return value;
}

Value Run::outputs(Unit const& service) {
  execute(service.outputs);
  auto const self = static_cast<UnitIndex>(&service - parts_.units.data());
  if (service.outputs.size() == 1) return conforming(value_of(service.outputs[0]), self);
  std::vector<std::pair<std::string, Value>> entries;
  for (auto output : service.outputs) {
    entries.emplace_back(parts_.units[output].element->variable_name, value_of(output));
  }
  return conforming(Value::context(std::move(entries)), self);
}

}  // namespace zonebook::dmn
