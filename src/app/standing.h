// What a figure is held against, in words and for programs: target, time, periods before, openings.
// Shared by the commands that tell figures.

#pragma once

#include "app/asked.h"
#include "figures/standing.h"

namespace zonebook::app {

// A line each; what there is none of says so where people would look for it.
void tell(figures::Standing const&, figures::Definition const&, Settings const&);
// Days that were not kept, and openings that the period cuts into: a line each.
void tell_lacking(figures::Answer const&, std::optional<figures::NotKept> const&,
                  figures::Definition const&, Settings const&);
// "began", "target", "elapsed", "year_before", "previous": null where there is none.
void add_standing(Json&, figures::Standing const&, figures::Definition const&);

// The reports in which the very figure was frozen, by the moment of their knowledge.
struct Reported {
  std::string report, title;
  Date frozen_on;
  Decimal value;
};
struct Reports {
  std::vector<Reported> list;
  std::vector<std::string> broken;  // records of frozen figures that cannot be read back
};
Result<Reports> reported(ledger::Snapshot&, figures::Question const&);
void tell(Reports const&, figures::Definition const&, Settings const&);
void tell_broken(std::vector<std::string> const& records, Settings const&);
Json json_of(Reports const&);

// The day lies before the period.
Text not_begun(FoundFigure const&, Date v, Language);

}  // namespace zonebook::app
