#include "http/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/result.h"
#include "http/fields.h"

namespace zonebook::http {
namespace {

constexpr int level = 5;              // beyond it the time doubles for a per cent or two
constexpr int gzip_window = 15 + 16;  // 32 KiB, with gzip's frame instead of zlib's
constexpr int memory_level = 8;       // zlib's own

// A weight of exactly zero: "0", "0.", "0.000".
bool is_zero(std::string_view weight) {
  return weight.starts_with('0') && weight.find_first_not_of("0.") == std::string_view::npos;
}

// Whether one member of the list lets its coding be used.
bool is_wanted(std::string_view parameters) {
  auto const weight = trimmed(parameters);
  bool const is_weight = weight.size() > 2 && same_word(weight.substr(0, 2), "q=");
  return weight.empty() || (is_weight && !is_zero(weight.substr(2)));
}

}  // namespace

bool accepts_gzip(std::optional<std::string_view> accept_encoding) {
  if (!accept_encoding) return false;
  std::optional<bool> by_name, by_star;
  for (auto rest = *accept_encoding; !rest.empty();) {
    auto const member = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(member.size() + 1, rest.size()));
    auto const coding = trimmed(member.substr(0, member.find(';')));
    auto const parameters = member.substr(std::min(member.find(';'), member.size() - 1) + 1);
    bool const wanted = member.find(';') == std::string_view::npos || is_wanted(parameters);
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) by_name = wanted;
    if (coding == "*") by_star = wanted;
  }
  return by_name.value_or(by_star.value_or(false));
}

bool is_compressible(std::string_view content_type) {
  constexpr std::array<std::string_view, 8> types{
      "application/json",       "application/problem+json",
      "application/javascript", "application/xml",
      "image/svg+xml",          "application/manifest+json",
      "application/geo+json",   "application/wasm"};
  auto const type = trimmed(content_type.substr(0, content_type.find(';')));
  // Events are sent as they come, not when a block is full.
  if (same_word(type, "text/event-stream")) return false;
  return same_word(type.substr(0, 5), "text/") ||
         std::ranges::any_of(types, [&](auto known) { return same_word(type, known); });
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  CHECK(deflateInit2(&stream, level, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) ==
        Z_OK);
  std::string compressed;
  compressed.resize(deflateBound(&stream, bytes.size()));
  CHECK(bytes.size() < UINT32_MAX && compressed.size() < UINT32_MAX);
  // zlib reads only; its C interface has no const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return compressed;
}

}  // namespace zonebook::http
