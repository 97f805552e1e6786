// From a change as it was asked for to changes over exact stretches: absent ends are found, and
// what cannot be done is refused (oracle R9 to R12, R15).

#pragma once

#include "ledger/lives.h"

namespace zonebook::ledger {

struct Resolved {
  std::vector<Change> changes;  // one, or one for each stretch that a restore brings back
  Instant retired;              // of a restore: when the entry that it names was known
};

// `earlier` are the resolved changes of the same entry so far; the draft stands after them.
//   ledger.unknown_record   no such record in this zone and register
//   ledger.absent           it does not exist on every day of the stretch
//   ledger.later_values     the end is not given, and later values would be written over
//   ledger.exists           create, restore: it exists somewhere in the stretch
//   ledger.event_field      change: an event that is set is altered only by a correct
//   ledger.not_retired      restore: that entry retired nothing of this record
//   ledger.written_since    restore: somebody has written since; details name the entries
Result<Resolved> resolve(Change, Draft&, Past&, std::string const& zone,
                         std::vector<Change> const& earlier);

}  // namespace zonebook::ledger
