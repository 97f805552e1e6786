// A planned import as people and programs are told of it.

#pragma once

#include "app/settings.h"
#include "base/json.h"
#include "publishing/import/import.h"

namespace zonebook::app {

// Of what is unchanged only the number is told; of the others the first fifty, or all.
enum class Shown : std::uint8_t { first_rows, all_rows };
void tell(publishing::Plan const&, Shown, Settings const&);
// What was written: entries, proposals, rows.
void tell_done(publishing::Imported const&, Settings const&);

// Rows with their cells; sentences are in the reader's language, with their keys beside.
Json json_of(publishing::Plan const&, Language);
Json json_of(publishing::Imported const&);

}  // namespace zonebook::app
