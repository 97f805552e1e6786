// The heads of each day, kept outside the database by themselves: DIR/anchors/2023-12-31.txt, in
// the form of an anchor file (anchor.h), written before the first entry of that day.
//
//   DailyAnchors anchors("data/anchors");
//   TRY(anchors.keep(database, today));        // the heads as they stand, once a day
//   auto all = TRY(anchors.all());             // for verify()
//
// Promises
//   1. Before a Ledger appends, the day has its file: the heads as the day before left them.  If it
//      cannot be written, nothing is appended.
//   2. A file is written whole, and never again; of several processes the first wins.
//
// Whoever owns the folder can change both; copies kept elsewhere cannot be taken back.
// Threads: for all.  Cost of keep(): one look for a file, but for the first of a day.

#pragma once

#include <string>
#include <vector>

#include "ledger/anchor.h"

namespace zonebook::ledger {

class DailyAnchors {
 public:
  // An empty folder: none are kept.
  explicit DailyAnchors(std::string folder) : folder_(std::move(folder)) {}

  //   unavailable  base.cannot_write
  Result<void> keep(db::Database&, Date today) const;

  // Of all days, each head once, by zone and seq.
  //   invalid  ledger.wrong_anchor; `where` is the file and its line
  Result<std::vector<Anchor>> all() const;

 private:
  std::string folder_;
};

}  // namespace zonebook::ledger
