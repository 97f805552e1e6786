// Entries that change no record: shapes and restores, which the program itself makes in the chain
// of the root zone, and erasures.  What they tell stands beside the changes in their body.
//
//   auto entry = TRY(append_system_entry(at, catalog, clock.now(),
//                                        {.reason = "shape", .member = "shape", .told = shape}));

#pragma once

#include "base/json.h"
#include "ledger/log.h"

namespace zonebook::ledger {

constexpr auto system_actor = "system";

struct SystemEntry {
  std::string zone = {};  // empty: the root
  std::string actor = system_actor;
  std::string reason;
  std::string source = {};
  std::string member;  // of the body
  Json told;
};

// Within the caller's transaction.
//   broken     there is no root zone
//   not_found  ledger.no_zone
Result<LogEntry> append_system_entry(db::Connection&, meta::Catalog const&, Instant now,
                                     SystemEntry const&);

}  // namespace zonebook::ledger
