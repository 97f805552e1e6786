// Rows that say again what already waits for its second person (待复核): they are neither proposed
// once more nor written.
//
// A row of a new record waits where a waiting letter makes a record of the very same values over
// the same days; one of a record that stands, where waiting letters set each of its cells to what
// the row says, in the same way (change or correct; either, where that is still asked), on every
// day that the row's own letter would.  Personal values stand in a letter by their marks alone, so
// a row that says one is not recognized; nor is any for a reader whom the register `proposal` does
// not show.
//
// The letter itself may be hidden.  Told is only that it waits, to who sees the record whole and
// all fields that the row says plain, and says the same: fields that are not seen are not compared.

#pragma once

#include "publishing/import/import.h"

namespace zonebook::publishing {

// A letter that cannot be read is passed over, with a note in the plan.
//   errors are the ledger's
Result<void> mark_waiting(Plan&, ledger::Snapshot&, Desk const&);

}  // namespace zonebook::publishing
