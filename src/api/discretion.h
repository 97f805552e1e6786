// Figures over confidential records: a number over one or two of them would tell what they say, so
// to those who do not see them it is kept back (PRODUCT D1).
//
//   auto const told = TRY(discretion(call, snapshot, {{question, k, answer}}));
//   if (told.front() == Told::kept_back) …
//
// A figure is counted again without confidential records; where both count alike, nothing is
// hidden.  Else it is counted as the visitor sees it, and access::Rights::must_suppress() says: of
// the records, and of those among them that bring an amount, for three of which two bring nothing
// hide nothing.
// Cost: a second reading of each figure, a third of those that differ, and the records behind those
// that are told; none where no zone that is read ever held a confidential record (openness.h).
//
// It looks at one figure at a time: who asks for the same sum before and after a record came in,
// and may be told both, learns the difference.

#pragma once

#include <optional>
#include <vector>

#include "api/call.h"
#include "api/difference.h"
#include "figures/freeze.h"

namespace zonebook::api {

enum class Told : std::uint8_t { whole, some_hidden, kept_back };

struct Counted {
  figures::Question question;
  std::optional<Instant> k;
  figures::Answer answer;  // over all records
};

// In the snapshot that the answers are of: the counts must not see what they have not.
Result<std::vector<Told>> discretion(Call const&, ledger::Snapshot const&,
                                     std::vector<Counted> const&);
// The same of what was reported of the zone: each is counted again as it was.  One that cannot be
// is kept back, where anything is hidden.
Result<std::vector<Told>> discretion(Call const&, ledger::Snapshot const&,
                                     std::vector<figures::FrozenFigure> const&);
// The same of all of them, as a refusal.
//   forbidden  api.kept_back
Result<void> check_told(Call const&, ledger::Snapshot const&, std::vector<Counted> const&);
// Both ends of a difference, and what moved: of what is hidden, one or two that moved are not told,
// nor one whose amount alone is.
//   forbidden  api.kept_back
Result<void> check_told(Call const&, ledger::Snapshot const& now, AskedDifference const&,
                        DifferenceTold const&);
std::unexpected<Error> kept_back();

}  // namespace zonebook::api
