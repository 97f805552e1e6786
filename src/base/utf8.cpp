#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/result.h"

namespace zonebook {
namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);

// A whole word of it.
bool begins_with_ascii(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;
  std::uint64_t word = high_bits;
  if (text.size() >= word_bytes) std::memcpy(&word, text.data(), word_bytes);
  return (word & high_bits) == 0;
}

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

CodePoint first_code_point(std::string_view text) {
  constexpr CodePoint broken{.value = 0xFFFD, .bytes = 1};
  if (text.empty()) return broken;
  auto const lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {.value = lead, .bytes = 1};
  std::size_t const bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return broken;
  char32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if (begins_code_point(text[i])) return broken;
    value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3F);
  }
  // Longer than needed, half of a UTF-16 pair, or beyond Unicode.
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool const surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[bytes] || value > 0x10FFFF || surrogate) return broken;
  return {.value = value, .bytes = bytes};
}

void append_code_point(std::string& text, char32_t value) {
  CHECK(value <= 0x10FFFF);
  auto const append = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (value < 0x80) {
    append(value);
    return;
  }
  if (value < 0x800) {
    append(0xC0 | value >> 6);
  } else {
    if (value < 0x10000) {
      append(0xE0 | value >> 12);
    } else {
      append(0xF0 | value >> 18);
      append(0x80 | (value >> 12 & 0x3F));
    }
    append(0x80 | (value >> 6 & 0x3F));
  }
  append(0x80 | (value & 0x3F));
}

std::size_t code_point_count(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, begins_code_point));
}

std::size_t code_point_offset(std::string_view text, std::size_t index) {
  std::size_t offset = 0;
  for (; offset < text.size(); ++offset) {
    if (begins_code_point(text[offset]) && index-- == 0) break;
  }
  return offset;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (begins_with_ascii(text)) {
      text.remove_prefix(word_bytes);
      continue;
    }
    auto const first = first_code_point(text);
    // One byte of ASCII or several are right; a true U+FFFD takes three.
    if (first.bytes == 1 && first.value >= 0x80) return false;
    text.remove_prefix(first.bytes);
  }
  return true;
}

TextPosition position_at(std::string_view text, std::size_t byte_offset) {
  auto const before = text.substr(0, byte_offset);
  auto const line_begin = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  auto const lines_before = std::ranges::count(before, '\n');
  return {.line = static_cast<std::size_t>(lines_before) + 1,
          .column = code_point_count(before.substr(line_begin)) + 1};
}

}  // namespace zonebook
