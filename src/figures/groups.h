// A figure by a dimension: what each kind, owner, zone or month of the records behind brings.
//
//   auto const groups = TRY(grouped(snapshot, question, "project.kind_of_project"));
//   groups.front().total               // the largest first; months in their order
//
// A dimension is a path from the register that is counted; or `zone`, that of the record; or
// `month`, that of its event (of a stock none, nor of what is typed, whose zone is the one
// it is of).  A field of that name comes first.  The totals add
// up to the figure's.  Adjustments and openings have no field: they stand in a group of their own.
//
// Threads: as Snapshot.  Source: the design, 6 and 8 (`by`).

#pragma once

#include "figures/figure.h"

namespace zonebook::figures {

struct Group {
  enum class Of : std::uint8_t { field, zone, month, adjustment, opening };

  Of of = Of::field;
  db::Value key;                       // of a field its value, null where empty; zone: its code
  meta::Field const* field = nullptr;  // of Of::field: what the key is a value of
  Total total;                         // of a ratio: the denominator
  std::optional<Total> numerator;
};

//   as records(); invalid  figures.no_month: a stock has no event
Result<std::vector<Group>> grouped(ledger::Snapshot&, Question const&, std::string const& by);

}  // namespace zonebook::figures
