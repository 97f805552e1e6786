// The statement that finds what a definition may count, and the whole life of it.  Inside figures/.

#pragma once

#include "figures/definition.h"
#include "figures/known_lives.h"
#include "figures/period.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {

// From one knowledge to another, both included; `to` is not before `from`.
struct KnownFromTo {
  Knowledge from, to;
};
// "known_to = …", or between two bounds; `row` is the name of the table with a point, or empty.
ledger::Sql known_in(KnownFromTo, std::string const& row = {});

// The rows known in the range of every record of these zones that at some time in it may count.
ledger::Sql candidates_sql(std::vector<std::string> const& zones, Definition const&, Days, Date v,
                           KnownFromTo);

}  // namespace zonebook::figures
