// Heads that are kept outside the database, so that a chain rewritten as a whole is noticed: on
// exports and reports, and in an anchor file with a line a zone:
//
//   jiaocheng 12 66c7f0f4…8f4ba8e0 2023-12-31
//
// zone, seq, hash, and the day on which it was written; lines that begin with # are comments.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/snapshot.h"

namespace zonebook::ledger {

struct Anchor {
  std::string zone;
  std::int64_t seq = 0;
  std::string hash;
};

// The last entries that a snapshot knows of the zone and those below it; a zone without any is
// left out.
Result<std::vector<Anchor>> anchors_of(Snapshot&);
// Of all zones, now.
Result<std::vector<Anchor>> all_anchors(db::Connection&);

std::string anchor_lines(std::vector<Anchor> const&, Date);
//   invalid  `where` is the line
Result<std::vector<Anchor>> read_anchors(std::string_view);

}  // namespace zonebook::ledger
