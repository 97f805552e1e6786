// What a figure is held against, in words and for programs: target, time, periods before, openings.
// Shared by the commands that tell figures.

#pragma once

#include "app/asked.h"
#include "figures/standing.h"

namespace zonebook::app {

// A line each; what there is none of says so where people would look for it.
void tell(figures::Standing const&, figures::Definition const&, Settings const&);
// "began", "target", "elapsed", "year_before", "previous": null where there is none.
void add_standing(Json&, figures::Standing const&, figures::Definition const&);

// The reports in which the very figure was frozen, by the moment of their knowledge.
struct Reported {
  std::string report, title;
  Date frozen_on;
  Decimal value;
};
Result<std::vector<Reported>> reported(ledger::Snapshot&, figures::Question const&);
void tell(std::vector<Reported> const&, figures::Definition const&, Settings const&);
Json json_of(std::vector<Reported> const&);

// The day lies before the period.
Text not_begun(FoundFigure const&, Date v, Language);

}  // namespace zonebook::app
