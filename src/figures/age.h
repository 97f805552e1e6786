// The order in which records were made, as far as their ids tell: zone, seq, n.  Of those that
// count once per something the first by event, then by age, counts (oracle R20).  Inside figures/.

#pragma once

#include <algorithm>
#include <charconv>
#include <string>

#include "ledger/lives.h"

namespace zonebook::figures {

struct Age {
  std::string zone;
  std::int64_t seq = 0, n = 0;
  auto operator<=>(Age const&) const = default;
};

inline Age age_of(std::string const& id) {
  Age age{.zone = ledger::zone_of(id)};
  auto const* at = id.data() + std::min(age.zone.size() + 1, id.size());
  auto const* const end = id.data() + id.size();
  at = std::from_chars(at, end, age.seq).ptr;
  if (at < end) std::from_chars(at + 1, end, age.n);
  return age;
}

}  // namespace zonebook::figures
