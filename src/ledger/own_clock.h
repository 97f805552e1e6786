// A clock that belongs to a database.  The demonstration year has its own today (PRODUCT A1): it
// starts at 2024-01-15 09:30 +08:00 and runs on.  A database made by `init` has none.
//
//            real   2026-11-25 20:00 (set)      2026-11-26 20:00
//            shown  2024-01-15 09:30            2024-01-16 09:30
//
//   TRY(begin_own_clock(at, "shanxi", own));         // by `sample` alone, before all else
//   TRY(set_own_clock(at, catalog, {.set = now, .shown = january_15}));  // when all is there
//   auto const own = TRY(own_clock(at));
//   ShownClock clock(real, own);                     // what Ledger::Options::clock is given
//
// Promises
//   1. It is set once, by an entry of "system" in the root zone; verify() holds the row against it.
//   2. Where the database's own clock counts (PostgreSQL), the ledger adds the same shift to it.
//   3. A backup holds it, and a restored ledger goes on showing it; one that its log tells
//      otherwise is not restored.
//   4. A ledger that was begun with it and is not whole can be told from every other.

#pragma once

#include <optional>

#include "base/instant.h"
#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

struct OwnClock {
  Instant set;    // what the real clock said
  Instant shown;  // what it showed at that moment

  Instant at(Instant real) const {
    return Instant(shown.micros() + (real.micros() - set.micros()));
  }
};

// nullopt: the real clock counts, as it does while the ledger is being made.
//   broken  ledger.own_clock_broken: it says what no clock can say
Result<std::optional<OwnClock>> own_clock(db::Connection&);

// Whether it is being made, or its making was interrupted.
Result<bool> is_own_clock_begun(db::Connection&);

// What the clock of the database says, which several processes share: PostgreSQL's own, of SQLite
// the given one.  Not moved.
Result<Instant> real_now(db::Connection&, Clock const& of_the_process);
// The same, moved by the database's own clock if it has one.
//   as own_clock()
Result<Instant> shown_now(db::Connection&, Clock const& of_the_process);

// Within the caller's transaction, the first of a ledger: it will have a clock of its own.
Result<void> begin_own_clock(db::Connection&, std::string const& root, OwnClock);

// Within the caller's transaction, begun or not.
//   conflict  ledger.own_clock_set: it has one, or knows of something later than it would show
Result<void> set_own_clock(db::Connection&, meta::Catalog const&, OwnClock);

// The real clock, moved by what the database's own says.  Threads: as the real one.
class ShownClock final : public Clock {
 public:
  explicit ShownClock(Clock const& real, std::optional<OwnClock> own = {})
      : real_(real), own_(own) {}

  Instant now() const override { return own_ ? own_->at(real_.now()) : real_.now(); }
  bool is_shown() const { return own_.has_value(); }

 private:
  Clock const& real_;
  std::optional<OwnClock> own_;
};

}  // namespace zonebook::ledger
