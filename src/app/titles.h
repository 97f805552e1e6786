// What records are called where people read of them.

#pragma once

#include <string>

#include "app/settings.h"
#include "ledger/snapshot.h"

namespace zonebook::app {

// The field that its register's views name; where that is a reference, what that is called, and so
// on.  A record that was merged is called what its survivor is; one that does not exist on the day
// what it was called last, in whatever knowledge; one without a name by its id.
Result<std::string> title_of(ledger::Snapshot&, std::string const& id, Date, Language);

// A zone on a day; `name` is its code, and `id` empty, where nothing is known of it.
struct NamedZone {
  std::string id, name;
};
Result<NamedZone> named_zone(ledger::Snapshot&, std::string const& root, std::string const& code,
                             Date);
Result<std::string> zone_name(ledger::Snapshot&, std::string const& root, std::string const& code,
                              Date);

}  // namespace zonebook::app
