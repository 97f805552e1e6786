#include "feel/lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/unicode.h"

namespace zonebook::feel {
namespace {

bool within(std::span<CodePointRange const> ranges, char32_t c) {
  auto after = std::ranges::upper_bound(ranges, c, {}, &CodePointRange::first);
  return after != ranges.begin() && c <= std::prev(after)->last;
}

// Rule 28, name start char.
constexpr CodePointRange name_start[] = {
    {'?', '?'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};

// Rule 29 adds these: name part char.
constexpr CodePointRange name_more[] = {{'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};

// Rules 61 and 62, white space and vertical space.
constexpr CodePointRange spaces[] = {
    {0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
    {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200B}, {0x2028, 0x2029},
    {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF},
};

bool starts_name(char32_t c) { return within(name_start, c) && !within(spaces, c); }
bool continues_name(char32_t c) { return starts_name(c) || within(name_more, c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<std::string_view, 9> long_symbols = {
    "..", "**", "<=", ">=", "!=", "->", "//", "/*", "*/"};

Token token(Token::Kind kind, std::string_view source, Span at) {
  return {kind, at, source.substr(at.begin, at.end - at.begin)};
}

std::optional<std::uint32_t> hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  for (char c : digits) {
    auto lower = static_cast<char>(c | 0x20);
    if (is_digit(c))
      value = value * 16 + static_cast<std::uint32_t>(c - '0');
    else if (lower >= 'a' && lower <= 'f')
      value = value * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

// The code point of \uXXXX or \UXXXXXX at the front of `rest`, which it shortens.
std::optional<char32_t> unicode_escape(std::string_view& rest) {
  std::size_t const digits = rest[1] == 'u' ? 4 : 6;
  if (rest.size() < 2 + digits) return std::nullopt;
  auto value = hex_value(rest.substr(2, digits));
  if (!value) return std::nullopt;
  rest.remove_prefix(2 + digits);
  return static_cast<char32_t>(*value);
}

bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

std::optional<char32_t> escaped_code_point(std::string_view& rest) {
  auto first = unicode_escape(rest);
  if (!first || *first > 0x10FFFF || is_low_surrogate(*first)) return std::nullopt;
  if (!is_high_surrogate(*first)) return first;
  if (!rest.starts_with("\\u")) return std::nullopt;
  auto second = unicode_escape(rest);
  if (!second || !is_low_surrogate(*second)) return std::nullopt;
  return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

}  // namespace

bool is_keyword(std::string_view word) {
  static constexpr std::array<std::string_view, 17> keywords = {
      "and",      "between", "else", "every", "false",  "for",       "function", "if",  "in",
      "instance", "not",     "null", "or",    "return", "satisfies", "some",     "then"};
  return word == "true" || std::ranges::find(keywords, word) != keywords.end();
}

Token Lexer::token_at(std::uint32_t byte) const {
  byte = skip_space(byte);
  if (byte >= source_.size()) return {Token::Kind::end, {byte, byte}, {}};
  char const c = source_[byte];
  bool const point_and_digit = c == '.' && byte + 1 < source_.size() && is_digit(source_[byte + 1]);
  if (is_digit(c) || point_and_digit) return number_at(byte);
  if (c == '"') return string_at(byte);
  auto at = byte;
  if (!starts_name(first_code_point(source_.substr(at)).value)) return symbol_at(byte);
  at += bytes_at(at);
  while (continues_word(at)) at += bytes_at(at);
  return token(Token::Kind::word, source_, {byte, at});
}

std::uint32_t Lexer::space_length(std::uint32_t byte) const {
  if (byte >= source_.size()) return 0;
  auto decoded = first_code_point(source_.substr(byte));
  return within(spaces, decoded.value) ? bytes_at(byte) : 0;
}

std::uint32_t Lexer::skip_space(std::uint32_t byte) const {
  while (byte < source_.size()) {
    auto rest = source_.substr(byte);
    if (auto length = space_length(byte)) {
      byte += length;
    } else if (rest.starts_with("//")) {
      byte += static_cast<std::uint32_t>(std::min(rest.find('\n'), rest.size()));
    } else if (rest.starts_with("/*")) {
      auto end = rest.find("*/", 2);
      // A comment that never ends is left standing: the parser then meets its "/*".
      if (end == std::string_view::npos) return byte;
      byte += static_cast<std::uint32_t>(end + 2);
    } else {
      break;
    }
  }
  return byte;
}

std::uint32_t Lexer::bytes_at(std::uint32_t byte) const {
  return static_cast<std::uint32_t>(first_code_point(source_.substr(byte)).bytes);
}

bool Lexer::continues_word(std::uint32_t byte) const {
  return byte < source_.size() && continues_name(first_code_point(source_.substr(byte)).value);
}

// Rule 37: digits [. digits] or . digits, with an exponent.
Token Lexer::number_at(std::uint32_t byte) const {
  auto at = byte;
  auto digits = [&] {
    auto from = at;
    while (at < source_.size() && is_digit(source_[at])) ++at;
    return at > from;
  };
  digits();
  // "1..3" is a range, not the number "1.".
  if (at + 1 < source_.size() && source_[at] == '.' && is_digit(source_[at + 1])) {
    ++at;
    digits();
  }
  auto before_exponent = at;
  if (at < source_.size() && (source_[at] | 0x20) == 'e') {
    ++at;
    if (at < source_.size() && (source_[at] == '+' || source_[at] == '-')) ++at;
    if (!digits()) at = before_exponent;
  }
  return token(Token::Kind::number, source_, {byte, at});
}

Token Lexer::string_at(std::uint32_t byte) const {
  auto at = byte + 1;
  while (at < source_.size() && source_[at] != '"') at += source_[at] == '\\' ? 2 : 1;
  if (at >= source_.size()) {
    auto end = static_cast<std::uint32_t>(source_.size());
    return token(Token::Kind::bad, source_, {byte, end});
  }
  return {Token::Kind::string, {byte, at + 1}, source_.substr(byte + 1, at - byte - 1)};
}

Token Lexer::symbol_at(std::uint32_t byte) const {
  auto rest = source_.substr(byte);
  for (auto symbol : long_symbols) {
    if (rest.starts_with(symbol)) {
      return token(Token::Kind::symbol, source_,
                   {byte, byte + static_cast<std::uint32_t>(symbol.size())});
    }
  }
  auto length = bytes_at(byte);
  return token(length == 1 ? Token::Kind::symbol : Token::Kind::bad, source_,
               {byte, byte + length});
}

Result<std::string> unescaped(std::string_view rest) {
  std::string text;
  text.reserve(rest.size());
  while (!rest.empty()) {
    if (rest[0] != '\\' || rest.size() < 2) {
      text += rest[0];
      rest.remove_prefix(1);
      continue;
    }
    if (rest[1] == 'u' || rest[1] == 'U') {
      auto code_point = escaped_code_point(rest);
      if (!code_point) return invalid({"feel.bad_unicode_escape", {}});
      append_code_point(text, *code_point);
      continue;
    }
    constexpr std::string_view letters = "nrt\"'\\";
    constexpr std::string_view meanings = "\n\r\t\"'\\";
    auto index = letters.find(rest[1]);
    if (index == std::string_view::npos)
      text += rest.substr(0, 2);
    else
      text += meanings[index];
    rest.remove_prefix(2);
  }
  return text;
}

}  // namespace zonebook::feel
