// A receipt, as people are told of it.

#pragma once

#include "api/receipt_json.h"
#include "app/book.h"

namespace zonebook::app {

using api::json_of;

// What became of it: a message that takes zone, seq and known; then the ids that were made.
void tell(ledger::Receipt const&, std::string const& zone, std::string const& done, Book const&,
          Settings const&);

}  // namespace zonebook::app
