// Everything with an operator or a keyword, from the weakest binding to the strongest.

#include <utility>

#include "feel/parser.h"

namespace zonebook::feel {
namespace {

TypePtr boolean() { return simple_type(Kind::boolean); }

std::optional<Op> comparison_op(Token const& token) {
  if (token.kind != Token::Kind::symbol) return std::nullopt;
  if (token.text == "=") return Op::equal;
  if (token.text == "!=") return Op::unequal;
  if (token.text == "<") return Op::less;
  if (token.text == "<=") return Op::at_most;
  if (token.text == ">") return Op::greater;
  if (token.text == ">=") return Op::at_least;
  return std::nullopt;
}

}  // namespace

Result<NodePtr> Parser::expression() {
  Deeper deeper(*this);
  if (deeper.too_deep()) return fail({"feel.nested_too_deep", {}}, token_.at.begin);
  auto const outer = std::exchange(at_range_end_, false);
  auto whole = token_.is("if")      ? conditional()
               : token_.is("for")   ? for_each()
               : token_.is("some")  ? quantified(Op::some)
               : token_.is("every") ? quantified(Op::every)
                                    : disjunction();
  at_range_end_ = outer;
  return whole;
}

Result<NodePtr> Parser::disjunction() {
  auto begin = token_.at.begin;
  auto left = TRY(conjunction());
  while (accept("or")) {
    auto right = TRY(conjunction());
    left = node(Op::disjunction, begin, boolean(), std::move(left), std::move(right));
  }
  return left;
}

Result<NodePtr> Parser::conjunction() {
  auto begin = token_.at.begin;
  auto left = TRY(comparison());
  while (accept("and")) {
    auto right = TRY(comparison());
    left = node(Op::conjunction, begin, boolean(), std::move(left), std::move(right));
  }
  return left;
}

Result<NodePtr> Parser::comparison() {
  auto begin = token_.at.begin;
  auto left = TRY(additive());
  while (true) {
    if (auto op = comparison_op(token_)) {
      advance();
      auto right = TRY(additive());
      left = node(*op, begin, boolean(), std::move(left), std::move(right));
    } else if (accept("between")) {
      left = TRY(between(std::move(left)));
    } else if (accept("in")) {
      left = TRY(in(std::move(left)));
    } else {
      return left;
    }
  }
}

Result<NodePtr> Parser::between(NodePtr left) {
  auto low = TRY(additive());
  TRY(expect("and"));
  auto high = TRY(additive());
  auto begin = left->at.begin;
  return node(Op::between, begin, boolean(), std::move(left), std::move(low), std::move(high));
}

Result<NodePtr> Parser::in(NodePtr left) {
  auto const begin = left->at.begin;
  auto whole = node(Op::in, begin, boolean(), std::move(left));
  if (auto tests = tests_in_parentheses()) {
    for (auto& test : *tests) whole->children.push_back(std::move(test));
  } else {
    auto test = TRY(positive_test());
    whole->children.push_back(std::move(test));
  }
  whole->at.end = previous_end_;
  return whole;
}

Result<NodePtr> Parser::additive() {
  auto begin = token_.at.begin;
  auto left = TRY(multiplicative());
  while (token_.is("+") || token_.is("-")) {
    auto op = token_.is("+") ? Op::add : Op::subtract;
    advance();
    auto right = TRY(multiplicative());
    auto type = type_of_arithmetic(op, *left->type, *right->type);
    left = node(op, begin, std::move(type), std::move(left), std::move(right));
  }
  return left;
}

Result<NodePtr> Parser::multiplicative() {
  auto begin = token_.at.begin;
  auto left = TRY(power());
  while (token_.is("*") || token_.is("/")) {
    auto op = token_.is("*") ? Op::multiply : Op::divide;
    advance();
    auto right = TRY(power());
    auto type = type_of_arithmetic(op, *left->type, *right->type);
    left = node(op, begin, std::move(type), std::move(left), std::move(right));
  }
  return left;
}

// Rule 4 lists the operators from the weakest to the strongest: ** binds weaker than the sign, so
// -2 ** 2 is 4; and it groups from the left.
Result<NodePtr> Parser::power() {
  auto begin = token_.at.begin;
  auto left = TRY(unary());
  while (accept("**")) {
    auto right = TRY(unary());
    auto type = type_of_arithmetic(Op::power, *left->type, *right->type);
    left = node(Op::power, begin, std::move(type), std::move(left), std::move(right));
  }
  return left;
}

Result<NodePtr> Parser::unary() {
  Deeper deeper(*this);
  if (deeper.too_deep()) return fail({"feel.nested_too_deep", {}}, token_.at.begin);
  auto begin = token_.at.begin;
  if (!accept("-")) return postfix();
  auto operand = TRY(unary());
  if (operand->op == Op::literal && operand->value.is(Kind::number)) {
    operand->value = Value(-operand->value.number());
    operand->at.begin = begin;
    return operand;
  }
  auto type = operand->type;
  return node(Op::minus, begin, std::move(type), std::move(operand));
}

Result<NodePtr> Parser::conditional() {
  auto begin = token_.at.begin;
  advance();
  auto condition = TRY(expression());
  TRY(expect("then"));
  auto then = TRY(expression());
  TRY(expect("else"));
  auto otherwise = TRY(expression());
  auto type = common_type(then->type, otherwise->type);
  return node(Op::conditional, begin, std::move(type), std::move(condition), std::move(then),
              std::move(otherwise));
}

Result<NodePtr> Parser::for_each() {
  auto loop = node(Op::for_each, token_.at.begin);
  advance();
  auto count = TRY(iterators(*loop));
  TRY(expect("return"));
  // `partial` is the list of the results so far (10.3.2.14); it is kept only where it is used, for
  // each turn copies it.
  auto const partial = names_.push("partial", list_of(any_type()));
  auto body = TRY(expression());
  names_.pop(count + 1);
  if (mentions(*body, partial)) loop->slots.push_back(partial);
  loop->type = list_of(body->type);
  loop->children.push_back(std::move(body));
  loop->at.end = previous_end_;
  return loop;
}

Result<NodePtr> Parser::quantified(Op op) {
  auto whole = node(op, token_.at.begin, boolean());
  advance();
  auto count = TRY(iterators(*whole));
  TRY(expect("satisfies"));
  auto condition = TRY(expression());
  names_.pop(count);
  whole->children.push_back(std::move(condition));
  whole->at.end = previous_end_;
  return whole;
}

// x in domain, y in domain: the domains become children, the variables slots.
Result<std::size_t> Parser::iterators(Node& loop) {
  do {
    auto name = TRY(declared_name({"in"}));
    TRY(expect("in"));
    auto begin = token_.at.begin;
    auto domain = TRY(expression());
    if (accept("..")) {
      auto end = TRY(expression());
      auto type = list_of(domain->type);
      domain = node(Op::iteration, begin, std::move(type), std::move(domain), std::move(end));
    }
    auto item = item_type(domain->type);
    loop.children.push_back(std::move(domain));
    loop.slots.push_back(names_.push(std::move(name), std::move(item)));
  } while (accept(","));
  return loop.slots.size();
}

// function(a: number, b) body
Result<NodePtr> Parser::function_definition() {
  auto function = node(Op::function, token_.at.begin);
  advance();
  TRY(expect("("));
  while (!token_.is(")")) {
    auto name = TRY(declared_name({":", ",", ")"}));
    auto declared = any_type();
    if (accept(":")) declared = TRY(type());
    function->slots.push_back(names_.push(name, declared));
    function->parameters.push_back({std::move(name), std::move(declared)});
    if (!accept(",")) break;
  }
  TRY(expect(")"));
  // `external` is Java's or PMML's, which are not here: null when called, and the remark says so.
  function->value = Value(accept("external"));
  auto body = TRY(expression());
  names_.pop(function->slots.size());
  std::vector<TypePtr> parameters;
  for (auto const& parameter : function->parameters) parameters.push_back(parameter.type);
  function->type = function_type(std::move(parameters), body->type);
  function->children.push_back(std::move(body));
  function->at.end = previous_end_;
  return function;
}

}  // namespace zonebook::feel
