// Tokens of FEEL (DMN 1.5, 10.3.1.2, rules 24 to 37).  Names are not tokens: only the scope knows
// where "profit and loss" ends, so the lexer yields words and the parser puts names together.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "feel/remark.h"

namespace zonebook::feel {

struct Token {
  enum class Kind : std::uint8_t { end, number, string, word, symbol, bad };

  Kind kind = Kind::end;
  Span at;
  std::string_view text;  // as written; of a string without its quotes

  bool is(std::string_view symbol_or_word) const {
    return (kind == Kind::symbol || kind == Kind::word) && text == symbol_or_word;
  }
};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  std::string_view source() const { return source_; }
  // The token that begins at or after a byte, white space and comments passed over.
  Token token_at(std::uint32_t byte) const;
  // The first byte at or after this one that is neither white space nor comment.
  std::uint32_t skip_space(std::uint32_t byte) const;
  // Bytes of the white space character that begins here; 0 if none does.
  std::uint32_t space_length(std::uint32_t byte) const;
  // Does the code point at this byte continue a word?
  bool continues_word(std::uint32_t byte) const;

 private:
  std::uint32_t bytes_at(std::uint32_t byte) const;  // of the code point there
  Token number_at(std::uint32_t byte) const;
  Token string_at(std::uint32_t byte) const;
  Token symbol_at(std::uint32_t byte) const;

  std::string_view source_;
};

// `if`, `then`, `return` …: words that end a name nobody declared.
bool is_keyword(std::string_view word);

// The text of a string literal: \n \t \r \" \' \\ \uXXXX \UXXXXXX, surrogate pairs joined; any
// other character behind a backslash stays, backslash and all.
//   invalid  a \u without its digits, or half a surrogate pair
Result<std::string> unescaped(std::string_view literal);

}  // namespace zonebook::feel
