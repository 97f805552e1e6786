// Byte ranges (RFC 9110, 14): a part of a file, so that a broken download goes on.
//
//   asked_range("bytes=500-", 1200)      // {500, 700}
//
// One range is answered; several at once are answered with the whole, as the standard allows.

#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

namespace zonebook::http {

struct ByteRange {
  std::uint64_t begin = 0, size = 0;  // size > 0, within the file
  bool operator==(ByteRange const&) const = default;
};
// Not asked for, or not in a form that is answered: the whole, with 200.
struct WholeFile {
  bool operator==(WholeFile const&) const = default;
};
// Nothing of it is in the file: 416.
struct NoSuchRange {
  bool operator==(NoSuchRange const&) const = default;
};
using AskedRange = std::variant<WholeFile, ByteRange, NoSuchRange>;

// By the value of Range, of a file of `size` bytes.
AskedRange asked_range(std::string_view field, std::uint64_t size);

}  // namespace zonebook::http
