// Decision documents as files: one, with those it imports, or the model's own by their names.
//
//   auto decisions = TRY(load_decisions("fee.dmn"));
//   auto second = TRY(second_person_of(settings.model));    // model/decisions/second_person.dmn

#pragma once

#include <memory>
#include <string>

#include "dmn/decide.h"
#include "ledger/second_person.h"

namespace zonebook::app {

using DecisionsPtr = std::shared_ptr<dmn::Decisions const>;

// The documents beside it that it imports, or that they import, are read too, by namespaces.
//   not_found, invalid
Result<DecisionsPtr> load_decisions(std::string const& file);

// The path of the model's document of that name; it may not be there.
std::string decision_file(std::string const& model, std::string const& name);

// The model's table of second persons; nullptr where the model has none.
//   invalid  it is there and cannot be used
Result<std::shared_ptr<ledger::SecondPerson const>> second_person_of(std::string const& model);

}  // namespace zonebook::app
