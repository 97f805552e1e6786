#include "http/range.h"

#include <algorithm>

#include "base/scan.h"
#include "http/fields.h"

namespace zonebook::http {
namespace {

constexpr std::string_view unit = "bytes=";

// Digits as a position; a number that does not fit stands beyond every file.
std::uint64_t position(std::string_view digits) {
  auto const value = value_of(digits);
  return value ? static_cast<std::uint64_t>(*value) : UINT64_MAX;
}

}  // namespace

AskedRange asked_range(std::string_view field, std::uint64_t size) {
  field = trimmed(field);
  if (!same_word(field.substr(0, unit.size()), unit)) return WholeFile{};
  Scanner at(trimmed(field.substr(unit.size())));
  auto const first = at.take_digits();
  if (!at.take('-')) return WholeFile{};
  auto const last = at.take_digits();
  if (!at.done() || (first.empty() && last.empty())) return WholeFile{};

  // suffix-range: the last so many bytes
  if (first.empty()) {
    auto const count = std::min(position(last), size);
    if (count == 0) return NoSuchRange{};
    return ByteRange{size - count, count};
  }
  auto const begin = position(first);
  if (!last.empty() && position(last) < begin) return WholeFile{};  // "invalid", so ignored
  if (begin >= size) return NoSuchRange{};
  auto const end = last.empty() ? size : std::min(position(last), size - 1) + 1;
  return ByteRange{begin, end - begin};
}

}  // namespace zonebook::http
