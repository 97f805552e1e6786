// The definitions as the ledger has them, for many requests: read again once an entry of the root
// zone, where they stand, has been written; by this process or another one.
//
//   auto const editions = TRY(call.rooms.editions.of(snapshot));
//   auto const edition = TRY(editions->at(name, v, snapshot.k()));
//
// Promise: what get() gives holds all that had been entered when it was called; what of() gives
// holds what its snapshot shows, and no more.
// Cost: one statement of one row; after an entry of the root zone, Editions::read().
// Threads: get() by many at once.

#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "figures/editions.h"
#include "ledger/ledger.h"

namespace zonebook::api {

class EditionsNow {
 public:
  EditionsNow(ledger::Ledger& ledger, db::Database& database, std::string root)
      : ledger_(ledger), database_(database), root_(std::move(root)) {}

  Result<figures::Editions::Shared> get();
  Result<figures::Editions::Shared> of(ledger::Snapshot&);

 private:
  ledger::Ledger& ledger_;
  db::Database& database_;
  std::string root_;
  std::mutex mutex_;  // of what follows
  std::int64_t seq_ = -1;
  figures::Editions::Shared editions_;
};

}  // namespace zonebook::api
