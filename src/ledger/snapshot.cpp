#include "ledger/snapshot.h"

#include <algorithm>

#include "ledger/lives_at.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
Result<Snapshot> Snapshot::open(db::Database& database,
                                std::shared_ptr<meta::Catalog const> catalog,
                                Statements const& statements, Scope scope, std::optional<Instant> k,
                                Date today) {
  Snapshot snapshot;
  snapshot.connection_ = TRY(database.read());
  snapshot.catalog_ = std::move(catalog);
  snapshot.store_ = std::make_unique<Store>(*snapshot.connection_, *snapshot.catalog_, statements);
  snapshot.zone_ = scope.zone();
  snapshot.rights_ = std::make_unique<Scope>(std::move(scope));
  snapshot.k_ = k;
  snapshot.today_ = today;
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
  TRY(rights_->check_shown(*life->in));
  if (!may_reach(*life)) return Found{};
  Found found{.in = life->in, .version = {}, .same_as = {}};
  if (auto const* version = life->on(day)) {
    auto const is_shown = TRY(shows(*version, *life->in, day, draft));
    if (!is_shown) return Found{};
    found.version = *version;
    rights_->hide(*found.version, *life->in);
    return found;
  }
  found.same_as = TRY(draft.survivor(id, day));
  return found;
}

Result<std::vector<Listed>> Snapshot::list(meta::Register const& in, Date day) {
  TRY(rights_->check_shown(in));
  std::vector<Listed> listed;
  for (auto const& zone : below()) {
    TRY(store_->each_on(zone, in, day, k_,
                        [&](std::string const& id, Version version) -> Result<void> {
                          listed.push_back({id, std::move(version)});
                          return {};
                        }));
  }
  std::ranges::sort(listed, {}, &Listed::id);
  if (rights_->is_everything()) return listed;
  LivesAt lives(*store_, k_);
  Draft draft(lives);
  std::vector<Listed> shown;
  for (auto& one : listed) {
    auto const is_shown = TRY(shows(one.version, in, day, draft));
    if (!is_shown) continue;
    rights_->hide(one.version, in);
    shown.push_back(std::move(one));
  }
  return shown;
}

// Where a shared record may be referred to, it may be read.
bool Snapshot::may_reach(Life const& life) const {
  if (rights_->is_everything() || life.in->shared) return true;
  auto const head = heads_.find(life.zone);
  return head != heads_.end() && is_below(head->second);
}

Result<bool> Snapshot::shows(Version const& version, meta::Register const& in, Date day,
                             Draft& draft) {
  auto const* limit = rights_->limit(in);
  if (!limit) return true;
  feel::Evaluator evaluator;
  auto const holds = TRY(limit->condition().holds(version, {day, today_}, draft, evaluator));
  return holds.is_true();
}

// The whole past of a record is shown if its last version is.
Result<bool> Snapshot::shows_past(std::string const& id) {
  if (rights_->is_everything()) return true;
  LivesAt lives(*store_, k_);
  Draft draft(lives);
  auto const* life = TRY(draft.life(id));
  if (!life) return false;
  TRY(rights_->check_shown(*life->in));
  if (!may_reach(*life) || life->versions.empty()) return false;
  auto const& last = life->versions.back();
  return shows(last, *life->in, last.on.from, draft);
}

Result<std::vector<LogEntry>> Snapshot::history(std::string const& id) {
  auto const is_shown = TRY(shows_past(id));
  if (!is_shown) return std::vector<LogEntry>();
  auto entries = TRY(store_->log_of(id));
  if (k_) std::erase_if(entries, [&](LogEntry const& entry) { return entry.known > *k_; });
  return entries;
}

Result<std::vector<StoredVersion>> Snapshot::rows(std::string const& id) {
  auto const is_shown = TRY(shows_past(id));
  if (!is_shown) return std::vector<StoredVersion>();
  auto rows = TRY(store_->all_rows(id));
  if (rights_->is_everything()) return rows;
  auto const* in = TRY(store_->register_of(id));
  for (auto& row : rows) rights_->hide(row.version, *in);
  return rows;
}

Result<std::vector<StoredMerge>> Snapshot::merges(std::string const& id) {
  auto const is_shown = TRY(shows_past(id));
  if (!is_shown) return std::vector<StoredMerge>();
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
