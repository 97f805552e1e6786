// The ledger: facts are appended, never lost, never rewritten.  Two times, two questions:
//
//   valid   a Date.     On which days is this true of the world?      (the paper's dates)
//   known   an Instant. Since when does the ledger say so?            (ours, never the author's)
//
//            known ->    12-20                12-22
//   valid   06-28  |  total 2.03           |  total 2.30, corrected
//           10-15  |  total 2.53           |  total 2.80
//
//   auto ledger = TRY(Ledger::open(database, catalog, {.clock = clock, .local = shanghai}));
//   auto receipt = TRY(ledger->append(letter));                       // durable when it returns
//   auto then = TRY(ledger->read("jiaocheng", december_20));
//   auto project = TRY(then.as_of(id, day));                          // total 2.03, for ever
//
// Promises (each held by a test that compares with an independent ledger)
//   1. An entry is whole or absent; what append() has answered for survives power loss.
//   2. A pair (v, k) once read never changes.  A read at k first closes k in the zones it may
//      touch on any day: later entries there are known later.  The tree of zones is that of (v, k)
//      too; what is erased is gone from every pair.
//   3. "Now" is what the reader's own snapshot holds, never what a clock says.
//   4. Rows are only added, and their known_to closed once; verify() finds any other change.
//   5. known rises within a zone, and is not below the last entry of any zone that an entry cites.
//
// Threads: a Ledger is shared; append() may be called by many at once.  Source: ARCHITECTURE 3 of
// the design; readings of what it leaves open are numbered R1 to R31 in the oracle's README.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "ledger/change.h"
#include "ledger/files.h"
#include "ledger/projection.h"
#include "ledger/rules.h"
#include "ledger/second_person.h"
#include "ledger/snapshot.h"
#include "ledger/store.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

class Ledger {
 public:
  struct Options {
    Clock const& clock;  // of a database with its own clock, a ShownClock (own_clock.h)
    std::shared_ptr<Zone const> local;  // the deployment's time zone: which day it is, when it ends
    // Several processes share one PostgreSQL, so its clock counts there, moved by the database's
    // own clock if it has one.  What writes a past that was (the sample) injects its own.
    enum class Time : std::uint8_t { injected, of_the_database } time = Time::injected;
    std::string shape = {};   // written into each entry; empty: the catalog's own hash
    std::string secret = {};  // of the deployment, kept outside the database (personal.h)
    // Without the secret it may still be read; then verify() cannot say whether tokens are right.
    enum class Secret : std::uint8_t { given, missing } has_secret = Secret::given;
    FileStore const* files = nullptr;  // outlives the ledger; nullptr: files are not looked for
    std::string anchors = {};          // a folder (daily_anchors.h); empty: none are kept
    std::string erased = {};           // a file (erased.h); empty: none is kept
    std::shared_ptr<SecondPerson const> second_person = {};  // none: no change needs one
    RecordChecks record_checks = {};                         // of other rooms (rules.h)
    std::shared_ptr<Projection const> projection = {};  // none: what another keeps holds no more
  };

  // The tables must be there (shape.h); the database outlives the ledger.
  Ledger(db::Database& database, std::shared_ptr<meta::Catalog const> catalog, Options options)
      : database_(database),
        catalog_(std::move(catalog)),
        options_(std::move(options)),
        statements_(*catalog_),
        rules_(*catalog_, options_.record_checks) {}

  // Appends all changes of a letter (request.h), or none.
  //   invalid      its form is wrong (request.h)
  //   conflict     key_reused, conflict (somebody has written since it was read), and what
  //                resolve.h and check.h refuse
  //   unavailable  the shape is not the database's newest; the day's anchor cannot be written; or
  //                the database is away
  //   forbidden    ledger.second_person: it can only be proposed (proposal.h); details name the
  //                rules; written to the audit chain, as every refusal for want of a right
  Result<Receipt> append(Json const& letter);
  Result<Receipt> append(Request const&);
  // One after the other in one transaction, each an entry of its own; other writers wait meanwhile.
  // The first that is refused ends it: those before it stay.
  Appended append(std::span<Request const>);

  // Whether append() would take it now, by the same checks in the same order; nothing is written,
  // and no refusal audited.  Zones that it makes or moves are checked by append() alone.
  //   as append()
  Result<void> check(Request const&);

  // A consistent view for a zone and those below it; without k, of now.
  //   ledger.future  nothing is known yet of an instant to come
  Result<Snapshot> read(Scope const&, std::optional<Instant> k = {});
  // Everything there is in a zone and below.
  Result<Snapshot> read(std::string const& zone, std::optional<Instant> k = {}) {
    return read(Scope::everything(zone), k);
  }

  // Erases personal values for good, by an entry that names their references.
  //   ledger.no_personal  not_found: no such reference in the zone, or erased already
  struct Erasure {
    std::string zone, actor, source, reason;
    std::vector<std::string> refs;
  };
  // The value leaves SQLite's files too, as soon as no reader holds what was before.
  Result<Receipt> erase(Erasure const&);

  // A personal value in clear: an act with a reason, in the audit chain before it is told.
  //   ledger.no_personal  not_found: it was erased
  struct Unmasking {
    std::string zone, actor, reason;
    PersonalMark mark;
  };
  Result<std::string> unmask(Unmasking const&);

  meta::Catalog const& catalog() const { return *catalog_; }
  Options const& options() const { return options_; }
  // What records still owe on their tracks, and other questions to the model's rules.
  Rules const& rules() const { return rules_; }
  Zone const& local() const { return *options_.local; }
  Date today() const { return options_.clock.now().date_in(*options_.local); }

 private:
  friend class Appending;
  friend class Proposals;

  // Before anything is appended; outside its transaction.
  Result<void> keep_anchor();
  Result<Instant> clock(db::Connection&) const;
  std::string const& shape() const;
  Result<void> check_past(Snapshot&, Instant k) const;
  Result<void> close(std::vector<Head> zones, Instant k);
  // A refusal for want of a right is an act of its own; other refusals are not.
  Result<void> audit_refusal(std::string const& zone, std::string const& actor, Error const&);

  db::Database& database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  Options options_;
  Statements statements_;
  Rules rules_;
};

}  // namespace zonebook::ledger
