// A definition as one statement over r_*: pair, zones and the scope's condition are in it, and the
// database counts and sums.  Inside figures/.
//
//   if (auto const sql = sum_sql(snapshot, definition, days, v, k)) …  // count, and the sum in two
//
// Not every definition can be said so: nullopt where an event, an amount or a condition is read
// through references, where records count once per something, and where a part of a condition is
// for the interpreter.  Then counter.h counts, after this file has narrowed what may count; both
// agree where both answer (figure_test.cpp, tests/oracle).

#pragma once

#include <optional>

#include "figures/definition.h"
#include "figures/known_lives.h"
#include "figures/period.h"
#include "ledger/snapshot.h"

namespace zonebook::figures {

// One row: count, sum / 10^9 and sum % 10^9 of the columns' integers: neither leaves 64 bits.
constexpr std::int64_t sum_base = 1'000'000'000;
std::optional<ledger::Sql> sum_sql(ledger::Snapshot&, Definition const&, Days, Date v, Knowledge);

// A row for each record, by id: id, amount (null where empty), event (null of a stock), read_on.
std::optional<ledger::Sql> behind_sql(ledger::Snapshot&, Definition const&, Days, Date v,
                                      Knowledge);

}  // namespace zonebook::figures
