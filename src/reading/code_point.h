// The code point at the front of a text, fast for what texts here are made of: base/utf8.h's
// answer, without a call for ASCII and for three plain bytes (U+1000 to U+CFFF: common Chinese).

#pragma once

#include "base/utf8.h"

namespace zonebook::reading {

inline CodePoint code_point_at(std::string_view text) {
  if (text.size() < 3) return first_code_point(text);
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto const lead = byte(0);
  if (lead < 0x80) return {.value = lead, .bytes = 1};
  bool const is_plain =
      lead >= 0xE1 && lead <= 0xEC && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
  if (!is_plain) return first_code_point(text);
  auto const value =
      static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
  return {.value = value, .bytes = 3};
}

// 一 to 鿿: a sign that no preparing changes.
inline bool is_han(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

}  // namespace zonebook::reading
