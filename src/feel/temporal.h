// The six temporal kinds from their texts, as @-literals and constructors read them.

#pragma once

#include <optional>
#include <string_view>

#include "feel/value.h"

namespace zonebook::feel {

// A date, a date and time, a time or a duration, whichever the text is; nullopt if it is none.
std::optional<Value> temporal_from(std::string_view text);

}  // namespace zonebook::feel
