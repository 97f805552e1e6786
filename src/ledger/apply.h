// What one resolved change does to the life of its record.  Runs no check, for replay uses it too:
// what was once accepted must come out the same for ever.

#pragma once

#include "ledger/life.h"

namespace zonebook::ledger {

// `as_it_was`: of a restore, the life as it was known just before the entry it names.
void apply(Change const&, Life&, Life const& as_it_was);

}  // namespace zonebook::ledger
