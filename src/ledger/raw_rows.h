// A table as it stands, read without understanding it: what verify() holds against the log.  A
// column that no program of ours would have written must be seen, not mended in reading.

#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "db/database.h"
#include "ledger/table.h"

namespace zonebook::ledger {

// In the order of the table's columns.
using RawRow = std::vector<db::Value>;
using TakeRawRow = std::function<Result<void>(RawRow)>;

// The rows of a zone; of a table without zones, and with an empty zone, all.
Result<void> each_raw_row(db::Connection&, Table const&, std::string const& zone,
                          TakeRawRow const&);

// The zones that a table has rows of.
Result<std::set<std::string>> zones_in(db::Connection&, Table const&);

}  // namespace zonebook::ledger
