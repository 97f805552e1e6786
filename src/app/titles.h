// What records are called where people read of them.

#pragma once

#include <string>

#include "app/settings.h"
#include "ledger/snapshot.h"

namespace zonebook::app {

// The field that its register's views name; where that is a reference, what that is called, and so
// on.  A record that was merged is called what its survivor is, one without a name by its id.
Result<std::string> title_of(ledger::Snapshot&, std::string const& id, Date, Language);

}  // namespace zonebook::app
