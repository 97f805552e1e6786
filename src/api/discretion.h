// Figures over confidential records: a number over one or two of them would tell what they say, so
// to those who do not see them it is kept back (PRODUCT D1).
//
//   auto const told = TRY(discretion(call, zone, {{question, k, answer}}));
//   if (told.front() == Told::kept_back) …
//
// A figure is counted again without confidential records; where both count alike, nothing is
// hidden.  Else it is counted as the visitor sees it, and access::Rights::must_suppress() says.
// Cost: a second reading of each figure, a third of those that differ; none where no zone that is
// read ever held a confidential record (openness.h).
//
// It looks at one figure at a time: who asks for the same sum before and after a record came in,
// and may be told both, learns the difference.

#pragma once

#include <optional>
#include <vector>

#include "api/call.h"
#include "figures/figure.h"

namespace zonebook::api {

enum class Told : std::uint8_t { whole, some_hidden, kept_back };

struct Counted {
  figures::Question question;
  std::optional<Instant> k;
  figures::Answer answer;  // over all records
};

Result<std::vector<Told>> discretion(Call const&, std::string const& zone,
                                     std::vector<Counted> const&);
// The same of one figure, as a refusal.
//   forbidden  api.kept_back
Result<void> check_told(Call const&, std::string const& zone, std::vector<Counted> const&);

}  // namespace zonebook::api
