#include "figures/known_zones.h"

#include <algorithm>

#include "ledger/zones.h"

namespace zonebook::figures {

Result<bool> KnownZones::move_to(Knowledge k) {
  auto const rank = [](Knowledge one) { return one.value_or(Instant::max()); };
  auto const& changes = tree_.changes();
  if (k_ && changes.upper_bound(rank(*k_)) == changes.upper_bound(rank(k))) return false;
  k_ = k;
  auto const heads = TRY(at_.store().heads());
  tree_ = TRY(ledger::ZoneDays::read(at_.store(), at_.catalog(), heads, k));
  existed_.clear();
  auto const& registers = at_.catalog().registers();
  auto const in = std::ranges::find_if(registers, ledger::is_zone_register);
  for (auto const& head : heads) {
    if (head.parent || in == registers.end()) continue;
    TRY(at_.store().each_row(head.zone, *in, [&](ledger::StoredVersion row) -> Result<void> {
      auto& stretches = existed_[ledger::zone_code(row.version, *in)];
      if (is_known(row.version.known_from, row.known_to, k)) stretches.push_back(row.version.on);
      return {};
    }));
  }
  return true;
}

ledger::ZoneDays::Zones KnownZones::above(std::string const& zone, Date on) const {
  return tree_.above(zone, on);
}

std::optional<std::string> KnownZones::parent(std::string const& zone, Date on) const {
  auto const over = tree_.above(zone, on);
  for (auto const& one : over) {
    if (one != zone && tree_.above(one, on).size() + 1 == over.size()) return one;
  }
  return std::nullopt;
}

bool KnownZones::existed(std::string const& zone, Days days) const {
  auto const found = existed_.find(zone);
  if (found == existed_.end()) return true;
  return std::ranges::any_of(
      found->second, [&](ledger::Stretch const& on) { return on.meets({days.from, days.to}); });
}

bool KnownZones::may_tell(std::string const& teller, std::string const& of, Date then,
                          Date now) const {
  return teller == of || above(of, then).contains(teller) || above(of, now).contains(teller);
}

}  // namespace zonebook::figures
