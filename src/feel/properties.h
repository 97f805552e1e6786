// The properties of temporal values, durations and ranges (DMN 1.5, table 55): date.year,
// duration.hours, range.start included.

#pragma once

#include <optional>
#include <string_view>

#include "feel/type.h"
#include "feel/value.h"

namespace zonebook::feel {

// nullopt if values of this kind have no such property.  A property that exists and is empty (the
// time zone of a local time) is null.
std::optional<Value> property_of(Value const&, std::string_view name);

// Any if there is no such property.
TypePtr property_type(Kind, std::string_view name);

}  // namespace zonebook::feel
