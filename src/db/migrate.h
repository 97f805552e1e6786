// The shapes of our own tables, in numbered steps that each database takes once.
//
//   constexpr … steps = {Migration{1, "log", sql::log, sql::log_pg}, …};
//   auto const waiting = TRY(pending(*database, "ledger", steps));   // changes nothing
//   TRY(migrate(*database, "ledger", steps, clock.now()));
//
// Each step runs in a transaction of its own and is kept in the table `migration`; what has been
// taken is never taken again, and a step that has been released is never changed.  Two processes
// that start at once on one server take turns.
//
// A database that has taken steps which this program does not know is refused (`unavailable`), and
// so is one whose steps have other names (`broken`): it belongs to another program.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/instant.h"
#include "db/database.h"

namespace zonebook::db {

struct Migration {
  int number = 0;  // 1, 2, 3, … without gaps
  std::string name;
  std::string sqlite, postgres;  // scripts: several statements, no parameters
};

// Those that the room has yet to take, in order.
Result<std::vector<Migration const*>> pending(Database&, std::string const& room,
                                              std::span<Migration const>);
// Takes them.  How many there were.
Result<int> migrate(Database&, std::string const& room, std::span<Migration const>, Instant now);

}  // namespace zonebook::db
