// Whether the indexes of tables stand as they were made: reads answer from them.
//
//   TRY(check_indexes(connection, tables, [&](std::string const& index) { … }));
//
// PostgreSQL tells an index otherwise than it was said: there only its name is looked at.
// Cost: one read of the catalog of the database.  Threads: as the connection.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ledger/table.h"

namespace zonebook::ledger {

// Names each index that is missing or was made otherwise.
Result<void> check_indexes(db::Connection&, std::vector<Table> const&,
                           std::function<void(std::string const& index)> const& complain);

}  // namespace zonebook::ledger
