#include "base/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/uset.h>

#include <algorithm>
#include <memory>

#include "base/result.h"

namespace zonebook {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_white(char32_t point) {
  return point == ' ' || point == '\t' || point == '\n' || point == 0xA0 || point == 0x3000;
}

bool is_control(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
}

// Nothing shows where it stands: zero width, joiners, variation selectors.
bool is_ignorable(char32_t point) {
  return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

using CaseMap = std::unique_ptr<UCaseMap, decltype(&ucasemap_close)>;
using Mapping = std::int32_t (*)(UCaseMap const*, char*, std::int32_t, char const*, std::int32_t,
                                 UErrorCode*);

// ICU takes lengths as int32; a text that long does not pass the limits of an evaluation, but a
// caller of ours might not have asked.
constexpr std::size_t size_max = 256U << 20U;

std::int32_t size_for_icu(std::string_view text) {
  CHECK(text.size() <= size_max);
  return static_cast<std::int32_t>(text.size());
}

icu::StringPiece as_piece(std::string_view text) { return {text.data(), size_for_icu(text)}; }

icu::Normalizer2 const& nfc() {
  auto status = U_ZERO_ERROR;
  auto const* normaliser = icu::Normalizer2::getNFCInstance(status);
  CHECK(U_SUCCESS(status));
  return *normaliser;
}

std::string mapped(std::string_view text, Mapping mapping) {
  auto const text_size = size_for_icu(text);
  auto status = U_ZERO_ERROR;
  static CaseMap const map(ucasemap_open("", 0, &status), &ucasemap_close);  // dear to open
  CHECK(map && U_SUCCESS(status));
  std::string result(text.size() + 16, '\0');
  for (;;) {
    status = U_ZERO_ERROR;
    auto size = mapping(map.get(), result.data(), static_cast<std::int32_t>(result.size()),
                        text.data(), text_size, &status);
    auto const fits = static_cast<std::size_t>(size) <= result.size();
    result.resize(static_cast<std::size_t>(size));
    if (fits) break;
  }
  CHECK(U_SUCCESS(status));
  return result;
}

// ASCII, and the Chinese and Japanese blocks from radicals to ideographs, where nothing has a case:
// most texts are of these alone, and ICU is dear.
bool is_ascii_or_ideographs(std::string_view text) {
  while (!text.empty()) {
    auto const [value, bytes] = first_code_point(text);
    if (value >= 0x80 && (value < 0x2E80 || value > 0x9FFF)) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

}  // namespace

std::string upper_case(std::string_view text) {
  if (!is_ascii(text)) return mapped(text, ucasemap_utf8ToUpper);
  std::string result(text);
  for (auto& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string lower_case(std::string_view text) {
  if (!is_ascii_or_ideographs(text)) return mapped(text, ucasemap_utf8ToLower);
  std::string result(text);
  for (auto& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string normalise(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string result;
  icu::StringByteSink<std::string> sink(&result, size_for_icu(text));
  auto status = U_ZERO_ERROR;
  nfc().normalizeUTF8(0, as_piece(text), sink, nullptr, status);
  CHECK(U_SUCCESS(status));
  return result;
}

bool is_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  auto status = U_ZERO_ERROR;
  bool const is = nfc().isNormalizedUTF8(as_piece(text), status);
  CHECK(U_SUCCESS(status));
  return is && is_utf8(text);
}

std::string_view trimmed(std::string_view text) {
  auto begin = text.size(), end = begin;
  for (std::size_t at = 0; at < text.size();) {
    auto const point = first_code_point(text.substr(at));
    if (!is_white(point.value)) {
      begin = std::min(begin, at);
      end = at + point.bytes;
    }
    at += point.bytes;
  }
  return text.substr(begin, end - begin);
}

bool has_control(std::string_view text, Lines lines) {
  while (!text.empty()) {
    auto const point = first_code_point(text);
    bool const allowed = lines == Lines::many && (point.value == '\n' || point.value == '\t');
    if (is_control(point.value) && !allowed) return true;
    text.remove_prefix(point.bytes);
  }
  return false;
}

bool is_legible(std::string_view text) {
  bool shows = false;
  while (!text.empty()) {
    auto const point = first_code_point(text);
    text.remove_prefix(point.bytes);
    auto const turns = (point.value >= 0x202A && point.value <= 0x202E) ||
                       (point.value >= 0x2066 && point.value <= 0x2069);
    if (turns) return false;
    shows = shows || (u_isgraph(static_cast<UChar32>(point.value)) && !is_ignorable(point.value));
  }
  return shows;
}

std::string as_seen(std::string_view text) {
  std::string seen;
  while (!text.empty()) {
    auto const point = first_code_point(text);
    if (!is_ignorable(point.value)) seen += text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return std::string(trimmed(normalise(seen)));
}

std::optional<CodePointRange> block(std::string_view name) {
  auto const value = u_getPropertyValueEnum(UCHAR_BLOCK, std::string(name).c_str());
  if (value == UCHAR_INVALID_CODE || value == UBLOCK_NO_BLOCK) return std::nullopt;
  auto status = U_ZERO_ERROR;
  std::unique_ptr<USet, decltype(&uset_close)> const set(uset_openEmpty(), &uset_close);
  uset_applyIntPropertyValue(set.get(), UCHAR_BLOCK, value, &status);
  CHECK(U_SUCCESS(status));
  // A block is one stretch of code points, by definition (Unicode 15, 3.4 D10b).
  UChar32 first = 0;
  UChar32 last = 0;
  if (uset_getItem(set.get(), 0, &first, &last, nullptr, 0, &status) != 0) return std::nullopt;
  return CodePointRange{static_cast<char32_t>(first), static_cast<char32_t>(last)};
}

}  // namespace zonebook
