// Three generations of one model, for random histories: between them a field is renamed, fields
// come and go, and a choice is added.
//
//   meta::Catalog::make(history_model(2), {.facts = {}, .places = {}, .earlier_shapes = shapes});

#pragma once

#include <vector>

#include "meta/catalog.h"

namespace zonebook::ledger {

constexpr int history_generations = 3;

// enterprise (shared; key code), project (key code, later number), agreement, share (of a project),
// and what second persons need.
std::vector<meta::Register> history_model(int generation);

}  // namespace zonebook::ledger
