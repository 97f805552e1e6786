#include "publishing/shared_text.h"

#include <charconv>
#include <optional>

#include "base/unicode.h"

namespace zonebook::publishing {
namespace {

// Of "_x000D_" at the beginning; surrogates are none.
std::optional<char32_t> escape_at(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
  std::uint32_t point = 0;
  auto const [end, failed] = std::from_chars(text.data() + 2, text.data() + 6, point, 16);
  if (failed != std::errc() || end != text.data() + 6) return std::nullopt;
  if (point == 0 || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
  return point;
}

}  // namespace

void SharedText::begin() {
  text_.clear();
  is_in_text_ = is_reading_ = false;
}

void SharedText::take(XmlPull const& xml) {
  if (xml.opens("rPh")) is_reading_ = true;
  if (xml.closes("rPh")) is_reading_ = false;
  if (xml.opens("t")) is_in_text_ = true;
  if (xml.closes("t")) is_in_text_ = false;
  if (is_in_text_ && !is_reading_ && xml.is_text()) text_ += xml.text();
}

std::string SharedText::end() {
  auto text = unescaped(text_);
  std::erase(text, '\r');
  return is_nfc(text) ? text : normalise(text);
}

std::string unescaped(std::string_view text) {
  if (!text.contains("_x")) return std::string(text);  // nearly all
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    auto const point = escape_at(text);
    if (point) append_code_point(plain, *point);
    if (!point) plain += text.front();
    text.remove_prefix(point ? 7 : 1);
  }
  return plain;
}

std::string escaped(std::string_view text) {
  std::string written;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (escape_at(text)) written += "_x005F";
    written += text.front();
  }
  return written;
}

}  // namespace zonebook::publishing
