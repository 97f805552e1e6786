// The record of the zone above all, which a new ledger begins with.

#pragma once

#include <string>

#include "base/json.h"

namespace zonebook::app {

struct RootZone {
  std::string code, name, level;
};

// Of "system"; from the ledger's first day on; its label is "new:root".  `why` is the command that
// makes it, and the letter's key.
Json root_letter(RootZone const&, std::string const& why);

}  // namespace zonebook::app
