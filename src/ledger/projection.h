// What a room above the ledger keeps beside its tables, in the transactions that change them.
//
//   auto counting = std::make_shared<figures::Counting const>(catalog, definitions);
//   Ledger ledger(database, catalog, {…, .projection = counting});
//   TRY(keep_projection(database, ledger));             // once, at start: filled if it is not
//
// The ledger does not know what is kept, only whether it holds: one row names the edition of what
// stands in the projection's tables.  Whoever appends with another edition, or with none, marks it
// as not held in the same transaction; then readers do without, until somebody fills it again.
//
// Promises
//   1. Where a snapshot says that an edition is held, every entry that it shows has been taken.
//   2. A projection is made of the ledger's tables alone: filled again it has the same rows.
//   3. It is no part of a backup: what is restored holds none.
//
// Threads: a Projection is immutable and shared by all who append.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "db/database.h"
#include "ledger/table.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

struct TouchedRecord {
  std::string id;
  meta::Register const* in = nullptr;
};

class Projection {
 public:
  virtual ~Projection() = default;

  // Of what is kept and how: equal editions have equal rows.  Not empty.
  virtual std::string const& edition() const = 0;

  // The records that an entry touched; their rows stand, known from this instant on.
  virtual Result<void> take(db::Connection&, std::vector<TouchedRecord> const&,
                            Instant known) const = 0;

  // Makes the tables if they are not there, and all rows.  `held`: those of another edition stand
  // and hold, so that what both keep may stay.
  enum class Found { held, nothing };
  virtual Result<void> fill(db::Connection&, Found) const = 0;

  // Names each place where a row is not what it would be filled with, whatever edition is held.
  using Complain = std::function<void(std::string key, std::string where)>;
  virtual Result<void> verify(db::Connection&, Complain const&) const = 0;
};

class Ledger;

// Fills it if its edition is not the one that is held; all writers wait.  Of a ledger without one
// nothing is done.  Cost: a read of all rows that it is made of.
Result<void> keep_projection(db::Database&, Ledger const&);
Result<void> keep_projection(db::Database&, meta::Catalog const&, Projection const&);

// The edition that is held; empty: none.
Result<std::string> held_projection(db::Connection&);

// Inside ledger/.
Table projection_table();
Result<void> take_entry(db::Connection&, Projection const*, std::vector<TouchedRecord> const&,
                        Instant known);
// Whoever fills has all zones held (rebuild.h); of tables that are made anew, none holds.
Result<void> fill_projection(db::Connection&, Projection const&);
Result<void> drop_projection(db::Connection&);
Result<void> verify_projection(db::Connection&, Projection const*, Projection::Complain const&);

}  // namespace zonebook::ledger
