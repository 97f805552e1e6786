// The record of the zone above all, which a new ledger begins with.

#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace zonebook::app {

struct RootZone {
  std::string code, name, level;
};

// Of "system"; from the ledger's first day on; its label is "new:root".  `why` is the command that
// makes it, and the letter's key.  `more` changes come with it: what every ledger begins with.
Json root_letter(RootZone const&, std::string const& why, std::vector<Json> more = {});

}  // namespace zonebook::app
