// Why two answers of a figure differ, with all that is told of it: the answers, the records that
// moved and what they are called, the entries that moved them.  Shared by `diff` and `freeze`.

#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/asked.h"
#include "app/known.h"
#include "figures/sentence.h"

namespace zonebook::app {

struct DifferenceEnds {
  figures::End from, to;
  std::array<AskedKnown, 2> known;  // of from and to
};

struct MovedTold {
  std::string id, title;
  std::map<figures::Term, Decimal> terms;
  std::vector<ledger::LogEntry> entries;  // that moved it
};

struct DifferenceTold {
  std::optional<figures::Difference> difference;  // none: an end lies before the ledger began
  std::vector<MovedTold> records;
  figures::Moved moved;                                     // for the sentence; it has both answers
  std::array<std::optional<figures::NotKept>, 2> not_kept;  // of both answers
  std::string zone_name;
};
//   as read_known(), figures::records() and figures::difference()
Result<DifferenceTold> told_difference(Book const&, FoundFigure const&, DifferenceEnds const&,
                                       Language);

}  // namespace zonebook::app
