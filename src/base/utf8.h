// UTF-8 as bytes: decoding, encoding, counting.  What a code point *is* stands in base/unicode.h.
//
//   code_point_count("🐎")                  // 1
//   position_at("a = 1\n价 = x", 10)         // line 2, column 5
//
// Texts are UTF-8 everywhere; positions that people see are counted in code points, never in bytes
// or UTF-16 units (DMN 1.5, 10.3.4.3).  Every function takes any bytes and reads none beyond them.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zonebook {

// The code point at the front, and how many bytes it takes; U+FFFD and 1 where the text is not
// UTF-8 (or is empty).
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
};
CodePoint first_code_point(std::string_view);
// Appends the UTF-8 of a code point up to 0x10FFFF.
void append_code_point(std::string&, char32_t);

// Linear in the text.
std::size_t code_point_count(std::string_view);
// The byte at which the code point with this index (from 0) begins; the text's size if it has no
// more than that many.
std::size_t code_point_offset(std::string_view, std::size_t index);

// Shortest forms only, no halves of UTF-16 pairs, nothing beyond U+10FFFF (RFC 3629, 3).
bool is_utf8(std::string_view);

// Where a person finds a byte of a text; lines end with '\n'.
struct TextPosition {
  std::size_t line = 1;
  std::size_t column = 1;  // in code points
  bool operator==(TextPosition const&) const = default;
};
TextPosition position_at(std::string_view, std::size_t byte_offset);

}  // namespace zonebook
