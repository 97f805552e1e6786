// Why a null came out: what FEEL says instead of an exception (10.3.2.13.2: "evaluates to null").
//
// A Remark is cheap to make and becomes a sentence only where somebody reads it.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/text.h"

namespace zonebook::feel {

// Byte offsets into an expression's source, UTF-8, half-open.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Remark {
  Text says;  // {"feel.not_comparable", {{"left", "文本"}, …}}: kinds are written as FEEL names
  Span at;
  std::string source;  // of the expression that `at` points into; may be empty
};

// "1:7": line and column in code points, both from 1.
std::string position_in(std::string_view source, std::uint32_t byte);

}  // namespace zonebook::feel
