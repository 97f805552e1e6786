#include "api/openness.h"

#include <algorithm>

namespace zonebook::api {
namespace {

bool is_open(ledger::Version const& version, meta::Register const& in,
             access::Confidential const& rule) {
  return std::ranges::all_of(rule.open, [&](auto const& pair) {
    return ledger::text_in(version, in, pair.first) == pair.second;
  });
}

Result<bool> look(ledger::Snapshot& snapshot, std::string const& zone, access::Roles const& roles) {
  bool has = false;
  for (auto const& [name, rule] : roles.confidential) {
    auto const* in = snapshot.catalog().find(name);
    if (!in) continue;
    TRY(snapshot.store().each_row(zone, *in, [&](ledger::StoredVersion const& row) -> Result<void> {
      has = has || !is_open(row.version, *in, rule);
      return {};
    }));
  }
  return has;
}

}  // namespace

Result<bool> Openness::has_confidential(ledger::Snapshot& snapshot, access::Roles const& roles) {
  if (roles.confidential.empty()) return false;
  for (auto const& zone : snapshot.scope()) {
    auto const seq = snapshot.head(zone).seq;
    Known known;
    {
      std::lock_guard const lock(mutex_);
      known = zones_[zone];
    }
    if (!known.has && known.seq != seq) {
      known.has = TRY(look(snapshot, zone, roles));
      known.seq = seq;
      std::lock_guard const lock(mutex_);
      zones_[zone] = known;
    }
    if (known.has) return true;
  }
  return false;
}

}  // namespace zonebook::api
