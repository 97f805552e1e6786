// A plan as programs read it (docs/formats/import.md): on the command line and over the API.

#pragma once

#include "base/json.h"
#include "publishing/import/plan.h"

namespace zonebook::publishing {

// All but its rows, which may be many.
Json json_of(Plan const&, Language);
// Of a personal value neither what stood there nor what comes.
Json json_of(PlannedRow const&, Language);

}  // namespace zonebook::publishing
