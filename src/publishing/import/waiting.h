// Rows that say again what already waits for its second person (待复核): they are neither proposed
// once more nor written.
//
// A row of a new record waits where a waiting letter makes a record of the very same values; one of
// a record that stands, where waiting letters set each of its cells to what the row says.  Personal
// values stand in a letter by their marks alone, so a row that says one is not recognized; nor is
// any for a reader whom the register `proposal` does not show.

#pragma once

#include "publishing/import/import.h"

namespace zonebook::publishing {

//   errors are the ledger's
Result<void> mark_waiting(Plan&, ledger::Snapshot&, Desk const&);

}  // namespace zonebook::publishing
