#include "feel/arithmetic.h"
#include "feel/compare.h"
#include "feel/interpreter.h"

namespace zonebook::feel {
namespace {

Text not_comparable(Value const& left, Value const& right) {
  // Of one kind and yet without an order: what they lack is a common clock.
  if (left.is(Kind::time) && right.is(Kind::time)) return {"feel.times_not_comparable", {}};
  if (left.is(Kind::date_time) && right.is(Kind::date_time)) {
    return {"feel.date_times_not_comparable", {}};
  }
  return {"feel.not_comparable",
          {{"left", noun_of(left.kind())}, {"right", noun_of(right.kind())}}};
}

bool holds(Op op, std::weak_ordering order) {
  switch (op) {
    case Op::less: return order < 0;
    case Op::at_most: return order <= 0;
    case Op::greater: return order > 0;
    default: return order >= 0;
  }
}

}  // namespace

Value Interpreter::evaluate(Node const& node) {
  if (evaluator_.goes_too_deep()) return evaluator_.stop();
  if (!evaluator_.charge(1)) return {};
  // What is put back when leaving, so that the answer is made in the caller's place and not moved.
  struct Outer {
    Evaluator& evaluator;
    std::string const* source;
    ~Outer() {
      ++evaluator.depth_left_;
      evaluator.running_.source = source;
    }
  };
  Outer const outer{evaluator_, evaluator_.running_.source};
  --evaluator_.depth_left_;
  if (node.source) evaluator_.running_.source = node.source.get();
  return dispatch(node);
}

Value const& Interpreter::view(Node const& node, Value& scratch) {
  if (node.op == Op::literal) return node.value;
  if (node.op == Op::variable && node.slots.empty()) return frame_[node.slot];
  if (node.op == Op::variable) {
    auto const* member = item_member(node);
    return member ? *member : frame_[node.slot];
  }
  scratch = evaluate(node);
  return scratch;
}

Value Interpreter::dispatch(Node const& node) {
  switch (node.op) {
    case Op::literal:
    case Op::variable: {
      Value unused;
      return view(node, unused);
    }
    case Op::unknown: return unknown(node);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::minus: return arithmetic(node);
    case Op::conjunction: return logic(node, false);
    case Op::disjunction: return logic(node, true);
    case Op::negation: return negation(node);
    case Op::equal: return equality(node, false);
    case Op::unequal: return equality(node, true);
    case Op::less:
    case Op::at_most:
    case Op::greater:
    case Op::at_least: return comparison(node);
    case Op::between: return between(node);
    case Op::in: return in(node);
    case Op::test: return test(node);
    case Op::instance_of: return instance_of(node);
    case Op::list: return list(node);
    case Op::context:
    case Op::boxed_context: return context(node);
    case Op::range: return range(node);
    case Op::path: return path(node);
    case Op::filter: return filter(node);
    case Op::conditional: return conditional(node);
    case Op::for_each: return for_each(node);
    case Op::some: return quantified(node, true);
    case Op::every: return quantified(node, false);
    case Op::iteration: return iteration(node);
    case Op::function: return function(node);
    case Op::call: return call(node);
    case Op::external: return external(node);
    case Op::coerce: return coerce(node);
  }
  CHECK(false);
}

// A name that nothing in the scope has, unless an item of a filter around it does.
Value Interpreter::unknown(Node const& node) {
  if (node.value.is_true()) return fail(node, {"feel.not_temporal", {{"text", node.name}}});
  if (auto const* member = item_member(node)) return *member;
  for (auto slot : node.slots) {
    // Items of a list need not all have the same entries; one that lacks this simply has none.
    if (frame_[slot].is(Kind::context)) return {};
  }
  return fail(node, {"feel.unknown_name", {{"name", node.name}}});
}

Value const* Interpreter::item_member(Node const& node) {
  for (auto slot : node.slots) {
    if (!frame_[slot].is(Kind::context)) continue;
    if (auto const* found = frame_[slot].context().find(node.name)) return found;
  }
  return nullptr;
}

Value Interpreter::arithmetic(Node const& node) {
  Value left_scratch, right_scratch;
  auto const& left = view(*node.children[0], left_scratch);
  auto answer = [&]() -> std::expected<Value, Text> {
    if (node.op == Op::minus) return negate(left);
    auto const& right = view(*node.children[1], right_scratch);
    switch (node.op) {
      case Op::add: return add(left, right);
      case Op::subtract: return subtract(left, right);
      case Op::multiply: return multiply(left, right);
      case Op::divide: return divide(left, right);
      default: return power(left, right);
    }
  }();
  if (!answer) return fail(node, std::move(answer.error()));
  if (answer->is(Kind::string) && !evaluator_.charge(answer->string().size() / 16)) return {};
  return std::move(*answer);
}

// Kleene's and (absorbing false) and or (absorbing true), 10.3.2.4 table 50: what is no boolean
// counts as null.
Value Interpreter::logic(Node const& node, bool absorbing) {
  bool open = false;
  std::optional<Kind> odd;
  for (auto const& child : node.children) {
    Value scratch;
    auto const& operand = view(*child, scratch);
    if (operand.is(Kind::boolean)) {
      if (operand.boolean() == absorbing) return Value(absorbing);
      continue;
    }
    open = true;
    if (!operand.is_null()) odd = operand.kind();
  }
  if (!open) return Value(!absorbing);
  if (!odd) return {};
  return fail(node, {"feel.not_boolean", {{"kind", noun_of(*odd)}}});
}

Value Interpreter::negation(Node const& node) {
  Value scratch;
  auto const& operand = view(*node.children[0], scratch);
  if (operand.is(Kind::boolean)) return Value(!operand.boolean());
  if (operand.is_null()) return {};
  return fail(node, {"feel.not_boolean", {{"kind", noun_of(operand.kind())}}});
}

Value Interpreter::equality(Node const& node, bool negated) {
  Value left_scratch, right_scratch;
  auto const& left = view(*node.children[0], left_scratch);
  auto const& right = view(*node.children[1], right_scratch);
  auto same = equal(left, right);
  if (!same) return fail(node, not_comparable(left, right));
  return Value(*same != negated);
}

Value Interpreter::comparison(Node const& node) {
  Value left_scratch, right_scratch;
  auto const& left = view(*node.children[0], left_scratch);
  auto const& right = view(*node.children[1], right_scratch);
  auto compared = order(left, right);
  if (!compared) return fail(node, not_comparable(left, right));
  return Value(holds(node.op, *compared));
}

// x between a and b is x >= a and x <= b.
Value Interpreter::between(Node const& node) {
  Value scratch, low_scratch, high_scratch;
  auto const& tested = view(*node.children[0], scratch);
  auto const& low = view(*node.children[1], low_scratch);
  auto const& high = view(*node.children[2], high_scratch);
  auto from = order(tested, low);
  if (from && *from < 0) return Value(false);
  auto to = order(tested, high);
  if (to && *to > 0) return Value(false);
  if (!from) return fail(node, not_comparable(tested, low));
  if (!to) return fail(node, not_comparable(tested, high));
  return Value(true);
}

// Anything but true takes the else branch (10.3.2.14).
Value Interpreter::conditional(Node const& node) {
  Value scratch;
  auto const& condition = view(*node.children[0], scratch);
  if (condition.is_true()) return evaluate(*node.children[1]);
  if (!condition.is(Kind::boolean) && !condition.is_null()) {
    return fail(node, {"feel.not_boolean", {{"kind", noun_of(condition.kind())}}});
  }
  return evaluate(*node.children[2]);
}

}  // namespace zonebook::feel
