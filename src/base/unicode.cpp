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
  CaseMap const map(ucasemap_open("", 0, &status), &ucasemap_close);
  CHECK(U_SUCCESS(status));
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
  if (!is_ascii(text)) return mapped(text, ucasemap_utf8ToLower);
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

bool is_legible(std::string_view text) {
  bool shows = false;
  while (!text.empty()) {
    auto const point = first_code_point(text);
    text.remove_prefix(point.bytes);
    auto const turns = (point.value >= 0x202A && point.value <= 0x202E) ||
                       (point.value >= 0x2066 && point.value <= 0x2069);
    if (turns) return false;
    auto const value = static_cast<UChar32>(point.value);
    shows = shows ||
            (u_isgraph(value) && !u_hasBinaryProperty(value, UCHAR_DEFAULT_IGNORABLE_CODE_POINT));
  }
  return shows;
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
