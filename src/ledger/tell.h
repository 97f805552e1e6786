// Values of fields as people and as programs read them.

#pragma once

#include <string>

#include "ledger/snapshot.h"

namespace zonebook::ledger {

// As people read it, "—" for nothing; personal data is masked.
std::string shown(db::Value const&, meta::Field const&, Language);
// As programs read it, null for nothing.
Json json_of(db::Value const&, meta::Field const&);

// {"known":"…"} or {"now":{zone: …}}: which knowledge an answer rests on.
Json json_of(Knowledge const&);

}  // namespace zonebook::ledger
