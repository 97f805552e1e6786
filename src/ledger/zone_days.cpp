#include "ledger/zone_days.h"

#include <algorithm>

#include "ledger/store.h"
#include "ledger/zones.h"

namespace zonebook::ledger {
namespace {

// The versions of a record at k, or the last there were.
class LastKnown {
 public:
  void take(StoredVersion row, Instant k) {
    if (row.version.known_from > k) return;
    auto const until = row.known_to > k ? Instant::max() : row.known_to;
    if (until < until_) return;
    if (until > until_) life.versions.clear();
    until_ = until;
    life.versions.push_back(std::move(row.version));
  }

  Life life;

 private:
  Instant until_;
};

}  // namespace

Result<ZoneDays> ZoneDays::read(Store& store, meta::Catalog const& catalog,
                                std::vector<Head> const& heads, std::optional<Instant> k) {
  ZoneDays days;
  auto const in = std::ranges::find_if(catalog.registers(), is_zone_register);
  std::map<std::string, std::string> codes;  // by record
  std::map<std::string, LastKnown> records;
  for (auto const& head : heads) {
    days.zones_[head.zone][first_day()] = head.parent;
    if (head.parent || in == catalog.registers().end()) continue;
    TRY(store.each_row(head.zone, *in, [&](StoredVersion row) -> Result<void> {
      codes.emplace(row.id, zone_code(row.version, *in));
      days.changes_.insert(row.version.known_from);
      if (row.known_to != Instant::max()) days.changes_.insert(row.known_to);
      auto& record = records[row.id];
      record.life.in = &*in;
      record.take(std::move(row), k.value_or(Instant::max()));
      return {};
    }));
  }
  for (auto& [id, record] : records) {
    sort_by_day(record.life.versions);
    days.take(record.life, codes.at(id), codes);
  }
  return days;
}

void ZoneDays::take(Life const& life, std::string const& code,
                    std::map<std::string, std::string> const& code_of) {
  auto& parents = zones_[code];
  parents.clear();
  for (auto const& version : life.versions) {
    auto const above = zone_parent(version, *life.in);
    auto const found = above ? code_of.find(*above) : code_of.end();
    parents[version.on.from] = found != code_of.end() ? Parent(found->second) : std::nullopt;
  }
}

ZoneDays::Zones ZoneDays::parents_of(std::string const& zone, std::optional<Date> day) const {
  Zones parents;
  auto const found = zones_.find(zone);
  if (found == zones_.end() || found->second.empty()) return parents;
  auto const& by_day = found->second;
  if (day) {
    auto const later = by_day.upper_bound(*day);
    auto const& parent = (later == by_day.begin() ? later : std::prev(later))->second;
    if (parent) parents.insert(*parent);
    return parents;
  }
  for (auto const& [from, parent] : by_day) {
    if (parent) parents.insert(*parent);
  }
  return parents;
}

ZoneDays::Zones ZoneDays::above(std::string const& zone, std::optional<Date> day) const {
  Zones passed{zone};
  std::vector<std::string> open{zone};
  while (!open.empty()) {
    auto const at = std::move(open.back());
    open.pop_back();
    for (auto const& parent : parents_of(at, day)) {
      if (passed.insert(parent).second) open.push_back(parent);
    }
  }
  return passed;
}

ZoneDays::Zones ZoneDays::below(std::string const& zone, std::optional<Date> day) const {
  std::map<std::string, Zones> children;
  for (auto const& [name, parents] : zones_) {
    for (auto const& parent : parents_of(name, day)) children[parent].insert(name);
  }
  Zones passed{zone};
  std::vector<std::string> open{zone};
  while (!open.empty()) {
    auto const at = std::move(open.back());
    open.pop_back();
    for (auto const& child : children[at]) {
      if (passed.insert(child).second) open.push_back(child);
    }
  }
  return passed;
}

Date ZoneDays::next_change(Date day) const {
  auto next = open_end();
  for (auto const& [zone, parents] : zones_) {
    auto const later = parents.upper_bound(day);
    if (later != parents.end()) next = std::min(next, later->first);
  }
  return next;
}

bool ZoneDays::leads_up(std::string const& zone, std::string const& root) const {
  std::set<Date> days;
  for (auto const& [name, parents] : zones_) {
    for (auto const& [from, parent] : parents) days.insert(from);
  }
  return std::ranges::all_of(
      days, [&](Date day) { return zone == root || above(zone, day).contains(root); });
}

}  // namespace zonebook::ledger
