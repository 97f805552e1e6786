// The definitions that come with the program, taken into the ledger: model/ holds their first
// edition, the ledger what has become of them.
//
//   auto const adoption = TRY(adopt(everything, read.given));
//   ledger.append(letter with adoption.creations);      // by the system, as are corrections
//   for (auto const& one : adoption.proposals) …        // what a person has changed since
//
// Promises
//   1. One that the ledger has never known is created from its first day on; one that was made
//      void stays so.
//   2. A newer edition of one that only the system has written is a correction; of one that a
//      person has written, a proposal, and never more.  An older edition changes nothing.
//   3. Denominators are created before what refers to them.
//   4. A text that is another one under the same edition is told and left alone.
//
// Source: ARCHITECTURE 4.  Threads: as Snapshot.

#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/snapshot.h"

namespace zonebook::figures {

struct Adoption {
  // Of one definition that is there already.
  struct Newer {
    std::string name, record;
    int edition = 0;
    std::vector<Json> changes;
  };
  std::vector<std::string> created;  // names
  std::vector<Json> creations;       // in the order in which they may refer to each other
  std::vector<Newer> corrections;    // by the system
  std::vector<Newer> proposals;
  std::vector<std::string> unraised;  // other texts of an edition that is there already
  Instant seen;                       // what the ledger knew when it was compared
};

// `given` as read_definition_files() gives it; the snapshot is of everything in the root zone.
Result<Adoption> adopt(ledger::Snapshot&, Json const& given);

}  // namespace zonebook::figures
