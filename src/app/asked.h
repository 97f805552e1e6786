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
  figures::Edition edition;  // on the day, as known in the snapshot
  figures::Period period;
  figures::Part part;
  std::string zone;
  Date v;
  std::shared_ptr<figures::Definition const> of = edition.of;

  figures::Question question() const { return {.of = of, .period = period, .v = v, .part = part}; }
};

// Asked of a day ("": the period's usual one), as known in the snapshot that is to answer.  The
// period is this year's, the zone the root, unless they are given.
//   not_found  figures.none
//   conflict   figures.definition_ended
//   invalid    as Period::parse(); app.not_a_day; app.figure.no_parts: a part of what is no ratio
Result<FoundFigure> find_figure(AskedFigure const&, std::string const& valid, ledger::Snapshot&,
                                Book const&);
// The zone that is asked.
std::string zone_of(AskedFigure const&, Book const&);
// The options that both commands have.
void add_options(CLI::App&, AskedFigure&);

// "numerator" | "denominator" of a ratio, whose records are listed and whose difference is told;
// "" of the others.
std::string part_name(FoundFigure const&);
// Which part that is, and in which unit; nothing of what is no ratio.
void tell_part(FoundFigure const&, Settings const&);

// The sentence with its edition, and what it rests on.
void tell(FoundFigure const&, Book const&, Settings const&);
// "第 2 版，自 2023-07-01".
std::string edition_words(figures::Edition const&, Language);

}  // namespace zonebook::app
