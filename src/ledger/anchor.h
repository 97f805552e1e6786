// Heads that are kept outside the database, so that a chain rewritten as a whole is noticed: on
// exports and reports, and in an anchor file with a line a zone:
//
//   jiaocheng 12 66c7f0f4…8f4ba8e0 2023-12-31
//
// zone, seq, hash, and the day on which it was written; lines that begin with # are comments.  The
// line of `.audit`, which no zone can be called, is the head of the audit chain.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/snapshot.h"

namespace zonebook::ledger {

constexpr std::string_view audit_anchor = ".audit";

struct Anchor {
  std::string zone;
  std::int64_t seq = 0;
  std::string hash;
};

// The last entries that a snapshot knows of the zone and those below it; a zone without any is
// left out.
Result<std::vector<Anchor>> anchors_of(Snapshot&);
// Of all zones, now; without the audit chain's.
Result<std::vector<Anchor>> all_anchors(db::Connection&);

// Of the audit chain, now; nothing before its first act.
Result<std::optional<Anchor>> anchor_of_audit(db::Connection&);
// Both, as they are kept.
Result<std::vector<Anchor>> anchors_to_keep(db::Connection&);

std::string anchor_lines(std::vector<Anchor> const&, Date);
//   invalid  `where` is the line
Result<std::vector<Anchor>> read_anchors(std::string_view);

}  // namespace zonebook::ledger
