// A figure as a request asks for it: which, where, for which period, as of which day.

#pragma once

#include "api/call.h"
#include "figures/figure.h"

namespace zonebook::api {

struct AskedFigure {
  std::shared_ptr<figures::Definition const> of;
  figures::Period period;
  figures::Part part = figures::Part::denominator;
  std::string zone;
  Date v;

  figures::Question question() const { return {.of = of, .period = period, .v = v, .part = part}; }
};

// What a definition said on a day, as known then.
//   not_found  figures.none
//   and what figures/editions.h refuses
Result<std::shared_ptr<figures::Definition const>> definition_at(Call const&,
                                                                 std::string const& name, Date v,
                                                                 std::optional<Instant> k);

// Of the parameters zone, period (left out: this year), valid (the period's usual day) and part.
//   not_found  figures.none
//   invalid    as Period::parse(); api.no_parts
Result<AskedFigure> asked_figure(Call const&, std::string const& name);
// The same of one that is counted, by the parameter `indicator`.
//   invalid    api.typed_indicator
Result<AskedFigure> asked_counted(Call const&);

// {"definition", "zone", "period", "valid", "read"}, of a sample "sample_day".
Json answered(Call const&, AskedFigure const&, ledger::Snapshot const&);

}  // namespace zonebook::api
