#include "ledger/snapshot.h"

#include <algorithm>

#include "ledger/personal.h"
#include "ledger/projection.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {

std::string const Snapshot::itself;

Result<Snapshot> Snapshot::open(db::Database& database,
                                std::shared_ptr<meta::Catalog const> catalog,
                                Statements const& statements, Scope scope, std::optional<Instant> k,
                                Date today, std::string const& secret) {
  Snapshot snapshot;
  snapshot.connection_ = TRY(database.read());
  snapshot.statements_ = &statements;
  snapshot.catalog_ = std::move(catalog);
  snapshot.store_ = std::make_unique<Store>(*snapshot.connection_, *snapshot.catalog_, statements);
  snapshot.zone_ = scope.zone();
  snapshot.rights_ = std::make_unique<Scope>(std::move(scope));
  snapshot.k_ = k;
  snapshot.today_ = today;
  snapshot.secret_ = secret;
  TRY(snapshot.read_zones());
  return snapshot;
}

Result<Snapshot> Snapshot::under(Scope scope, std::optional<Instant> k) const {
  Snapshot other;
  other.connection_ = connection_;
  other.statements_ = statements_;
  other.catalog_ = catalog_;
  other.store_ = std::make_unique<Store>(*connection_, *catalog_, *statements_);
  other.zone_ = scope.zone();
  other.rights_ = std::make_unique<Scope>(std::move(scope));
  other.k_ = k;
  other.today_ = today_;
  other.secret_ = secret_;
  TRY(other.read_zones());
  for (auto const& zone : *other.touched_) {
    auto const& head = other.heads_.at(zone);
    if (!k || *k <= std::max(head.last, head.closed)) continue;
    return refuse(Error::Code::invalid, {"ledger.future", {}}, Json::object(), "known");
  }
  return other;
}

Result<void> Snapshot::read_zones() {
  auto const heads = TRY(store_->heads());
  for (auto const& head : heads) heads_.emplace(head.zone, head);
  if (!heads_.contains(zone_)) {
    return refuse(Error::Code::not_found, {"ledger.no_zone", {{"zone", zone_}}}, Json::object(),
                  "zone");
  }
  zones_ = TRY(ZoneDays::read(*store_, *catalog_, heads, k_));
  auto touched = zones_.below(zone_);
  touched.merge(zones_.above(zone_));
  if (std::ranges::any_of(catalog_->registers(), &meta::Register::shared)) {
    for (auto const& head : heads) touched.insert(head.zone);
  }
  touched_ = std::make_shared<Zones const>(std::move(touched));
  return {};
}

Result<std::string> Snapshot::projection() {
  if (!projection_) projection_ = TRY(held_projection(*connection_));
  return *projection_;
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
  if (!reaches(*life, day)) return Found{};
  Found found{.in = life->in, .version = {}, .same_as = {}};
  if (auto const* version = life->on(day)) {
    found.version = *version;
    auto const is_shown = TRY(cut_to_shown(*found.version, {*version, *life->in, day, id}, draft));
    return is_shown ? found : Found{};
  }
  auto const is_shown = TRY(shows_any(*life, draft));
  if (!is_shown) return Found{};
  auto survivor = TRY(draft.survivor(id, day));
  auto const may_tell = TRY(shows_survivor(survivor.value_or(""), day, draft));
  if (may_tell) found.same_as = std::move(survivor);
  return found;
}

Result<std::vector<Listed>> Snapshot::list(meta::Register const& in, Date day) {
  TRY(rights_->check_shown(in));
  std::vector<Listed> listed;
  for (auto const& zone : zones_of(in, day)) {
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
    auto const& id = is_of_now(day) ? itself : one.id;
    auto const is_shown = TRY(cut_to_shown(one.version, {one.version, in, day, id}, draft));
    if (is_shown) shown.push_back(std::move(one));
  }
  return shown;
}

// With all rights, what records below may refer to is read as well.
Snapshot::Zones Snapshot::reached(std::optional<Date> day) const {
  auto zones = zones_.below(zone_, day);
  if (rights_->is_everything()) zones.merge(zones_.above(zone_, day));
  return zones;
}

// Where a shared record may be referred to, it may be read.
bool Snapshot::reaches(Life const& life, std::optional<Date> day) const {
  if (life.in->shared || life.zone == zone_ || reached(day).contains(life.zone)) return true;
  return life.in->root_only && zones_.above(zone_, day).contains(life.zone);
}

// With all rights, a reference leads on to where it was lawful when it began.
bool Snapshot::follows(Life const& life, Date day) const {
  if (rights_->is_everything()) return touched_->contains(life.zone);
  return reaches(life, day);
}

bool Snapshot::is_whole(std::string const& zone) const {
  return rights_->is_everything() && zones_.below(zone_).contains(zone);
}

namespace {

// Every field of one is seen as well by the other.
bool shows_no_more(Scope::Sight const& one, Scope::Sight const& other) {
  return std::ranges::includes(other.fields, one.fields) &&
         std::ranges::includes(one.masked, other.masked);
}

}  // namespace

Result<Snapshot::Sights> Snapshot::sights_of(Row const& row, Draft& draft,
                                             std::set<std::string> const& asked) {
  Sights sights;
  for (auto const& one : rights_->sights(row.in)) {
    bool const adds = std::ranges::none_of(
        sights, [&](Scope::Shown const* other) { return shows_no_more(one.sight, other->sight); });
    if (!adds || !one.shows(asked)) continue;
    auto const is_shown = TRY(holds(one, row, draft));
    if (is_shown) sights.push_back(&one);
  }
  return sights;
}

// The cheapest first: one without a condition is asked at once.
Result<bool> Snapshot::shows(Row const& row, Draft& draft, std::set<std::string> const& asked) {
  if (rights_->is_everything()) return true;
  auto const sights = rights_->sights(row.in);
  auto const shows_all = [&](auto const& one) {
    return !one.limit && !one.today && one.shows(asked);
  };
  if (std::ranges::any_of(sights, shows_all)) return true;
  for (auto const& one : sights) {
    if (!one.shows(asked)) continue;
    auto const is_shown = TRY(holds(one, row, draft));
    if (is_shown) return true;
  }
  return false;
}

Result<bool> Snapshot::shows_whole(Row const& row, Draft& draft,
                                   std::set<std::string> const& asked) {
  if (rights_->is_everything()) return true;
  for (auto const& one : rights_->sights(row.in)) {
    if (one.sight.of == Scope::Sight::Of::outline || !one.shows(asked)) continue;
    auto const is_shown = TRY(holds(one, row, draft));
    if (is_shown) return true;
  }
  return false;
}

Result<bool> Snapshot::holds(Scope::Shown const& sight, Row const& row, Draft& draft) {
  Follow const follow = [this](Life const& life, Version const&) -> Result<bool> {
    return touched_->contains(life.zone);
  };
  if (sight.limit) {
    auto const holds = TRY(sight.limit->condition().holds(
        row.version, {.day = row.day, .today = today_, .follow = &follow}, draft, evaluator_));
    if (!holds.is_true()) return false;
  }
  if (!sight.today) return true;
  auto const holds_of = [&](Version const& version, Date day, Draft& lives) -> Result<bool> {
    auto const holds = TRY(sight.today->condition().holds(
        version,
        {.day = day, .today = today_, .ended = ReadOn::Ended::as_it_was, .follow = &follow}, lives,
        evaluator_));
    return holds.is_true();
  };
  if (row.id.empty()) return holds_of(row.version, std::max(today_, row.day), draft);
  if (row.is_drafted) {
    auto const* life = TRY(draft.life(row.id));
    auto const found = life ? as_today(*life) : std::nullopt;
    return found ? holds_of(found->version, found->day, draft) : false;
  }
  auto const* found = TRY(as_today(row.id));
  return found ? holds_of(found->version, found->day, *draft_now_) : false;
}

std::optional<AsToday> Snapshot::as_today(Life const& life) const {
  if (auto const* version = life.last_before(today_)) return AsToday{*version, today_};
  if (life.versions.empty()) return std::nullopt;
  auto const& first = life.versions.front();
  return AsToday{first, first.on.from};
}

// One that is retired on all its days is what it was known as last.
Result<AsToday const*> Snapshot::as_today(std::string const& id) {
  auto const known = as_today_.find(id);
  if (known != as_today_.end()) return &known->second;
  if (!draft_now_) {
    lives_now_ = std::make_unique<LivesAt>(*store_, std::nullopt);
    draft_now_ = std::make_unique<Draft>(*lives_now_);
  }
  auto const* life = TRY(draft_now_->life(id));
  if (!life) return nullptr;
  auto found = as_today(*life);
  if (!found) {
    auto const rows = TRY(store_->all_rows(id));
    auto const last = std::ranges::max_element(rows, {}, [](StoredVersion const& row) {
      return std::pair(row.known_to, row.version.on.from);
    });
    if (last == rows.end()) return nullptr;
    found = AsToday{last->version, std::max(today_, last->version.on.from)};
  }
  return &as_today_.emplace(id, std::move(*found)).first->second;
}

Result<bool> Snapshot::cut_to_shown(Version& version, Row const& row, Draft& draft) {
  if (rights_->is_everything()) return true;
  auto const sights = TRY(sights_of(row, draft));
  rights_->hide(version, row.in, sights);
  return !sights.empty();
}

Follow Snapshot::follow_shown(Date day, Draft& draft, AskedOf const* asked) {
  return [this, day, &draft, asked](Life const& life, Version const& version) -> Result<bool> {
    static std::set<std::string> const nothing;
    if (!follows(life, day) || !rights_->check_shown(*life.in)) return false;
    auto const found = asked ? asked->find(life.in) : AskedOf::const_iterator();
    auto const& fields = asked && found != asked->end() ? found->second : nothing;
    return shows_whole({version, *life.in, day, life.id}, draft, fields);
  };
}

Result<std::vector<std::string>> Snapshot::marks_of(std::string const& value) {
  std::vector<std::string> marks;
  for (auto const& zone : *touched_) {
    auto const most = static_cast<std::int64_t>(person_marks_max + 1 - marks.size());
    auto const found = TRY(marks_with_value(*connection_, zone, value, secret_, most));
    for (auto const& mark : found) marks.push_back(to_text(mark));
  }
  return marks;
}

// A row, which was read on its own days, is shown as such.  Of a record that was made later than k
// there is none.
Result<bool> Snapshot::shows_any(Life const& life, Draft& draft) {
  auto const rows = TRY(store_->all_rows(life.id));
  for (auto const& row : rows) {
    if (k_ && row.version.known_from > *k_) continue;
    auto const is_shown =
        TRY(shows_whole({row.version, *life.in, row.version.on.from, life.id}, draft));
    if (is_shown) return true;
  }
  return false;
}

Result<bool> Snapshot::shows_survivor(std::string const& id, Date day, Draft& draft) {
  auto const* life = TRY(draft.life(id));
  if (!life || !rights_->check_shown(*life->in) || !follows(*life, day)) return false;
  auto const* version = life->on(day);
  return version ? shows_whole({*version, *life->in, day, id}, draft) : shows_any(*life, draft);
}

Result<std::vector<LogEntry>> Snapshot::history(std::string const& id) {
  bool const whole = is_whole(zone_of(id));
  auto const shown = TRY(rows(id));
  if (shown.empty() && !whole) return std::vector<LogEntry>();
  auto entries = TRY(store_->log_of(id));
  if (k_) std::erase_if(entries, [&](LogEntry const& entry) { return entry.known > *k_; });
  if (whole) return entries;
  LivesAt lives(*store_, k_);
  Draft draft(lives);
  for (auto& entry : entries) TRY(cut(entry, id, shown, draft));
  std::erase_if(entries, [](LogEntry const& entry) { return entry.body.empty(); });
  return entries;
}

// To the changes of one record where they begin or end a row that is shown, and of these to what
// such rows hold: a change that hides a record tells that it was, not what it says.
Result<void> Snapshot::cut(LogEntry& entry, std::string const& id,
                           std::vector<StoredVersion> const& shown, Draft& draft) {
  auto changes = TRY(changes_in(entry.body, *catalog_));
  std::vector<Change> told;
  for (auto& change : changes) {
    Stretch const on{change.from, change.to.value_or(open_end())};
    bool const is_told = change.id == id && std::ranges::any_of(shown, [&](auto const& row) {
                           bool const is_of_it =
                               row.version.known_from == entry.known || row.known_to == entry.known;
                           return is_of_it && row.version.on.meets(on);
                         });
    if (!is_told) continue;
    auto const is_hidden = [&](FieldValue const& given) {
      return rights_->seen(*change.in, *given.field) == Scope::Seen::hidden;
    };
    // Of hidden fields alone, its paper and reason would tell them.
    auto const is_of_fields =
        change.kind == ChangeKind::change || change.kind == ChangeKind::correct;
    if (is_of_fields && std::ranges::all_of(change.fields, is_hidden)) continue;
    std::erase_if(change.fields, [&](FieldValue const& given) {
      if (is_hidden(given)) return true;
      auto const at = change.in->index_of(*given.field);
      return std::ranges::none_of(shown, [&](auto const& row) {
        return row.version.known_from == entry.known && row.version.on.meets(on) &&
               row.version.values[at] == given.value;
      });
    });
    auto const may_tell = TRY(shows_survivor(change.same_as.value_or(""), change.from, draft));
    if (!may_tell) change.same_as.reset();
    told.push_back(std::move(change));
  }
  entry.body = told.empty() ? "" : body_of(told);
  entry.key.clear();
  return {};
}

Result<std::vector<StoredVersion>> Snapshot::rows(std::string const& id) {
  LivesAt lives(*store_, k_);
  Draft draft(lives);
  auto const* life = TRY(draft.life(id));
  if (!life) return std::vector<StoredVersion>();
  TRY(rights_->check_shown(*life->in));
  if (!reaches(*life, std::nullopt)) return std::vector<StoredVersion>();
  auto rows = TRY(store_->all_rows(id));
  std::vector<StoredVersion> shown;
  for (auto& row : rows) {
    auto const on = row.version.on.from;
    auto const is_whole = TRY(shows_whole({row.version, *life->in, on, id}, draft));
    if (!is_whole) continue;
    TRY(cut_to_shown(row.version, {row.version, *life->in, on, id}, draft));
    std::ranges::move(reached_parts(std::move(row), *life), std::back_inserter(shown));
  }
  return shown;
}

std::vector<StoredVersion> Snapshot::reached_parts(StoredVersion row, Life const& life) const {
  std::vector<StoredVersion> parts;
  if (rights_->is_everything() || life.in->shared || life.zone == zone_) {
    parts.push_back(std::move(row));
    return parts;
  }
  auto const whole = row.version.on;
  for (auto day = whole.from; day < whole.to;) {
    auto const next = std::min(zones_.next_change(day), whole.to);
    if (reaches(life, day)) {
      auto const goes_on = !parts.empty() && parts.back().version.on.to == day;
      if (!goes_on) {
        parts.push_back(row);
        parts.back().version.on.from = day;
      }
      parts.back().version.on.to = next;
    }
    day = next;
  }
  return parts;
}

Result<std::vector<StoredMerge>> Snapshot::merges(std::string const& id) {
  std::vector<StoredMerge> shown;
  auto const rows_shown = TRY(rows(id));
  if (rows_shown.empty()) return shown;
  LivesAt lives(*store_, k_);
  Draft draft(lives);
  auto merges = TRY(store_->all_merges(id));
  for (auto& merge : merges) {
    auto const may_tell = TRY(shows_survivor(merge.merge.same_as, merge.merge.on.from, draft));
    if (may_tell) shown.push_back(std::move(merge));
  }
  return shown;
}

namespace {

std::vector<std::string> this_first(std::string const& zone, std::set<std::string> const& all) {
  std::vector<std::string> zones{zone};
  std::ranges::copy_if(all, std::back_inserter(zones),
                       [&](auto const& one) { return one != zone; });
  return zones;
}

}  // namespace

std::vector<std::string> Snapshot::below(std::optional<Date> day) const {
  auto const known = below_.find(day);
  if (known != below_.end()) return known->second;
  return below_.emplace(day, this_first(zone_, zones_.below(zone_, day))).first->second;
}

std::vector<std::string> Snapshot::zones_of(meta::Register const& in, Date day) const {
  if (rights_->is_everything() || !in.root_only) return below(day);
  auto zones = zones_.below(zone_, day);
  zones.merge(zones_.above(zone_, day));
  return this_first(zone_, zones);
}

Result<std::vector<std::string>> Snapshot::below_as_known(Date day, std::optional<Instant> k) {
  if (k == k_) return below(day);
  std::vector<Head> heads;
  for (auto const& [zone, head] : heads_) heads.push_back(head);
  auto const zones = TRY(ZoneDays::read(*store_, *catalog_, heads, k));
  return this_first(zone_, zones.below(zone_, day));
}

std::vector<Instant> Snapshot::tree_changes(Instant low, Instant high) const {
  auto const& all = zones_.changes();
  return {all.upper_bound(low), all.upper_bound(high)};
}

std::vector<std::string> Snapshot::scope() const { return {touched_->begin(), touched_->end()}; }

}  // namespace zonebook::ledger
