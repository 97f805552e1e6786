// For the tests of patterns: what became of one, in a word.

#pragma once

#include <string>
#include <string_view>

#include "feel/regex.h"

namespace zonebook::feel {

// The key of what is wrong, and where.
inline std::string answer(Error const& error) {
  return error.where.empty() ? error.says.key : error.says.key + " " + error.where;
}

// "true", "false", or what is wrong.
inline std::string matched(std::string_view text, std::string_view pattern,
                           std::string_view flags = "") {
  auto regex = Regex::compile(pattern, flags);
  if (!regex) return answer(regex.error());
  auto found = regex->matches(text);
  if (!found) return answer(found.error());
  return *found ? "true" : "false";
}

}  // namespace zonebook::feel
