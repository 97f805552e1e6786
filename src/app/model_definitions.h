// Takes the definitions that come with the program into the ledger (figures/adoption.h): when a
// ledger is made, upgraded or served.

#pragma once

#include "app/book.h"
#include "figures/adoption.h"

namespace zonebook::app {

// What would be taken in, without writing anything.
Result<figures::Adoption> compare_definitions(ledger::Ledger&, std::string const& root,
                                              Json const& given);

// Into a ledger that stands: what is new in one entry, the others in one each, by the system, with
// a proposal for what a person has changed: once for each edition, whatever became of it.
// `proposals` of the answer are those that were made now.
Result<figures::Adoption> adopt_definitions(Book const&);

}  // namespace zonebook::app
