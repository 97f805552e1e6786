// x in tests, and unary tests (DMN 1.5, 10.3.2.8 and table 54).

#include "feel/compare.h"
#include "feel/interpreter.h"

namespace zonebook::feel {
namespace {

std::optional<bool> disjunction(std::optional<bool> left, std::optional<bool> right) {
  if (left == true || right == true) return true;
  return left && right ? std::optional(false) : std::nullopt;
}

}  // namespace

// True if one of the tests admits the value; null if none does and one could not be told.
Value Interpreter::in(Node const& node) {
  Value scratch;
  auto const& tested = view(*node.children[0], scratch);
  std::optional<bool> answer = false;
  for (std::size_t i = 1; i < node.children.size() && answer != true; ++i) {
    answer = disjunction(answer, admits(*node.children[i], tested));
  }
  if (answer) return Value(*answer);
  return fail(node, {"feel.cannot_test", {{"kind", noun_of(tested.kind())}}});
}

// One cell.  An expression that speaks of `?` answers by itself; any other is compared with it.
Value Interpreter::test(Node const& node) {
  auto const& left = *node.children[0];
  auto const& right = *node.children[1];
  Value scratch, tested_scratch;
  auto const& tested = view(left, tested_scratch);
  if (right.op == Op::range) {
    auto answer = admits_range(right, tested);
    return answer ? Value(*answer) : Value();
  }
  auto const& value = view(right, scratch);
  bool const answers_itself = value.is(Kind::boolean) && right.op != Op::literal &&
                              (mentions(right, left.slot) || !tested.is(Kind::boolean));
  if (answers_itself) return value;
  // A condition on `?` that could not be told is no null to compare with: list contains(?, "a")
  // does not admit a null.
  if (value.is_null() && mentions(right, left.slot)) return {};
  auto answer = admits_value(value, tested);
  return answer ? Value(*answer) : Value();
}

std::optional<bool> Interpreter::admits(Node const& test, Value const& tested) {
  if (test.op == Op::range) return admits_range(test, tested);
  Value scratch;
  return admits_value(view(test, scratch), tested);
}

std::optional<bool> Interpreter::admits_value(Value const& test, Value const& tested) {
  if (test.is(Kind::range) && !tested.is(Kind::range)) return contains(test.range(), tested);
  if (!test.is(Kind::list)) return equal(tested, test);
  if (tested.is(Kind::list) && equal(tested, test) == true) return true;
  for (auto const& item : test.list()) {
    auto admitted = item.is(Kind::range) && !tested.is(Kind::range) ? contains(item.range(), tested)
                                                                    : equal(tested, item);
    if (admitted == true) return true;
  }
  return false;
}

// The ends are compared where they stand: no range is made for each row of a filter.
std::optional<bool> Interpreter::admits_range(Node const& node, Value const& tested) {
  if (node.form == Range::Form::interval && tested.is(Kind::range)) {
    return equal(tested, range(node));
  }
  Value start_scratch, end_scratch;
  auto const* start = node.children[0] ? &view(*node.children[0], start_scratch) : nullptr;
  auto const* end = node.children[1] ? &view(*node.children[1], end_scratch) : nullptr;
  if (node.form == Range::Form::equal) return equal(tested, *start);
  if (node.form == Range::Form::unequal) {
    auto same = equal(tested, *start);
    return same ? std::optional(!*same) : std::nullopt;
  }
  auto from = start ? order(tested, *start) : std::optional(std::weak_ordering::greater);
  auto to = end ? order(tested, *end) : std::optional(std::weak_ordering::less);
  if (!from || !to) return std::nullopt;
  bool const after = *from > 0 || (*from == 0 && node.start_included);
  bool const before = *to < 0 || (*to == 0 && node.end_included);
  return after && before;
}

}  // namespace zonebook::feel
