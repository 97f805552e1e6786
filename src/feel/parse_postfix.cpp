// What follows a value: .path, [filter], (arguments), instance of.

#include <algorithm>
#include <array>

#include "feel/evaluate.h"
#include "feel/parser.h"

namespace zonebook::feel {

Result<NodePtr> Parser::postfix() {
  auto left = TRY(primary());
  while (true) {
    if (token_.is(".")) {
      left = TRY(path(std::move(left)));
    } else if (token_.is("[") && !closes_range()) {
      left = TRY(filter(std::move(left)));
    } else if (token_.is("(")) {
      left = TRY(call(std::move(left)));
    } else if (token_.is("instance")) {
      left = TRY(instance_of(std::move(left)));
    } else {
      return left;
    }
  }
}

Result<NodePtr> Parser::path(NodePtr left) {
  advance();
  if (token_.kind != Token::Kind::word) return unexpected("feel.expected_name");
  // Of a list, a path takes the member of each item.
  auto const& owner = left->type->form == Type::Form::list ? *left->type->element : *left->type;
  auto found = member_name(owner);
  if (!found) found = undeclared_name();
  move_to(found->end);
  auto type = type_of_member(*left->type, found->name);
  auto begin = left->at.begin;
  auto whole = node(Op::path, begin, std::move(type), std::move(left));
  whole->name = std::move(found->name);
  return whole;
}

Result<NodePtr> Parser::filter(NodePtr left) {
  Deeper deeper(*this);
  if (deeper.too_deep()) return fail({"feel.nested_too_deep", {}}, token_.at.begin);
  advance();
  auto item = item_type(left->type);
  auto slot = names_.push("item", item);
  names_.push_item(slot, item);
  auto condition = expression();
  names_.pop(2);
  if (!condition) return condition;
  TRY(expect("]"));
  auto type = type_of_filter(left->type, *(*condition)->type);
  auto begin = left->at.begin;
  auto whole =
      node(Op::filter, begin, std::move(type), std::move(left), std::move(condition.value()));
  whole->slot = slot;
  return whole;
}

// In [1..5[ the bracket closes the range; in [1..a[1]] it begins a filter.  What follows tells: no
// expression begins with one of these, and behind a range stands nothing else.
bool Parser::closes_range() const {
  if (!at_range_end_) return false;
  auto next = lexer_.token_at(token_.at.end);
  if (next.kind == Token::Kind::end || next.is("]")) return true;
  if (next.kind == Token::Kind::word) {
    return is_keyword(next.text) && !next.is("not") && !next.is("null") && !next.is("true") &&
           !next.is("false") && !next.is("if") && !next.is("some") && !next.is("every");
  }
  static constexpr std::array<std::string_view, 10> behind = {",",  ")", "}", ".",  "=",
                                                              "!=", "<", ">", "<=", ">="};
  return std::ranges::any_of(behind, [&](auto symbol) { return next.is(symbol); });
}

Result<NodePtr> Parser::call(NodePtr callee) {
  Deeper deeper(*this);
  if (deeper.too_deep()) return fail({"feel.nested_too_deep", {}}, token_.at.begin);
  advance();
  auto const begin = callee->at.begin;
  auto whole = node(Op::call, begin, any_type(), std::move(callee));
  while (!token_.is(")")) {
    bool const named = named_argument_follows();
    bool const first = whole->children.size() == 1;
    if (!first && named != !whole->names.empty()) {
      return fail({"feel.mixed_arguments", {}}, token_.at.begin);
    }
    if (named) {
      auto name = TRY(declared_name({":"}));
      advance();
      whole->names.push_back(std::move(name));
    }
    auto argument = TRY(expression());
    whole->children.push_back(std::move(argument));
    if (!accept(",")) break;
  }
  TRY(expect(")"));
  whole->at.end = previous_end_;
  return typed_call(std::move(whole));
}

// not(x) becomes an operator, so that a printer can move it inward.
NodePtr Parser::typed_call(NodePtr whole) {
  auto const& callee = *whole->children[0];
  auto const& type = *callee.type;
  if (type.form == Type::Form::function) whole->type = type.element;
  bool const builtin = callee.op == Op::literal && callee.value.is(Kind::function);
  if (builtin && whole->children.size() == 2 && whole->names.empty() &&
      callee.value.function()->name() == "not") {
    auto at = whole->at;
    auto negation =
        node(Op::negation, at.begin, simple_type(Kind::boolean), std::move(whole->children[1]));
    negation->at = at;
    return negation;
  }
  return builtin ? folded(std::move(whole)) : std::move(whole);
}

// date("2023-12-31") is a constant: it is made once, and a table can index it.
NodePtr Parser::folded(NodePtr whole) const {
  static constexpr std::array<std::string_view, 5> constructors = {
      "date", "time", "date and time", "duration", "years and months duration"};
  auto name = whole->children[0]->value.function()->name();
  bool const pure = std::ranges::find(constructors, name) != constructors.end();
  auto literal = [](NodePtr const& child) { return child->op == Op::literal; };
  if (!pure || !std::ranges::all_of(whole->children, literal)) return whole;
  Evaluator evaluator;
  evaluator.start();
  auto value = evaluator.evaluate(*whole, {});
  if (value.is_null() || evaluator.remark_count() > 0) return whole;
  auto constant = node(Op::literal, whole->at.begin, type_of(value));
  constant->value = std::move(value);
  return constant;
}

Result<NodePtr> Parser::instance_of(NodePtr left) {
  advance();
  TRY(expect("of"));
  auto named = TRY(type());
  auto begin = left->at.begin;
  auto whole = node(Op::instance_of, begin, simple_type(Kind::boolean), std::move(left));
  whole->named_type = std::move(named);
  return whole;
}

}  // namespace zonebook::feel
