// From an XPath regular expression to one of PCRE2 (XPath 3.1, 5.6.1).  Inside feel/.
//
//   regExp ::= branch ( '|' branch )*            branch ::= ( atom quantifier? )*
//   atom   ::= character | class | escape | '.' | '^' | '$' | '\' number
//            | '(' regExp ')' | '(?:' regExp ')'
//
// What comes out is meant for the options that regex.cpp sets: UTF, DOTALL, MULTILINE, newline LF,
// an unset group matches the empty text; CASELESS if asked.
//
// Into what comes out, callouts are woven: `(?C)` wherever the matcher can come back to try another
// way, which is behind each quantifier with a choice and before each further branch.  They count
// the work (regex.h, promise 2).  A callout's number weighs it: `(?C9)` stands before 9 × 256
// repetitions without a choice.

#pragma once

#include "feel/regex/cursor.h"

namespace zonebook::feel::regex {

struct Translation {
  std::string pattern;
  std::uint32_t groups = 0;
  Flags flags;
};

Result<Translation> translate(std::string_view pattern, std::string_view flags);

}  // namespace zonebook::feel::regex
