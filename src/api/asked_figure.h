// A figure as a request asks for it: which, where, for which period, as of which day.

#pragma once

#include "api/call.h"
#include "figures/figure.h"

namespace zonebook::api {

struct AskedFigure {
  figures::Edition edition;  // as the snapshot has it
  figures::Period period;
  figures::Part part = figures::Part::denominator;
  std::string zone;
  Date v;
  std::shared_ptr<figures::Definition const> of = edition.of;

  figures::Question question() const { return {.of = of, .period = period, .v = v, .part = part}; }
};

// By which edition a definition counts on a day, as a snapshot has it and as known then.
//   not_found  figures.none
//   and what figures/editions.h refuses
Result<figures::Edition> edition_at(Call const&, ledger::Snapshot&, std::string const& name, Date v,
                                    std::optional<Instant> k);

// Of the parameters zone, period (left out: this year), valid (the period's usual day) and part,
// as known in the snapshot that is to answer.
//   not_found  figures.none
//   invalid    as Period::parse(); api.no_parts
Result<AskedFigure> asked_figure(Call const&, ledger::Snapshot&, std::string const& name);
// The same of the parameter `indicator`.
Result<AskedFigure> asked_figure(Call const&, ledger::Snapshot&);

// {"definition", "edition", "zone", "period", "valid", "read"}, of a sample "sample_day".
Json answered(Call const&, AskedFigure const&, ledger::Snapshot const&);

}  // namespace zonebook::api
