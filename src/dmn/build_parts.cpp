#include "dmn/build_parts.h"

#include "dmn/run.h"

namespace zonebook::dmn {

using feel::Kind;
using feel::Node;
using feel::Op;
using feel::Value;

void collect_slots(Node const& node, std::size_t scope_size, std::set<std::uint32_t>& slots) {
  if (node.op == Op::variable && node.slot < scope_size) slots.insert(node.slot);
  if (auto const* part = dynamic_cast<OwnPart const*>(node.external.get())) {
    part->collect_slots(slots);
  }
  for (auto const& child : node.children) {
    if (child) collect_slots(*child, scope_size, slots);
  }
}

TablePart::TablePart(std::shared_ptr<Table const> table, std::vector<UnitIndex> const& unit_of_slot)
    : table_(std::move(table)) {
  for (auto const& tree : table_->input_trees()) {
    origins_.push_back(origin_of(*tree, unit_of_slot));
  }
}

TablePart::Origin TablePart::origin_of(Node const& tree,
                                       std::vector<UnitIndex> const& unit_of_slot) {
  Origin origin;
  auto const* node = &tree;
  for (; node->op == Op::path; node = node->children[0].get()) {
    origin.path.insert(origin.path.begin(), node->name);
  }
  if (node->op != Op::variable) return {};
  origin.is_name = true;
  origin.slot = node->slot;
  if (node->slot < unit_of_slot.size()) origin.unit = unit_of_slot[node->slot];
  return origin;
}

Value TablePart::evaluate(feel::Evaluator& evaluator, std::span<Value> frame,
                          std::span<Value const>) const {
  auto* run = Run::of(evaluator);
  if (!run) return evaluator.fail({"dmn.decide_outside_of_decision", {}}, {});
  TableTrace trace;
  auto const trees = table_->input_trees();
  trace.inputs.reserve(trees.size());
  for (auto const& tree : trees) trace.inputs.push_back(evaluator.evaluate(*tree, frame));
  trace.missing.assign(trees.size(), false);
  for (std::size_t i = 0; i < trees.size(); ++i) {
    if (trace.inputs[i].is_null()) trace.missing[i] = is_missing(origins_[i], *run, frame);
  }
  auto value = table_->decide(evaluator, frame, run->on(), trace);
  run->keep(std::move(trace));
  return value;
}

// Not given at all: the input data, or an entry on the path into it.
bool TablePart::is_missing(Origin const& origin, Run const& run, std::span<Value const> frame) {
  if (!origin.is_name) return false;
  if (origin.unit != no_unit && run.is_missing(origin.unit)) return true;
  auto const* value = &frame[origin.slot];
  for (auto const& name : origin.path) {
    if (!value->is(Kind::context)) return false;
    value = value->context().find(name);
    if (!value) return true;
  }
  return false;
}

void TablePart::collect_slots(std::set<std::uint32_t>& slots) const {
  slots.insert(table_->slots().begin(), table_->slots().end());
}

FilterPart::FilterPart(std::uint32_t slot, feel::NodePtr match, std::size_t scope_size)
    : slot_(slot), match_(std::move(match)) {
  dmn::collect_slots(*match_, scope_size, slots_);
}

// What is no list is a list of one, as in FEEL's own filter (10.3.2.5); null is an empty one.
Value FilterPart::evaluate(feel::Evaluator& evaluator, std::span<Value> frame,
                           std::span<Value const> arguments) const {
  auto const& domain = arguments[0];
  feel::List const alone =
      domain.is(Kind::list) || domain.is_null() ? feel::List{} : feel::List{domain};
  feel::List kept;
  for (auto const& item : domain.is(Kind::list) ? domain.list() : alone) {
    if (!evaluator.charge(1)) return {};
    frame[slot_] = item;
    auto const holds = evaluator.evaluate(*match_, frame);
    if (holds.is_true()) kept.push_back(item);
    if (!holds.is(Kind::boolean) && !holds.is_null()) {
      return evaluator.fail({"feel.condition_not_boolean", {}}, match_->at);
    }
  }
  return Value::list(std::move(kept));
}

}  // namespace zonebook::dmn
