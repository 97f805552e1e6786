// Reading a record on a day through references, as a figure does (oracle R14, R18, R19).  Inside
// figures/.

#pragma once

#include <optional>
#include <set>
#include <string>

#include "figures/path.h"
#include "ledger/condition.h"

namespace zonebook::figures {

// The value at the end of a path; of a reference the id of what it leads to.
Result<db::Value> value_at(Path const&, ledger::Version const&, ledger::ReadOn const&,
                           ledger::Draft&);

// An amount: empty is 0, a decimal has its point.
Decimal amount_of(db::Value const&, meta::Field const&);

// The first day on which the record exists and on which its event, read on that very day, is that
// day; `through` gets the records that were read on the way.
Result<std::optional<Date>> event_day(Path const&, ledger::Life const&, ledger::Draft&,
                                      std::set<std::string>& through);

}  // namespace zonebook::figures
