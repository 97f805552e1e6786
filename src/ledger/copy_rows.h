// All rows of one table from one database into another, a thousand at a time.
//
//   auto const count = TRY(copy_rows(reader, writer, table));

#pragma once

#include "ledger/table.h"

namespace zonebook::ledger {

// In the order of the primary key; how many there were.
Result<std::int64_t> copy_rows(db::Connection& from, db::Connection& to, Table const&);

}  // namespace zonebook::ledger
