// The built-in functions (DMN 1.5, 10.3.4), declared by their signatures as the standard writes
// them.  A group of functions is one file that offers one table:
//
//   constexpr Builtin table[] = {
//       {"substring(string: string, start position: number, length: number?) -> string", part},
//       {"string length(string: string) -> number", string_length},
//   };
//   std::span<Builtin const> string_functions() { return table; }
//
// A function with several forms has several rows; the first that fits the arguments is called.
//
//   name ( parameter: kinds , … ) -> kind
//   kinds      kind | kind | …            any of them;  `any` takes null too
//   kind       number string boolean date time date and time
//              years and months duration, days and time duration, duration (either)
//              list list<number> list<string> list<boolean> context range function any
//   ?          after the kinds: may be absent, may be null
//   ...        after the kinds, last parameter: any number of them, at least one
//
// Matching converts as 10.3.2.9.4 says: a list of one to its item, an item to a list of it (not
// null), a date to its midnight in UTC where a date and time is wanted and a date is not.  What
// does not match gives null and a remark that names the argument, so a function body meets only
// values of its kinds.

#pragma once

#include <span>
#include <string_view>

#include "feel/function.h"

namespace zonebook::feel {

struct Builtin {
  std::string_view signature;
  Value (*apply)(Call&);
};

std::span<Builtin const> boolean_functions();     // builtins/boolean.cpp: not, all, any …
std::span<Builtin const> number_functions();      // builtins/number.cpp: floor … round half down
std::span<Builtin const> string_functions();      // builtins/string.cpp
std::span<Builtin const> pattern_functions();     // builtins/pattern.cpp: matches, replace, split
std::span<Builtin const> list_functions();        // builtins/list.cpp: list contains … sort
std::span<Builtin const> statistics_functions();  // builtins/statistics.cpp: count … mode
std::span<Builtin const> context_functions();     // builtins/context.cpp: get value …
std::span<Builtin const> range_functions();       // builtins/range.cpp: before … coincides, range
std::span<Builtin const> conversion_functions();  // builtins/conversion.cpp: date, number, string …
std::span<Builtin const> temporal_functions();    // builtins/temporal.cpp: day of year … now, today

// All of them, matched by name: a function value that can be called, or nullptr.
std::shared_ptr<Function const> builtin(std::string_view name);
// Every name, sorted; the parser needs those with spaces.
std::span<std::string const> builtin_names();

}  // namespace zonebook::feel
