// What the cases of the ledger owe beside their clocks: their duties (duties.h), of the rows of
// `case_material` and of what stands in the cases themselves.
//
//   auto const duties = TRY(case_duties(snapshot, clocks, rules, today));
//   duties_of(duties, clocks.front().id)
//
// Cost: one list, and the decisions of duties() for each case.  Threads: as Snapshot.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "casework/case_clock.h"
#include "casework/duties.h"

namespace zonebook::casework {

constexpr std::string_view material_register = "case_material";  // of this room

using Duties = std::map<std::string, std::vector<Duty>, std::less<>>;  // by case

// Of a case that owes nothing, none.
//   as Rulebook::decide
Result<Duties> case_duties(ledger::Snapshot&, std::vector<CaseClock> const&, Rulebook const&,
                           Date on);
std::vector<Duty> duties_of(Duties const&, std::string_view id);

}  // namespace zonebook::casework
