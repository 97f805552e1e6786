// Character classes: [A-Z-[OI]], \d, \p{Lu}, \p{IsCyrillic} (XML Schema 1.1 part 2, G.4).  Inside
// feel/regex/.
//
// PCRE2 has no subtraction, no \i and \c, and its \d, \s and \w mean something else; so every class
// is written anew as one thing that takes exactly one code point and may be repeated:
//
//   [A-Z-[OI]]          (?:(?![\x{4f}\x{49}])[\x{41}-\x{5a}])
//   \w                  [\p{L}\p{M}\p{N}\p{S}]
//   [a\p{Lu}] under i   (?:[\x{61}]|(?-i:[\p{Lu}]))
//
// The last one: the flag i is about characters and ranges; "all other constructs are unaffected"
// (XPath 3.1, 5.6.2).

#pragma once

#include <string>

#include "feel/regex/cursor.h"

namespace zonebook::feel::regex {

// From behind the `[` (which stands at byte `open`) to behind its `]`.
Result<std::string> translate_class(Cursor&, std::size_t open, Flags);

// An escape, from behind its backslash (which stands at byte `from`): either one character …
struct Escape {
  char32_t character = Cursor::end;
  std::string members;  // … or several, as they are written between PCRE2's brackets
};
Result<Escape> translate_escape(Cursor&, std::size_t from);

// The members as a class of their own.
std::string class_of(std::string members, Flags);

}  // namespace zonebook::feel::regex
