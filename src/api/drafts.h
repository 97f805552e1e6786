// Drafts of entries from a message, for commands and programs: which records it can speak of, and
// what is told of the drafts.  Nothing is written.

#pragma once

#include <string>
#include <vector>

#include "ledger/snapshot.h"
#include "reconcile/message.h"

namespace zonebook::api {

// The records that the forms look for, of the zone of the snapshot and below, as its rights show
// them: called by their title and by the texts and codes that their register is searched by.
//   as Snapshot::list()
Result<std::vector<reconcile::Named>> names_in(ledger::Snapshot&, reconcile::Forms const&, Date);

// {"drafts": [{"register", "label", "record", "fields": [{"field", "label", "value", "shown",
// "start", "end"}], "missing": [{"field", "label"}]}], "letter": what writes those that lack
// nothing, or null}.
Json drafts_json(std::vector<reconcile::Draft> const&, std::string const& zone,
                 std::string const& message, Date day, Language);

// As people read it: 800.00 万元.
std::string shown(reconcile::DraftField const&, reconcile::Draft const&, Language);

}  // namespace zonebook::api
