// Why two answers of a figure differ, with all that is told of it: the answers, the records that
// moved and what they are called, the entries that moved them.
//
//   auto told = TRY(told_difference({.of = found, .ends = ends, …}, reads, Language::zh));
//   told.difference->sum

#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "figures/sentence.h"

namespace zonebook::api {

struct AskedDifference {
  figures::Period period;
  figures::Part part = figures::Part::denominator;
  std::string zone, root;
  figures::End from, to;
  Zone const& local;

  figures::Question at(figures::End const& end) const {
    return {.of = end.of, .period = period, .v = end.v, .part = part};
  }
};

// The snapshots it needs, each opened when its turn comes: the first close both knowledges.
struct DifferenceReads {
  using Open = std::function<Result<ledger::Snapshot>()>;
  Open from, to;
  Open now;   // in which the difference is worked out
  Open told;  // in which records are named and their entries told: what it does not show is hidden
};

struct MovedTold {
  std::string id, title;
  std::map<figures::Term, Decimal> terms;
  std::vector<ledger::LogEntry> entries;  // that moved it
};

struct DifferenceTold {
  std::optional<figures::Difference> difference;  // none: an end lies before the ledger began
  std::vector<MovedTold> records;
  // Records that moved and that `told` does not show: how many, how many of them by an amount that
  // is not 0, and what they moved.
  std::int64_t hidden = 0, hidden_amounts = 0;
  Decimal hidden_sum;
  figures::Moved moved;                                     // for the sentence; it has both answers
  std::array<std::optional<figures::NotKept>, 2> not_kept;  // of both answers
  std::string zone_name;
};
//   as the reads, figures::records() and figures::difference()
Result<DifferenceTold> told_difference(AskedDifference const&, DifferenceReads const&, Language);

// {"sum", "terms", "records"}, and "hidden" where records are.
Json json_of(figures::Difference const&, DifferenceTold const&);

}  // namespace zonebook::api
