// Types as `instance of` and parameters name them (DMN 1.5, 10.3.1.2 rule 52).

#include <array>

#include "feel/parser.h"

namespace zonebook::feel {

Result<TypePtr> Parser::whole_type() {
  auto named = TRY(type());
  TRY(expect_end());
  return named;
}

Result<TypePtr> Parser::type() {
  Deeper deeper(*this);
  if (deeper.too_deep()) return fail({"feel.nested_too_deep", {}}, token_.at.begin);
  auto generic = [&](std::string_view name) {
    return token_.is(name) && lexer_.token_at(token_.at.end).is("<");
  };
  if (generic("function")) return function_of();
  if (generic("context")) return context_type();
  if (generic("list")) {
    auto element = TRY(type_argument());
    return list_of(std::move(element));
  }
  if (generic("range")) {
    auto element = TRY(type_argument());
    return range_of(std::move(element));
  }
  if (token_.kind != Token::Kind::word) return unexpected("feel.expected_type");
  if (auto found = known_type_name()) {
    auto named = names_.scope.find_type(found->name);
    move_to(found->end);
    return named;
  }
  return fail({"feel.unknown_type", {{"name", std::string(token_.text)}}}, token_.at.begin);
}

// list<T>, range<T>
Result<TypePtr> Parser::type_argument() {
  advance();
  TRY(expect("<"));
  auto argument = TRY(type());
  TRY(expect(">"));
  return argument;
}

// context<a: number, b c: string>
Result<TypePtr> Parser::context_type() {
  advance();
  TRY(expect("<"));
  std::vector<std::pair<std::string, TypePtr>> members;
  while (!token_.is(">")) {
    auto name = TRY(declared_name({":"}));
    advance();
    auto member = TRY(type());
    members.emplace_back(std::move(name), std::move(member));
    if (!accept(",")) break;
  }
  TRY(expect(">"));
  return context_of(std::move(members));
}

// function<number, string> -> boolean
Result<TypePtr> Parser::function_of() {
  advance();
  TRY(expect("<"));
  std::vector<TypePtr> parameters;
  while (!token_.is(">")) {
    auto parameter = TRY(type());
    parameters.push_back(std::move(parameter));
    if (!accept(",")) break;
  }
  TRY(expect(">"));
  TRY(expect("->"));
  auto result = TRY(type());
  return function_type(std::move(parameters), std::move(result));
}

std::optional<FoundName> Parser::known_type_name() const {
  std::optional<FoundName> longest;
  for (auto const& name : names_.scope.type_names()) {
    auto found = match(name, token_.at.begin);
    if (found && (!longest || found->end > longest->end)) longest = std::move(found);
  }
  return longest;
}

}  // namespace zonebook::feel
