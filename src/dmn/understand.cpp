// From the tree of a cell to a test against constants (DMN 1.5, 10.3.1.2 rules 7 to 17 and
// 10.3.2.8), and the proof that the two agree.

#include <algorithm>

#include "dmn/cell.h"

namespace zonebook::dmn {

using feel::Node;
using feel::Op;
using feel::Value;
using Form = CellTest::Form;

namespace {

class Understanding {
 public:
  explicit Understanding(std::uint32_t slot) : slot_(slot) {}

  // A tree that answers by itself: comparisons, and, or, not.
  std::optional<CellTest> condition(Node const&) const;

 private:
  bool is_tested(Node const& node) const { return node.op == Op::variable && node.slot == slot_; }
  bool mentions_tested(Node const&) const;
  std::optional<CellTest> comparison(Node const&) const;
  std::optional<CellTest> between(Node const&) const;
  std::optional<CellTest> parts(Node const&, Form) const;
  std::optional<CellTest> in(Node const&) const;
  std::optional<CellTest> unary_test(Node const&) const;
  std::optional<CellTest> membership(Node const&) const;
  std::optional<CellTest> range(Node const&) const;

  std::uint32_t slot_;
};

std::optional<CellTest::End> end_of(Value value, bool included) {
  auto sort = sort_of(value);
  if (!sort) return {};
  return CellTest::End{std::move(value), *sort, 0, included};
}

std::optional<CellTest> equal_to(Value value, Form form = Form::equal) {
  auto end = end_of(std::move(value), true);
  if (!end) return {};
  return CellTest{.form = form, .low = std::move(end), .high = {}, .parts = {}};
}

std::optional<CellTest> within(feel::Range const& range) {
  if (range.form == feel::Range::Form::equal) return equal_to(range.start);
  if (range.form == feel::Range::Form::unequal) return equal_to(range.start, Form::unequal);
  bool const one_sided = range.form == feel::Range::Form::one_sided;
  CellTest test{.form = Form::within, .low = {}, .high = {}, .parts = {}};
  if (!one_sided || !range.start.is_null()) {
    test.low = end_of(range.start, range.start_included);
    if (!test.low) return {};
  }
  // `< null` has an end that compares with nothing, not no end.
  if (!one_sided || range.start.is_null()) {
    test.high = end_of(range.end, range.end_included);
    if (!test.high) return {};
  }
  return test;
}

CellTest one_part(Form form, CellTest part) {
  CellTest test{.form = form, .low = {}, .high = {}, .parts = {}};
  test.parts.push_back(std::move(part));
  return test;
}

// What a constant tests: itself, what it contains if it is a range, one of its items if a list.
std::optional<CellTest> test_of(Value const& value) {
  if (value.is(feel::Kind::range)) return within(value.range());
  if (!value.is(feel::Kind::list)) return equal_to(value);
  CellTest any{.form = Form::any, .low = {}, .high = {}, .parts = {}};
  for (auto const& item : value.list()) {
    if (item.is(feel::Kind::list)) return {};
    auto part = test_of(item);
    if (!part) return {};
    any.parts.push_back(std::move(*part));
  }
  return one_part(Form::settled, std::move(any));
}

std::optional<CellTest> Understanding::condition(Node const& node) const {
  switch (node.op) {
    case Op::literal:
      if (!node.value.is(feel::Kind::boolean)) return {};
      return CellTest{.verdict = node.value.is_true() ? Verdict::yes : Verdict::no,
                      .low = {},
                      .high = {},
                      .parts = {}};
    case Op::equal:
    case Op::unequal:
    case Op::less:
    case Op::at_most:
    case Op::greater:
    case Op::at_least: return comparison(node);
    case Op::between: return between(node);
    case Op::in: return in(node);
    case Op::test: return unary_test(node);
    case Op::conjunction: return parts(node, Form::all);
    case Op::disjunction: return parts(node, Form::any);
    case Op::negation: return parts(node, Form::negation);
    default: return {};
  }
}

bool Understanding::mentions_tested(Node const& node) const {
  return is_tested(node) || std::ranges::any_of(node.children, [&](auto const& child) {
           return child && mentions_tested(*child);
         });
}

std::optional<CellTest> Understanding::comparison(Node const& node) const {
  bool const tested_first = is_tested(*node.children[0]);
  if (!tested_first && !is_tested(*node.children[1])) return {};
  auto constant = constant_of(*node.children[tested_first ? 1 : 0]);
  if (!constant) return {};
  if (node.op == Op::equal) return equal_to(std::move(*constant));
  if (node.op == Op::unequal) return equal_to(std::move(*constant), Form::unequal);
  bool const included = node.op == Op::at_most || node.op == Op::at_least;
  bool const less = node.op == Op::less || node.op == Op::at_most;
  CellTest test{.form = Form::within, .low = {}, .high = {}, .parts = {}};
  auto& end = less == tested_first ? test.high : test.low;
  end = end_of(std::move(*constant), included);
  if (!end) return {};
  return test;
}

// x >= low and x <= high (10.3.2.5 table 42).
std::optional<CellTest> Understanding::between(Node const& node) const {
  if (!is_tested(*node.children[0])) return {};
  auto low = constant_of(*node.children[1]);
  auto high = constant_of(*node.children[2]);
  if (!low || !high) return {};
  CellTest all{.form = Form::all, .low = {}, .high = {}, .parts = {}};
  CellTest from{.form = Form::within, .low = end_of(*low, true), .high = {}, .parts = {}};
  CellTest to{.form = Form::within, .low = {}, .high = end_of(*high, true), .parts = {}};
  if (!from.low || !to.high) return {};
  all.parts.push_back(std::move(from));
  all.parts.push_back(std::move(to));
  return all;
}

std::optional<CellTest> Understanding::parts(Node const& node, Form form) const {
  CellTest whole{.form = form, .low = {}, .high = {}, .parts = {}};
  for (auto const& child : node.children) {
    auto part = condition(*child);
    if (!part) return {};
    // a, b, c comes as (a, b), c: one flat list is quicker to judge.
    if (part->form == form && form != Form::negation) {
      std::ranges::move(part->parts, std::back_inserter(whole.parts));
    } else {
      whole.parts.push_back(std::move(*part));
    }
  }
  return whole;
}

std::optional<CellTest> Understanding::in(Node const& node) const {
  if (!is_tested(*node.children[0])) return {};
  CellTest any{.form = Form::any, .low = {}, .high = {}, .parts = {}};
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    auto part = membership(*node.children[i]);
    if (!part) return {};
    any.parts.push_back(std::move(*part));
  }
  return any;
}

std::optional<CellTest> Understanding::unary_test(Node const& node) const {
  if (!is_tested(*node.children[0])) return {};
  auto const& tester = *node.children[1];
  if (mentions_tested(tester)) return condition(tester);
  return membership(tester);
}

std::optional<CellTest> Understanding::membership(Node const& tester) const {
  if (tester.op == Op::range) return range(tester);
  auto constant = constant_of(tester);
  if (!constant) return {};
  // `not(true)` answers by itself for some values and is compared with others (10.3.2.8).
  if (constant->is(feel::Kind::boolean) && tester.op != Op::literal) return {};
  return test_of(*constant);
}

// By its ends, not as a value: [5..1] is no range, but a cell that never admits anything.
std::optional<CellTest> Understanding::range(Node const& node) const {
  feel::Range range{.start = {},
                    .end = {},
                    .start_included = node.start_included,
                    .end_included = node.end_included,
                    .form = node.form};
  for (auto [child, end] : {std::pair(0u, &range.start), std::pair(1u, &range.end)}) {
    if (!node.children[child]) continue;
    auto constant = constant_of(*node.children[child]);
    if (!constant) return {};
    *end = std::move(*constant);
  }
  return within(range);
}

bool is_pure(Node const& node) {
  switch (node.op) {
    case Op::literal: return true;
    case Op::minus:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::list:
    case Op::range:
    case Op::call: break;
    default: return false;
  }
  if (node.op == Op::call) {
    auto const& callee = *node.children[0];
    if (callee.op != Op::literal || !callee.value.is(feel::Kind::function)) return false;
    auto name = callee.value.function()->name();
    if (name == "now" || name == "today") return false;
  }
  return std::ranges::all_of(node.children,
                             [](auto const& child) { return !child || is_pure(*child); });
}

// The constants of a test and their neighbours, and one value of each sort.
std::vector<Value> probes_of(CellTest const& test) {
  std::vector<Value> probes;
  for (std::size_t i = 0; i < sort_count; ++i) probes.push_back(sample_of(static_cast<Sort>(i)));
  auto add = [&](auto neighbour) {
    if (neighbour) probes.push_back(Value(*neighbour));
  };
  each_end(test, [&](CellTest::End const& end) {
    probes.push_back(end.value);
    if (end.sort == Sort::number) {
      add(end.value.number() + Decimal(1));
      add(end.value.number() - Decimal(1));
    } else if (end.sort == Sort::string) {
      probes.push_back(Value::text(end.value.string() + "~"));
    } else if (end.sort == Sort::date) {
      add(end.value.date().add_days(1));
      add(end.value.date().add_days(-1));
    } else if (end.sort == Sort::local_date_time || end.sort == Sort::placed_date_time) {
      add(end.value.date_time().plus(SecondsDuration{0, 1}));
      add(end.value.date_time().plus(SecondsDuration{-1, 999'999'999}));
    } else if (end.sort == Sort::local_time || end.sort == Sort::placed_time) {
      probes.push_back(Value(end.value.time().plus(SecondsDuration{0, 1})));
    }
  });
  return probes;
}

}  // namespace

bool names_only(Node const& node, std::uint32_t slot) {
  if (node.op == Op::unknown || node.op == Op::external) return false;
  if (node.op == Op::variable && node.slot != slot) return false;
  return std::ranges::all_of(node.children,
                             [&](auto const& child) { return !child || names_only(*child, slot); });
}

std::optional<Value> constant_of(Node const& node) {
  if (node.op == Op::literal) return node.value;
  if (!is_pure(node)) return {};
  feel::Evaluator evaluator;
  evaluator.start();
  auto value = evaluator.evaluate(node, {});
  if (value.is_null() || evaluator.remark_count() > 0) return {};
  return value;
}

std::optional<CellTest> understand(Node const& tree, std::uint32_t slot) {
  auto test = Understanding(slot).condition(tree);
  if (!test) return {};
  feel::Evaluator evaluator;
  std::vector<Value> frame(slot + 1);
  for (auto const& probe : probes_of(*test)) {
    evaluator.start();
    frame[slot] = probe;
    bool const admits = evaluator.evaluate(tree, frame).is_true();
    if (admits != (judge(*test, probe) == Verdict::yes)) return {};
  }
  return test;
}

}  // namespace zonebook::dmn
