// What was written of a record, by whom, on which paper: each change with the values before and
// after.

#pragma once

#include <vector>

#include "ledger/log.h"
#include "ledger/snapshot.h"

namespace zonebook::api {

// A field before and after; several values before, if the stretch covers several.
struct Edit {
  meta::Field const* field = nullptr;
  std::vector<db::Value> old;
  db::Value now;
};
std::vector<Edit> edits_of(ledger::Change const&, ledger::Life const& before);

// {"seq", "known", "actor", "approved_by", "source", "reason", "changes"}, of the changes of one
// record alone; the values before are those of the rows that the snapshot shows.
//   broken  as ledger::changes_in()
Result<Json> told_entry(ledger::LogEntry const&, std::string const& id, ledger::Snapshot&);

}  // namespace zonebook::api
