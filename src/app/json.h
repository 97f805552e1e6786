// JSON in and out of FEEL values, for the command line.
//
// Numbers keep every digit: 0.1 is read as the decimal 0.1 and written so.  Dates and durations
// have no form of their own in JSON: they are written as texts, and read as texts unless a declared
// type says otherwise (typed_value).

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "feel/type.h"
#include "feel/value.h"

namespace zonebook::app {

//   invalid  `where` is "line:column"; at most 64 MiB, nested at most 200 deep
Result<feel::Value> value_from_json(std::string_view);

// Compact, keys in their order.  Ranges and functions are written as text.
std::string to_json(feel::Value const&);

// Texts where the type wants a date, time or duration become that, in members and items too; what
// does not fit stays as it is, for the caller's own check to name.
feel::Value typed_value(feel::Value const&, feel::Type const&);

}  // namespace zonebook::app
