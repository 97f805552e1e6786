// The ledger's own word on planned rows, before anything is written.
//
// A batch is tried as it would be appended.  If it is refused, its halves are, down to the row that
// is to blame: rejected with the ledger's reason, or marked as needing a second person.

#pragma once

#include "publishing/import/letters.h"

namespace zonebook::publishing {

// Marks rows of the plan.
//   unavailable, broken  what is no row's fault
Result<void> try_rows(Plan&, ImportOptions const&, ledger::Lives&, Desk const&);

}  // namespace zonebook::publishing
