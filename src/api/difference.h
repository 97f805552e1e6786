// Why two answers of a figure differ, with all that is told of it: the answers, the records that
// moved and what they are called, the entries that moved them.
//
//   auto told = TRY(told_difference({.period = …, .from = …, .to = …}, now, own, Language::zh));
//   told.difference->sum

#pragma once

#include <array>
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

struct MovedTold {
  std::string id, title;
  std::map<figures::Term, Decimal> terms;
  std::vector<ledger::LogEntry> entries;  // that moved it
};

struct DifferenceTold {
  std::optional<figures::Difference> difference;  // none: an end lies before the ledger began
  std::vector<MovedTold> records;
  // Records that moved and that the reader is not shown: how many, how many of them by an amount
  // that is not 0, and what they moved.
  std::int64_t hidden = 0, hidden_amounts = 0;
  Decimal hidden_sum;
  figures::Moved moved;                                     // for the sentence; it has both answers
  std::array<std::optional<figures::NotKept>, 2> not_kept;  // of both answers
  std::string zone_name;
};
// In one snapshot of now, of all there is, opened after both knowledges were closed; records are
// named, and their entries told, under the reader's own rights: what these do not show is hidden.
//   as figures::records() and figures::difference()
Result<DifferenceTold> told_difference(AskedDifference const&, ledger::Snapshot& now,
                                       ledger::Scope const& own, Language);

// {"sum", "terms", "records"}, and "hidden" where records are.
Json json_of(figures::Difference const&, DifferenceTold const&);

}  // namespace zonebook::api
