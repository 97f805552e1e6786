// The truth of a ledger in one SQLite file, out of either database and into either; its files in
// a folder beside it.
//
//   TRY(back_up(*database, "2023-12-31.zbk", &files));
//   auto restored = TRY(restore(*empty, "2023-12-31.zbk", catalog,
//                               {.now = clock.now(), .files = &files, .erased = erased}));
//
// The file holds every fixed table but those that the log makes (touch, record, merged); the rows
// of registers are made again.  It is written as F.part and renamed when it is whole and on disk,
// its files before, into F.files: a store like the one they come from (files.h).  A backup made
// where F.files stands brings only what is new.
//
// Promises
//   1. A backup is one snapshot: what was acknowledged before it began is in it; nobody waits.
//   2. restore() recomputes each chain, head and seal of the file before it writes anything, holds
//      its own clock against its log, and refuses a ledger that is not empty.  It is one
//      transaction.  What the chains do not hold (personal values, shapes, the audit chain) comes
//      back as it is, for verify() to look at.  A file, or a ledger, that a newer program has not
//      brought up to date yet will do.
//   3. A restore is an entry of "system" in the root zone, with the file's heads; `now` is the real
//      clock's, of which the file's own clock makes what it shows (own_clock.h).
//   4. What was erased after the backup was made is erased again, by an entry of its zone, as far
//      as the list that is given names it (erased.h).
//   5. Files are checked as they are copied.  One that is damaged is left out and named, and
//      hinders neither; what is missing then, verify() says.
//
// Cost: memory of a thousand rows; restoring, that of rebuild.h.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "ledger/anchor.h"
#include "ledger/files.h"

namespace zonebook::ledger {

struct BackedUp {
  std::int64_t entries = 0;
  std::vector<Anchor> heads;  // by zone
  CopiedFiles files;
};

//   invalid      ledger.backup_exists: there is such a file already
//   unavailable  disk full, no right to write
Result<BackedUp> back_up(db::Database&, std::string const& path, FileStore const* = nullptr);

// Those that the tables of its ledger had, for meta::load(); errors as below.
Result<std::vector<Json>> shapes_in(std::string const& path);

//   not_found    ledger.no_backup: no such file, or it holds no ledger
//   unavailable  db.newer: a newer program wrote it
//   broken       ledger.backup_broken: a chain in it does not hold; `details` say where
//   conflict     ledger.not_empty; or the catalog does not fit its last shape (meta::compatible)
struct Restoring {
  Instant now;
  FileStore const* files = nullptr;   // where F.files go; nullptr: they stay where they are
  std::set<std::string> erased = {};  // refs
  // Of the deployment that restores: personal values are found by it from then on (personal.h).
  std::string secret = {};
};
Result<BackedUp> restore(db::Database& into, std::string const& path, meta::Catalog const&,
                         Restoring const&);

}  // namespace zonebook::ledger
