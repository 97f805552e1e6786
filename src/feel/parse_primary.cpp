// Literals, names, lists, contexts and ranges.

#include <algorithm>

#include "feel/parser.h"
#include "feel/temporal.h"

namespace zonebook::feel {

Result<NodePtr> Parser::primary() {
  switch (token_.kind) {
    case Token::Kind::number: return number();
    case Token::Kind::string: return string();
    case Token::Kind::word: return name();
    case Token::Kind::symbol:
      if (token_.is("(")) return parenthesised();
      if (token_.is("[")) return list_or_interval();
      if (token_.is("]")) return open_interval();
      if (token_.is("{")) return context();
      if (token_.is("@")) return at_literal();
      break;
    case Token::Kind::bad:
    case Token::Kind::end: break;
  }
  return unexpected("feel.expected_expression");
}

Result<NodePtr> Parser::number() {
  auto token = token_;
  auto value = Decimal::parse(token.text.starts_with('.') ? "0" + std::string(token.text)
                                                          : std::string(token.text));
  if (!value) return fail({"feel.number_too_large", {}}, token.at.begin);
  advance();
  auto literal = node(Op::literal, token.at.begin, simple_type(Kind::number));
  literal->value = Value(*value);
  return literal;
}

Result<NodePtr> Parser::string() {
  auto token = token_;
  auto text = unescaped(token.text);
  if (!text) return fail(text.error().says, token.at.begin);
  advance();
  auto literal = node(Op::literal, token.at.begin, simple_type(Kind::string));
  literal->value = Value::text(std::move(*text));
  return literal;
}

// Rule 66: @"2023-12-31" is what date("2023-12-31") is.
Result<NodePtr> Parser::at_literal() {
  auto begin = token_.at.begin;
  advance();
  if (token_.kind != Token::Kind::string) return unexpected("feel.expected_at_string");
  auto text = unescaped(token_.text);
  if (!text) return fail(text.error().says, token_.at.begin);
  auto value = temporal_from(*text);
  auto literal = node(Op::literal, begin);
  if (value) {
    literal->type = simple_type(value->kind());
    literal->value = *value;
  } else {
    literal->op = Op::unknown;
    literal->name = token_.text;
    literal->value = Value(true);  // an @-literal, not a name
    note({"feel.not_temporal", {{"text", std::string(token_.text)}}}, token_.at);
  }
  advance();
  literal->at = {begin, previous_end_};
  return literal;
}

Result<NodePtr> Parser::name() {
  auto begin = token_.at.begin;
  auto found = known_name();
  bool const longer_than_word = found && found->end > token_.at.end;
  if (!longer_than_word && is_keyword(token_.text)) {
    if (token_.is("null") || token_.is("true") || token_.is("false")) {
      auto value = token_.is("null") ? Value() : Value(token_.is("true"));
      advance();
      auto literal = node(Op::literal, begin, type_of(value));
      literal->value = std::move(value);
      return literal;
    }
    if (token_.is("function")) return function_definition();
    if (token_.is("if") || token_.is("for") || token_.is("some") || token_.is("every")) {
      return expression();
    }
    if (!token_.is("not")) return unexpected("feel.expected_expression");
  }
  if (!found && token_.is("?") && tested_slot_) found = FoundName{"?", token_.at.end};
  if (found) {
    move_to(found->end);
    if (auto resolved = names_.resolve(found->name, {begin, previous_end_})) return resolved;
  } else {
    found = undeclared_name();
    move_to(found->end);
    if (auto resolved = names_.resolve(found->name, {begin, previous_end_})) return resolved;
  }
  auto unknown = node(Op::unknown, begin);
  unknown->name = found->name;
  note({"feel.unknown_name", {{"name", found->name}}}, unknown->at);
  return unknown;
}

Result<NodePtr> Parser::list_or_interval() {
  auto begin = token_.at.begin;
  advance();
  auto list = node(Op::list, begin, list_of(any_type()));
  if (accept("]")) {
    list->at.end = previous_end_;
    return list;
  }
  auto first = TRY(expression());
  if (token_.is("..")) return interval(std::move(first), true, begin);
  auto item = first->type;
  list->children.push_back(std::move(first));
  while (accept(",")) {
    auto next = TRY(expression());
    item = common_type(item, next->type);
    list->children.push_back(std::move(next));
  }
  TRY(expect("]"));
  list->type = list_of(std::move(item));
  list->at.end = previous_end_;
  return list;
}

Result<NodePtr> Parser::open_interval() {
  auto begin = token_.at.begin;
  advance();
  auto start = TRY(expression());
  if (!token_.is("..")) return unexpected("feel.expected_range");
  return interval(std::move(start), false, begin);
}

// (expression), (a..b), or a one-sided range: (< 10).
Result<NodePtr> Parser::parenthesised() {
  auto begin = token_.at.begin;
  advance();
  if (token_.is("<") || token_.is("<=") || token_.is(">") || token_.is(">=") || token_.is("=") ||
      token_.is("!=")) {
    auto range = TRY(comparison_range());
    TRY(expect(")"));
    range->at = {begin, previous_end_};
    return range;
  }
  auto inner = TRY(expression());
  if (token_.is("..")) return interval(std::move(inner), false, begin);
  TRY(expect(")"));
  inner->at = {begin, previous_end_};
  return inner;
}

Result<NodePtr> Parser::interval(NodePtr start, bool start_included, std::uint32_t begin) {
  TRY(expect(".."));
  auto end = TRY(interval_end());
  bool const end_included = token_.is("]");
  if (!end_included && !token_.is(")") && !token_.is("["))
    return unexpected("feel.expected_range_end");
  advance();
  auto type = range_of(common_type(start->type, end->type));
  auto range = node(Op::range, begin, std::move(type), std::move(start), std::move(end));
  range->start_included = start_included;
  range->end_included = end_included;
  return range;
}

Result<NodePtr> Parser::interval_end() {
  if (token_.kind == Token::Kind::word && is_keyword(token_.text)) return expression();
  auto const outer = std::exchange(at_range_end_, true);
  auto end = additive();
  at_range_end_ = outer;
  return end;
}

Result<NodePtr> Parser::context() {
  auto whole = node(Op::context, token_.at.begin);
  advance();
  std::vector<std::pair<std::string, TypePtr>> members;
  while (!token_.is("}")) {
    auto key_at = token_.at;
    auto key = TRY(context_key());
    if (std::ranges::find(whole->names, key) != whole->names.end()) {
      // Rule 57: keys are unique.  The whole context is null then, so the standard's error stays
      // an error of evaluation.
      note({"feel.duplicate_key", {{"key", key}}}, key_at);
      whole->value = Value::text(key);
    }
    TRY(expect(":"));
    auto value = TRY(expression());
    members.emplace_back(key, value->type);
    whole->slots.push_back(names_.push(key, value->type));
    whole->names.push_back(std::move(key));
    whole->children.push_back(std::move(value));
    if (!accept(",")) break;
  }
  names_.pop(whole->slots.size());
  TRY(expect("}"));
  whole->type = context_of(std::move(members));
  whole->at.end = previous_end_;
  return whole;
}

Result<std::string> Parser::context_key() {
  if (token_.kind != Token::Kind::string) return declared_name({":"});
  auto key = unescaped(token_.text);
  if (!key) return fail(key.error().says, token_.at.begin);
  advance();
  return key;
}

}  // namespace zonebook::feel
