// Whether a zone holds confidential records at all, or ever did: where none is, no figure has to be
// looked at twice (discretion.h).
//
//   auto const any = TRY(openness.has_confidential(snapshot, roles));
//
// A row once written stays, so yes stays yes; no holds until the zone's head moves on, and is then
// found out again.  Cost: a read of all rows of the registers that have confidential records, in
// the zones that moved on; else of nothing.  Threads: all functions from any.

#pragma once

#include <map>
#include <mutex>
#include <string>

#include "access/role.h"
#include "ledger/snapshot.h"

namespace zonebook::api {

class Openness {
 public:
  // In the zones that a read here may touch.
  Result<bool> has_confidential(ledger::Snapshot&, access::Roles const&);

 private:
  struct Known {
    std::int64_t seq = -1;  // of the zone's head when it was looked at
    bool has = false;
  };
  std::mutex mutex_;
  std::map<std::string, Known> zones_;  // guarded by mutex_
};

}  // namespace zonebook::api
