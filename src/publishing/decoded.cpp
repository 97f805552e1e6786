#include "publishing/decoded.h"

#include "base/encoding.h"
#include "base/utf8.h"

namespace zonebook::publishing {
namespace {

// Halves of pairs that stand alone become U+FFFD.
std::string from_utf16(std::string_view bytes, bool is_big_endian) {
  std::string text;
  text.reserve(bytes.size());
  char32_t high = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t const first = static_cast<unsigned char>(bytes[i]);
    char32_t const second = static_cast<unsigned char>(bytes[i + 1]);
    char32_t const unit = is_big_endian ? first << 8 | second : second << 8 | first;
    if (high != 0) {
      auto const is_low = unit >= 0xDC00 && unit <= 0xDFFF;
      append_code_point(text,
                        is_low ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD);
      high = 0;
      if (is_low) continue;
    }
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      high = unit;
    } else {
      append_code_point(text, unit >= 0xDC00 && unit <= 0xDFFF ? 0xFFFD : unit);
    }
  }
  return text;
}

}  // namespace

std::optional<std::string> decoded(std::string bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(std::string_view(bytes).substr(2), false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(std::string_view(bytes).substr(2), true);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (bytes.find('\0') != bytes.npos) return std::nullopt;
  if (is_utf8(bytes)) return bytes;
  return utf8_from_gb18030(bytes);
}

}  // namespace zonebook::publishing
