// Resolves the names in a model and finds all that is wrong with it.  Inside meta/; Catalog::make
// calls it.
//
//   resolve(registers, sources, problems);   // sorted by name, and where they will stay

#pragma once

#include <vector>

#include "meta/problems.h"

namespace zonebook::meta {

// Sets targets, facts and expressions.
void resolve(std::vector<Register>&, Sources const&, Problems&);

// Of one register, once all targets are set; resolve() calls them.
void resolve_fields(Register&, Problems&);
void resolve_checks(Register&, Problems&);
void resolve_track(Register&, Problems&);
void resolve_shares(Register&, Problems&);
void check_views(Register const&, Problems&);

// A condition of a check or a need.
feel::Expression compile_condition(std::string const& must, feel::Scope const&,
                                   std::string const& path, Problems&);
// snake_case: a letter, then letters, digits and `_`, at most 48.
bool is_name(std::string_view);

}  // namespace zonebook::meta
