// Does the ledger still say what was appended?  Recomputes every hash and every row from the log,
// and names each place that differs.
//
//   auto problems = TRY(verify(database, ledger));       // empty: nothing has been changed
//
// Found is a change in any column of the log and the tables, or of what is kept beside them for the
// readers of this ledger (projection.h), a row too many or too few, an index that is missing, was
// made otherwise or (of SQLite) does not hold what its table does, a stored file that is missing
// or changed, a personal value that stands though it was erased, and, with an anchor, a chain that
// was cut or rewritten as a whole.  A seal (of a head's `closed`, of a letter
// with a key) guards against accident, not against who makes the seal anew; when a step of
// db/migrate.h was taken is no more than a remark.  Without the deployment's secret the tokens of
// personal values cannot be told.  Cost: a read of everything, about 5 µs a row, and of every file.

#pragma once

#include <string>
#include <vector>

#include "ledger/anchor.h"
#include "ledger/ledger.h"

namespace zonebook::ledger {

//   unavailable  the database cannot be read
Result<std::vector<Error>> verify(db::Database&, Ledger const&, std::vector<Anchor> const& = {});
// Within a snapshot, or a transaction.
Result<std::vector<Error>> verify(db::Connection&, Ledger const&, std::vector<Anchor> const& = {});

// Makes the tables again from the log, in one transaction, and what is kept beside them.
Result<void> rebuild(db::Database&, Ledger const&);

}  // namespace zonebook::ledger
