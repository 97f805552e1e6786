// Unary tests (DMN 1.5, 10.3.1.2 rules 7 to 17, and 10.3.2.8): what stands in a table's cell or
// behind `in`.

#include "feel/parser.h"

namespace zonebook::feel {
namespace {

TypePtr boolean() { return simple_type(Kind::boolean); }

std::optional<Op> comparison_of(Node const& range) {
  if (range.op != Op::range || range.form == Range::Form::interval) return std::nullopt;
  if (range.form == Range::Form::equal) return Op::equal;
  if (range.form == Range::Form::unequal) return Op::unequal;
  bool const upper = range.children[0] == nullptr;
  if (upper) return range.end_included ? Op::at_most : Op::less;
  return range.start_included ? Op::at_least : Op::greater;
}

}  // namespace

Result<NodePtr> Parser::whole_unary_tests(std::uint32_t tested_slot) {
  tested_slot_ = tested_slot;
  names_.visible.push_back({"?", any_type(), tested_slot});
  for (auto const& seen : names_.visible) {
    if (seen.slot == tested_slot) names_.visible.back().type = seen.type;
  }
  auto tree = unary_tests();
  names_.pop(1);
  if (!tree) return tree;
  TRY(expect_end());
  return tree;
}

Result<NodePtr> Parser::unary_tests() {
  auto begin = token_.at.begin;
  if (token_.is("-") && lexer_.token_at(token_.at.end).kind == Token::Kind::end) {
    advance();
    auto all = node(Op::literal, begin, boolean());
    all->value = Value(true);
    return all;
  }
  if (token_.is("not") && lexer_.token_at(token_.at.end).is("(")) {
    auto at_not = token_.at.begin;
    advance();
    advance();
    auto tests = positive_tests();
    if (tests && accept(")") && token_.kind == Token::Kind::end) {
      return node(Op::negation, begin, boolean(), std::move(*tests));
    }
    // not(x) may also be the beginning of an expression: not(?) and other.
    move_to(at_not);
  }
  return positive_tests();
}

Result<NodePtr> Parser::positive_tests() {
  auto begin = token_.at.begin;
  auto tested = [&](NodePtr test) {
    auto value = names_.resolve("?", {begin, begin});
    if (auto op = comparison_of(*test)) {
      bool const upper = test->children[0] == nullptr;
      auto at = test->at;
      auto bound = std::move(test->children[upper ? 1 : 0]);
      auto comparison = node(*op, begin, boolean(), std::move(value), std::move(bound));
      comparison->at = at;
      return comparison;
    }
    auto at = test->at;
    auto whole = node(Op::test, begin, boolean(), std::move(value), std::move(test));
    whole->at = at;
    return whole;
  };
  auto first = TRY(positive_test());
  auto left = tested(std::move(first));
  while (accept(",")) {
    auto next = TRY(positive_test());
    auto right = tested(std::move(next));
    left = node(Op::disjunction, begin, boolean(), std::move(left), std::move(right));
  }
  return left;
}

// One test: a comparison without its left side, or any expression.
Result<NodePtr> Parser::positive_test() {
  if (token_.is("<") || token_.is("<=") || token_.is(">") || token_.is(">=") || token_.is("=") ||
      token_.is("!=")) {
    return comparison_range();
  }
  // Within `in`, only what binds stronger than a comparison; in a cell, everything.
  return tested_slot_ && depth_ == 0 ? expression() : additive();
}

// `< 10` as a range without a start; a missing end is a null pointer.
Result<NodePtr> Parser::comparison_range() {
  auto begin = token_.at.begin;
  auto symbol = token_.text;
  advance();
  auto bound = TRY(additive());
  auto range = node(Op::range, begin, range_of(bound->type));
  range->form = symbol == "="    ? Range::Form::equal
                : symbol == "!=" ? Range::Form::unequal
                                 : Range::Form::one_sided;
  bool const included = symbol == "<=" || symbol == ">=" || symbol == "=";
  bool const upper = symbol.starts_with('<');
  (upper ? range->end_included : range->start_included) = included;
  if (range->form == Range::Form::equal) range->end_included = true;
  range->children.resize(2);
  range->children[upper ? 1 : 0] = std::move(bound);
  return range;
}

// x in (a, < b, [c..d]): several tests, or one that is no expression by itself.  Where the
// parentheses are an ordinary expression's, nothing is read and the answer is nullopt.
std::optional<std::vector<NodePtr>> Parser::tests_in_parentheses() {
  if (!token_.is("(")) return std::nullopt;
  auto begin = token_.at.begin;
  auto notes = names_.notes.size();
  auto give_up = [&] {
    move_to(begin);
    names_.notes.resize(notes);
    return std::nullopt;
  };
  Deeper deeper(*this);
  advance();
  std::vector<NodePtr> tests;
  do {
    auto test = positive_test();
    if (!test) return give_up();
    tests.push_back(std::move(*test));
  } while (accept(","));
  if (!accept(")")) return give_up();
  // One test in parentheses may go on: (a + b) * c, (x).y, (1..5).
  bool const goes_on =
      tests.size() == 1 && (token_.is("*") || token_.is("/") || token_.is("+") || token_.is("-") ||
                            token_.is("**") || token_.is(".") || token_.is("[") || token_.is("("));
  if (goes_on) return give_up();
  return tests;
}

}  // namespace zonebook::feel
