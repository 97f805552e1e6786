#include "feel/remark.h"

#include "base/unicode.h"

namespace zonebook::feel {

std::string position_in(std::string_view source, std::uint32_t byte) {
  auto const before = source.substr(0, byte);  // all of it if `byte` lies beyond
  std::size_t line = 1;
  std::size_t line_begin = 0;
  for (auto end = before.find('\n'); end != before.npos; end = before.find('\n', line_begin)) {
    line_begin = end + 1;
    ++line;
  }
  auto const column = code_point_count(before.substr(line_begin)) + 1;
  return std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace zonebook::feel
