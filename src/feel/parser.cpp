#include "feel/parser.h"

#include "feel/remark.h"

namespace zonebook::feel {

Result<NodePtr> Parser::whole_expression() {
  auto tree = TRY(expression());
  TRY(expect_end());
  return tree;
}

void Parser::move_to(std::uint32_t byte) {
  previous_end_ = byte;
  token_ = lexer_.token_at(byte);
}

bool Parser::accept(std::string_view text) {
  if (!token_.is(text)) return false;
  advance();
  return true;
}

Result<void> Parser::expect(std::string_view symbol) {
  if (accept(symbol)) return {};
  if (token_.kind == Token::Kind::end) {
    return fail({"feel.expected_symbol_at_end", {{"symbol", std::string(symbol)}}},
                token_.at.begin);
  }
  return fail({"feel.expected_symbol",
               {{"symbol", std::string(symbol)}, {"found", std::string(token_.text)}}},
              token_.at.begin);
}

std::unexpected<Error> Parser::fail(Text says, std::uint32_t byte) const {
  return invalid(std::move(says), position_in(lexer_.source(), byte));
}

// `expected_key` is completed by "_at_end" where the text ends too early.
std::unexpected<Error> Parser::unexpected(std::string_view expected_key) const {
  std::string key(expected_key);
  if (token_.kind == Token::Kind::end) return fail({key + "_at_end", {}}, token_.at.begin);
  if (token_.kind == Token::Kind::bad && token_.text.starts_with('"')) {
    return fail({"feel.string_never_ends", {}}, token_.at.begin);
  }
  return fail({std::move(key), {{"found", std::string(token_.text)}}}, token_.at.begin);
}

Result<void> Parser::expect_end() const {
  if (token_.kind == Token::Kind::end) return {};
  return unexpected("feel.expected_end");
}

NodePtr Parser::node(Op op, std::uint32_t begin, TypePtr type) const {
  auto made = std::make_unique<Node>();
  made->op = op;
  made->at = {begin, std::max(begin, previous_end_)};
  made->type = std::move(type);
  return made;
}

void Parser::note(Text says, Span at) {
  names_.notes.push_back({std::move(says), at, std::string(lexer_.source())});
}

}  // namespace zonebook::feel
