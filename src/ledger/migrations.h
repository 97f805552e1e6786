// The ledger's own tables, in numbered steps (db/migrate.h).
//
//   TRY(db::migrate(*database, "ledger", ledger::migrations(), clock.now()));
//
// A step after the first is called what it makes, one table: backup.cpp leaves out what is not
// there yet.  A released step never changes, in a single byte: a test holds its hash.  What
// table.cpp says of the fixed tables after that becomes a step of its own.

#pragma once

#include <span>

#include "db/migrate.h"

namespace zonebook::ledger {

constexpr auto migrations_room = "ledger";
std::span<db::Migration const> migrations();

}  // namespace zonebook::ledger
