// A figure as the command line asks for it: which, where, when.  Shared by `figure` and `diff`.

#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "api/figure_json.h"
#include "app/book.h"

namespace zonebook::app {

using api::exact_text;
using api::json_of;

struct AskedFigure {
  std::string name, zone, period, part;  // as they stand on the command line; "" for what is usual
  std::string by;
  bool records = false, trend = false;
  std::vector<std::string> valid, known;  // `diff`: from, to
};

struct FoundFigure {
  std::shared_ptr<figures::Definition const> of;  // as it was on the day, as known then
  figures::Period period;
  figures::Part part;
  std::string zone;
  Date v;

  figures::Question question() const { return {.of = of, .period = period, .v = v, .part = part}; }
};

// Asked of a day ("": the period's usual one), as known at an instant.  The period is this year's,
// the zone the root, unless they are given.
//   not_found  figures.none
//   conflict   figures.definition_ended
//   invalid    as Period::parse(); app.not_a_day; app.figure.no_parts: a part of what is no ratio;
//              app.figure.typed: what was typed in is not counted
Result<FoundFigure> find_figure(AskedFigure const&, std::string const& valid,
                                std::optional<Instant> k, Book const&);
// The options that both commands have.
void add_options(CLI::App&, AskedFigure&);

// "numerator" | "denominator" of a ratio, whose records are listed and whose difference is told;
// "" of the others.
std::string part_name(FoundFigure const&);
// Which part that is, and in which unit; nothing of what is no ratio.
void tell_part(FoundFigure const&, Settings const&);

// The sentence, and what it rests on.
void tell(figures::Definition const&, Book const&, Settings const&);

}  // namespace zonebook::app
