// Names with spaces and operators in them (DMN 1.5, 10.3.1.2 and 10.3.1.4): the scope is asked for
// the longest name that it knows at a place.

#include <algorithm>

#include "base/unicode.h"
#include "feel/builtin.h"
#include "feel/parser.h"

namespace zonebook::feel {
namespace {

NodePtr made(Op op, Span at, TypePtr type) {
  auto node = std::make_unique<Node>();
  node->op = op;
  node->at = at;
  node->type = std::move(type);
  return node;
}

NodePtr variable(std::uint32_t slot, TypePtr type, Span at) {
  auto node = made(Op::variable, at, std::move(type));
  node->slot = slot;
  return node;
}

bool may_have_any_member(Type const& type) {
  return type.form == Type::Form::any || (type.form == Type::Form::context && type.members.empty());
}

}  // namespace

Names::Names(Scope const& the_scope) : scope(the_scope) {
  for (auto const& [name, type] : scope.names()) push(name, type);
}

std::uint32_t Names::push(std::string name, TypePtr type) {
  visible.push_back({std::move(name), std::move(type), slot_count});
  return slot_count++;
}

void Names::push_item(std::uint32_t slot, TypePtr item) {
  visible.push_back({"", std::move(item), slot});
}

NodePtr Names::resolve(std::string_view name, Span at) const {
  std::vector<std::uint32_t> perhaps;  // items that may turn out to have the name
  for (auto seen = visible.rbegin(); seen != visible.rend(); ++seen) {
    if (seen->name.empty()) {
      if (auto member = seen->type->member(name)) {
        auto path = made(Op::path, at, member);
        path->name = name;
        path->children.push_back(variable(seen->slot, seen->type, at));
        return path;
      }
      if (may_have_any_member(*seen->type)) perhaps.push_back(seen->slot);
    } else if (seen->name == name) {
      auto node = variable(seen->slot, perhaps.empty() ? seen->type : any_type(), at);
      node->name = name;
      node->slots = std::move(perhaps);
      return node;
    }
  }
  if (auto function = builtin(name); function && perhaps.empty()) {
    auto node = made(Op::literal, at, function_type({}, function->result()));
    node->value = Value(std::move(function));
    return node;
  }
  if (perhaps.empty()) return nullptr;
  auto node = made(Op::unknown, at, any_type());
  node->name = name;
  node->slots = std::move(perhaps);
  return node;
}

// Does `name` stand here?  White space may be any where the name has some.
std::optional<FoundName> Parser::match(std::string_view name, std::uint32_t begin) const {
  auto source = lexer_.source();
  auto at = begin;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == ' ') {
      auto after = lexer_.skip_space(at);
      if (after == at) return std::nullopt;
      at = after;
    } else if (at < source.size() && source[at] == name[i]) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  // "profit" does not stand in "profits", but "a-" may stand before anything.
  auto last = code_point_offset(name, code_point_count(name) - 1);
  bool const ends_in_word = Lexer(name.substr(last)).continues_word(0);
  if (ends_in_word && lexer_.continues_word(at)) return std::nullopt;
  return FoundName{std::string(name), at};
}

std::optional<FoundName> Parser::known_name() const {
  auto in_scope = name_in_scope();
  std::optional<FoundName> built_in;
  for (auto const& name : builtin_names()) {
    auto found = match(name, token_.at.begin);
    if (found && (!built_in || found->end > built_in->end)) built_in = std::move(found);
  }
  if (!in_scope || !built_in) return in_scope ? in_scope : built_in;
  // A longer built-in must be called here: "date and time" may also be two names and an operator.
  bool const called = lexer_.token_at(built_in->end).is("(");
  return built_in->end > in_scope->end && called ? built_in : in_scope;
}

std::optional<FoundName> Parser::name_in_scope() const {
  std::optional<FoundName> longest;
  auto consider = [&](std::string_view name) {
    if (name.empty()) return;
    auto found = match(name, token_.at.begin);
    if (found && (!longest || found->end > longest->end)) longest = std::move(found);
  };
  for (auto const& seen : names_.visible) {
    consider(seen.name);
    if (!seen.name.empty()) continue;
    for (auto const& [member, type] : seen.type->members) consider(member);
  }
  return longest;
}

std::optional<FoundName> Parser::member_name(Type const& type) const {
  std::optional<FoundName> longest;
  for (auto const& [name, member] : type.members) {
    auto found = match(name, token_.at.begin);
    if (found && (!longest || found->end > longest->end)) longest = std::move(found);
  }
  return longest;
}

// Nobody declared it: all words up to a keyword or an operator, for two words in a row can be
// nothing else than one name.
FoundName Parser::undeclared_name() const {
  FoundName found{std::string(token_.text), token_.at.end};
  while (true) {
    auto next = lexer_.token_at(found.end);
    bool const word = next.kind == Token::Kind::word && !is_keyword(next.text);
    bool const digits = next.kind == Token::Kind::number &&
                        next.text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!word && !digits) return found;
    found.name += ' ';
    found.name += next.text;
    found.end = next.at.end;
  }
}

// Only what rule 30 allows in a name.
Result<std::string> Parser::declared_name(std::initializer_list<std::string_view> stops) {
  if (token_.kind != Token::Kind::word) return unexpected("feel.expected_name");
  std::string name;
  auto end = token_.at.begin;
  while (true) {
    if (std::ranges::any_of(stops, [&](auto stop) { return token_.is(stop); })) break;
    constexpr std::string_view additional = "./-'+*";  // rule 30
    bool const part = token_.kind == Token::Kind::word || token_.kind == Token::Kind::number ||
                      (token_.kind == Token::Kind::symbol && token_.text.size() <= 2 &&
                       token_.text.find_first_not_of(additional) == std::string_view::npos);
    if (!part) return unexpected("feel.expected_name_end");
    if (token_.at.begin > end && !name.empty()) name += ' ';
    name += token_.text;
    end = token_.at.end;
    advance();
  }
  return name;
}

// Is this `start position : …`?  Only a name and a colon can begin so.
bool Parser::named_argument_follows() const {
  if (token_.kind != Token::Kind::word) return false;
  for (auto token = token_;; token = lexer_.token_at(token.at.end)) {
    if (token.is(":")) return true;
    if (token.kind != Token::Kind::word && token.kind != Token::Kind::number) return false;
  }
}

}  // namespace zonebook::feel
