#include "publishing/import/plain.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace zonebook::publishing {
namespace {

char32_t narrow_of(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + '!';
  if (c == 0x3000 || c == 0xA0) return ' ';
  if (c == 0x2212) return '-';  // the minus sign
  return c;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x200B || c == 0xFEFF ||
         (c >= 0x2000 && c <= 0x200A);
}

// In one pass.
std::string without(std::string_view text, std::string_view word) {
  std::string out;
  for (auto at = text.find(word); at != text.npos; at = text.find(word)) {
    out += text.substr(0, at);
    text.remove_prefix(at + word.size());
  }
  return out += text;
}

}  // namespace

std::string narrowed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    auto const [value, bytes] = first_code_point(text);
    append_code_point(out, narrow_of(value));
    text.remove_prefix(bytes);
  }
  return out;
}

std::string plain(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    auto const [value, bytes] = first_code_point(text);
    auto const narrow = narrow_of(value);
    if (narrow == value && value != 0xFFFD && !is_space(value)) {
      out.append(text.substr(0, bytes));
    } else if (!is_space(narrow)) {
      append_code_point(out, narrow);
    }
    text.remove_prefix(bytes);
  }
  return lower_case(out);
}

std::string firm(std::string_view name) {
  constexpr std::array<std::string_view, 8> forms = {
      "股份有限公司", "有限责任公司", "有限公司", "集团公司", "股份公司", "总公司", "公司", "集团"};
  auto text = plain(name);
  for (std::string_view const sign : {"(", ")", "·", ".", "-", "—", "\"", "“", "”", ","}) {
    text = without(text, sign);
  }
  for (auto const form : forms) {
    text = without(text, form);
  }
  return text;
}

bool is_among(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

}  // namespace zonebook::publishing
