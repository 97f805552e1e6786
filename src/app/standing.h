// What a figure is held against, in words and for programs: target, time, periods before, openings.
// Shared by the commands that tell figures.

#pragma once

#include "app/asked.h"

namespace zonebook::app {

using api::Reports;

// A line each; what there is none of says so where people would look for it.
void tell(figures::Standing const&, figures::Definition const&, Settings const&);
// Days that were not kept, and openings that the period cuts into: a line each.
void tell_lacking(figures::Answer const&, std::optional<figures::NotKept> const&,
                  figures::Definition const&, Settings const&);
void tell(Reports const&, figures::Definition const&, Settings const&);
void tell_broken(std::vector<std::string> const& records, Settings const&);

// The day lies before the period.
Text not_begun(FoundFigure const&, Date v, Language);

}  // namespace zonebook::app
