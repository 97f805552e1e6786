// What the counting tables answer (counting.h): the third way to a figure.  Inside figures/.
//
//   if (auto const total = TRY(counted_total(snapshot, definition, days, v))) …
//
// nullopt: they do not hold in this snapshot, have no rows of this digest, or the reader's rights
// narrow its register by a condition.  Of a ratio it is the numerator that is asked for.

#pragma once

#include <optional>
#include <vector>

#include "figures/figure.h"

namespace zonebook::figures {

Result<std::optional<Total>> counted_total(ledger::Snapshot&, Definition const&, Days, Date v);

// By id.
Result<std::optional<std::vector<Behind>>> counted_behind(ledger::Snapshot&, Definition const&,
                                                          Days, Date v);

}  // namespace zonebook::figures
