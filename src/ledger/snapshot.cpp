#include "ledger/snapshot.h"

#include <algorithm>

#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

// Lives at the knowledge of a snapshot, for a Draft that only reads.
class LivesAt final : public Lives {
 public:
  LivesAt(Store& store, std::optional<Instant> k) : store_(store), k_(k) {}

  Result<Life> now(std::string const& id) override {
    return k_ ? store_.known_at(id, *k_) : store_.now(id);
  }
  Result<Life> known_at(std::string const& id, Instant k) override {
    return store_.known_at(id, k);
  }

 private:
  Store& store_;
  std::optional<Instant> k_;
};

}  // namespace

Result<Snapshot> Snapshot::open(db::Database& database,
                                std::shared_ptr<meta::Catalog const> catalog,
                                Statements const& statements, std::string zone,
                                std::optional<Instant> k) {
  Snapshot snapshot;
  snapshot.connection_ = TRY(database.read());
  snapshot.catalog_ = std::move(catalog);
  snapshot.store_ = std::make_unique<Store>(*snapshot.connection_, *snapshot.catalog_, statements);
  snapshot.zone_ = std::move(zone);
  snapshot.k_ = k;
  auto heads = TRY(snapshot.store_->heads());
  for (auto& head : heads) {
    auto name = head.zone;
    snapshot.heads_.emplace(std::move(name), std::move(head));
  }
  if (!snapshot.heads_.contains(snapshot.zone_)) {
    return refuse(Error::Code::not_found, {"ledger.no_zone", {{"zone", snapshot.zone_}}},
                  Json::object(), "zone");
  }
  return snapshot;
}

Knowledge Snapshot::knowledge() const {
  if (k_) return {k_, {}};
  Knowledge knowledge;
  for (auto const& zone : scope()) knowledge.now.emplace_back(zone, head(zone).last);
  return knowledge;
}

Result<Found> Snapshot::as_of(std::string const& id, Date day) {
  LivesAt lives(*store_, k_);
  Draft draft(lives);
  auto const* life = TRY(draft.life(id));
  if (!life) return Found{};
  Found found{.in = life->in, .version = {}, .same_as = {}};
  if (auto const* version = life->on(day)) {
    found.version = *version;
    return found;
  }
  found.same_as = TRY(draft.survivor(id, day));
  return found;
}

Result<std::vector<Listed>> Snapshot::list(meta::Register const& in, Date day) {
  std::vector<Listed> listed;
  for (auto const& zone : below()) {
    TRY(store_->each_on(zone, in, day, k_,
                        [&](std::string const& id, Version version) -> Result<void> {
                          listed.push_back({id, std::move(version)});
                          return {};
                        }));
  }
  std::ranges::sort(listed, {}, &Listed::id);
  return listed;
}

Result<std::vector<LogEntry>> Snapshot::history(std::string const& id) {
  auto entries = TRY(store_->log_of(id));
  if (k_) std::erase_if(entries, [&](LogEntry const& entry) { return entry.known > *k_; });
  return entries;
}

Result<std::vector<StoredVersion>> Snapshot::rows(std::string const& id) {
  return store_->all_rows(id);
}

Result<std::vector<StoredMerge>> Snapshot::merges(std::string const& id) {
  return store_->all_merges(id);
}

bool Snapshot::is_below(Head const& head) const {
  std::set<std::string> passed;
  for (auto const* at = &head; passed.insert(at->zone).second;) {
    if (at->zone == zone_) return true;
    if (!at->parent || !heads_.contains(*at->parent)) return false;
    at = &heads_.at(*at->parent);
  }
  return false;
}

std::vector<std::string> Snapshot::below() const {
  std::vector<std::string> zones{zone_};
  for (auto const& [name, head] : heads_) {
    if (name != zone_ && is_below(head)) zones.push_back(name);
  }
  return zones;
}

std::vector<std::string> Snapshot::scope() const {
  std::set<std::string> zones;
  auto const shared = std::ranges::any_of(catalog_->registers(), &meta::Register::shared);
  for (auto const& [name, head] : heads_) {
    if (shared || is_below(head)) zones.insert(name);
  }
  std::set<std::string> above;
  for (std::optional up = zone_; up && heads_.contains(*up) && above.insert(*up).second;) {
    up = heads_.at(*up).parent;
  }
  zones.insert(above.begin(), above.end());
  return {zones.begin(), zones.end()};
}

}  // namespace zonebook::ledger
