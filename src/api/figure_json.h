// Figures for programs: the answer, what it is held against, where it was reported; as the API and
// the commands' --json write them.
//
//   {"value":"116300000000","count":8,"shown":"11.63"}
//
// Amounts are texts of plain decimals, to the last digit: money in 分, a rate in per cent.  `shown`
// is what people read, in the definition's unit.

#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "figures/freeze.h"
#include "figures/standing.h"

namespace zonebook::api {

Json json_of(figures::Total const&);
// null before the ledger began.
Json json_of(figures::Answer const&, figures::Definition const&);
// What it is, in the reader's language.
Json json_of(figures::Definition const&, Language);
// {"number", "denominator", "from", "known", "is_first"}: by which edition it was counted.
Json edition_json(figures::Edition const&);
Json edition_json(std::optional<figures::Edition> const&);  // null where none is named
// To the last digit, in the unit of what is counted: amounts so written add up.
std::string exact_text(Decimal amount, figures::Definition const&);

// "began", "target", "elapsed", "year_before", "previous": null where there is none.
void add_standing(Json&, figures::Standing const&);

// The reports in which the very figure was frozen, by the moment of their knowledge.
struct Reported {
  std::string report, title;
  Date frozen_on;
  figures::FrozenFigure figure;
};
struct Reports {
  std::vector<Reported> list;
  std::vector<std::string> broken;  // records of frozen figures that cannot be read back
};
Result<Reports> reported(ledger::Snapshot&, figures::Question const&);
Json json_of(Reports const&);

}  // namespace zonebook::api
