// A held import as it is answered, and the options that its routes take.  Inside api/.

#pragma once

#include "api/call.h"
#include "api/held_imports.h"
#include "publishing/import/import.h"

namespace zonebook::api {

// The parameters that say how a file is read; the same words as the members of options_in().
std::vector<Parameter> import_parameters();
// Those that were given, and `zone`, where new records go; checked but for what the plan refuses.
//   invalid  api.not_a_day, api.import.no_mapping, api.import.since_when
Result<Json> options_in(Call const&, meta::Register const&, std::string const& zone);
publishing::ImportOptions options_of(Json const& options, access::Visitor const&);

// What a row can be: the names of publishing::RowState.
std::vector<std::string> row_states();

// "rejected {…}": what HeldImports keeps of a row.
std::string line_of(publishing::PlannedRow const&, Language);
// What is kept beside the rows.
struct Previewed {
  publishing::Plan const& plan;
  Json options;
  Language language;
};
Json about_of(Previewed const&);
// The zones' heads that the plan rested on.
std::map<std::string, Instant> seen_in(Json const& about);

Json json_of(publishing::Imported const&, publishing::Plan const&, Language);
// A page of it; `told` is what its commit came to.
Json json_of(HeldImports::Held const&, HeldImports::Page const&);

Json import_schema();

}  // namespace zonebook::api
