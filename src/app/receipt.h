// A receipt, as people and programs are told of it.

#pragma once

#include "app/book.h"

namespace zonebook::app {

Json json_of(ledger::Receipt const&, std::string const& zone);
// What became of it: a message that takes zone, seq and known; then the ids that were made.
void tell(ledger::Receipt const&, std::string const& zone, std::string const& done, Book const&,
          Settings const&);

}  // namespace zonebook::app
