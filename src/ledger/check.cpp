#include "ledger/check.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

using Ids = std::set<std::string>;

using db::is_null;

Json list_of(Ids const& ids) {
  std::vector<Json> items;
  for (auto const& id : ids) items.push_back(Json::string(id));
  return Json::array(std::move(items));
}

std::string joined(Ids const& ids) {
  std::string text;
  for (auto const& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

// ── events ──────────────────────────────────────────────────────────────────────────────────────

// Empty, then one value to the end.
bool is_set_once(Life const& life, std::size_t at) {
  auto const value = [&](Version const& version) -> auto const& { return version.values[at]; };
  auto const& last = life.versions.back().values[at];
  auto const begins = std::ranges::find(life.versions, last, value);
  return std::all_of(life.versions.begin(), begins,
                     [&](Version const& version) { return is_null(value(version)); }) &&
         std::all_of(begins, life.versions.end(),
                     [&](Version const& version) { return value(version) == last; });
}

// If the record exists on its event day, the field says so on that day.
bool is_set_on_its_day(Life const& life, meta::Field const& field, std::size_t at) {
  auto const& last = life.versions.back().values[at];
  if (is_null(last) || field.is_reference()) return true;
  auto const day = Date::from_days(std::get<std::int64_t>(last));
  auto const* version = day ? life.on(*day) : nullptr;
  return !version || version->values[at] == last;
}

Result<void> check_events(Life const& life) {
  if (life.versions.empty()) return {};
  auto const& fields = life.in->fields;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (!fields[at].event) continue;
    if (is_set_once(life, at) && is_set_on_its_day(life, fields[at], at)) continue;
    Text says{"ledger.event_field",
              {{"record", life.id}, {"field", argument_of(fields[at].label)}}};
    return refuse(
        Error::Code::conflict, std::move(says),
        Json::object({{"id", Json::string(life.id)}, {"field", Json::string(fields[at].name)}}),
        life.id);
  }
  return {};
}

// ── references ──────────────────────────────────────────────────────────────────────────────────

class ReferenceCheck {
 public:
  ReferenceCheck(Draft& draft, Past& past, std::vector<Change> const& resolved)
      : draft_(draft), past_(past), resolved_(resolved) {
    for (auto const& change : resolved) {
      if (change.kind == ChangeKind::retire) retired_.insert(change.id);
    }
  }

  Result<void> run() {
    auto const looked_at = TRY(concerned());
    for (auto const& id : looked_at) TRY(look_at(id));
    for (auto const& change : resolved_) {
      if (change.same_as) TRY(check_survivor(change));
    }
    if (!broken_.empty()) return is_broken(broken_.front());
    if (!left_.empty()) {
      return refuse(Error::Code::conflict, {"ledger.referred", {{"records", joined(left_)}}},
                    Json::object({{"by", list_of(left_)}}), *left_.begin());
    }
    return {};
  }

 private:
  struct Broken {
    std::string id;
    meta::Field const* field;  // nullptr: what it is merged into
    std::string to;
    Date from;
  };

  std::unexpected<Error> is_broken(Broken const& first) const {
    Ids ids;
    for (auto const& one : broken_) ids.insert(one.id);
    auto const* field = first.field;
    Text says{"ledger.reference",
              {{"record", first.id}, {"to", first.to}, {"day", first.from.to_string()}}};
    says.args.emplace_back("field", field ? argument_of(field->label) : "same_as");
    return refuse(Error::Code::conflict, std::move(says),
                  Json::object({{"by", list_of(ids)},
                                {"field", Json::string(field ? field->name : "same_as")},
                                {"to", Json::string(first.to)}}),
                  first.id);
  }

  // The records touched, and all that refer to one that may exist no longer, also by way of merges.
  Result<Ids> concerned() {
    Ids ids(draft_.touched().begin(), draft_.touched().end());
    Ids ended;
    std::vector<std::string> open;
    for (auto const& change : resolved_) {
      auto const moves = change.kind == ChangeKind::retire || change.kind == ChangeKind::restore;
      if (moves && ended.insert(change.id).second) open.push_back(change.id);
    }
    while (!open.empty()) {
      auto const id = std::move(open.back());
      open.pop_back();
      auto const merged = TRY(past_.merged_into(id));
      for (auto const& other : merged) {
        if (ended.insert(other).second) open.push_back(other);
      }
      auto const referrers = TRY(past_.referrers_of(id));
      ids.insert(referrers.begin(), referrers.end());
    }
    return ids;
  }

  Result<void> look_at(std::string const& id) {
    auto const* life = TRY(draft_.life(id));
    CHECK(life != nullptr);
    auto const& fields = life->in->fields;
    for (std::size_t at = 0; at < fields.size(); ++at) {
      if (fields[at].is_reference()) TRY(look_at(*life, at));
    }
    return {};
  }

  // Where a reference begins: not where it stood with the same value on the day before.
  Result<void> look_at(Life const& life, std::size_t at) {
    Version const* before = nullptr;
    for (auto const& version : life.versions) {
      auto const& to = version.values[at];
      auto const goes_on = before && before->on.to == version.on.from && before->values[at] == to;
      before = &version;
      if (is_null(to) || goes_on) continue;
      TRY(look_at_beginning(life, version.on.from, at, std::get<std::string>(to)));
    }
    return {};
  }

  // Zones move, and what was lawful when it began must not bar the next entry.
  bool began_before(Life const& life, Date day, std::size_t at, std::string const& to) const {
    Version const* before = nullptr;
    for (auto const& version : draft_.original(life.id).versions) {
      auto const goes_on =
          before && before->on.to == version.on.from && before->values[at] == version.values[at];
      if (version.on.from == day) return !goes_on && version.values[at] == db::Value(to);
      before = &version;
    }
    return false;
  }

  Result<void> look_at_beginning(Life const& life, Date day, std::size_t at,
                                 std::string const& to) {
    auto const may = began_before(life, day, at, to)
                         ? Result<bool>(true)
                         : may_refer(life, to, *life.in->fields[at].target, day);
    if (!may) return std::unexpected(may.error());
    auto const survivor = TRY(draft_.survivor(to, day));
    if (*may && survivor) return {};
    auto const by_retiring = retired_.contains(to) || !draft_.is_touched(life.id);
    if (*may && by_retiring)
      left_.insert(life.id);
    else
      broken_.push_back({life.id, &life.in->fields[at], to, day});
    return {};
  }

  Result<bool> may_refer(Life const& life, std::string const& to, meta::Register const& target,
                         Date day) {
    auto const* other = TRY(draft_.life(to));
    if (!other || other->in != &target) return false;
    if (target.shared || other->zone == life.zone) return true;
    auto const above = TRY(past_.above(life.zone, day));
    return above.contains(other->zone);
  }

  Result<void> check_survivor(Change const& change) {
    auto const* life = TRY(draft_.life(change.id));
    auto const may = TRY(may_refer(*life, *change.same_as, *change.in, change.from));
    auto const survivor = TRY(draft_.survivor(*change.same_as, change.from));
    if (*change.same_as == change.id || !may || !survivor) {
      broken_.push_back({change.id, nullptr, *change.same_as, change.from});
    }
    return {};
  }

  Draft& draft_;
  Past& past_;
  std::vector<Change> const& resolved_;
  Ids retired_, left_;
  std::vector<Broken> broken_;
};

// ── natural keys ────────────────────────────────────────────────────────────────────────────────

// The register, the zone, and a value for each part of the key.
using Key = std::tuple<std::string_view, std::string_view, std::vector<db::Value>>;

// An empty part means no key.
std::optional<Key> key_of(Life const& life, Version const& version) {
  auto const& in = *life.in;
  if (in.key.empty()) return std::nullopt;
  std::vector<db::Value> values;
  for (auto const& name : in.key) {
    values.push_back(version.values[in.index_of(*in.find(name))]);
    if (is_null(values.back())) return std::nullopt;
  }
  return Key(in.name, life.zone, std::move(values));
}

std::string key_fields(meta::Register const& in) {
  meta::Label all;
  for (auto const& name : in.key) {
    auto const& label = in.find(name)->label;
    all.zh += (all.zh.empty() ? "" : "、") + label.zh;
    all.en += (all.en.empty() ? "" : ", ") + label.en;
  }
  return argument_of(all);
}

// No two records of a zone hold one key on one day, of those touched and of those that stand.
class KeyCheck {
 public:
  KeyCheck(Draft& draft, Past& past) : draft_(draft), past_(past) {}

  Result<void> run() {
    for (auto const& id : draft_.touched()) {
      auto const* life = TRY(draft_.life(id));
      for (auto const& version : life->versions) {
        auto key = key_of(*life, version);
        if (!key) continue;
        auto& holders = holders_[std::move(*key)];
        holders.push_back({life, &version});
        keyed_.push_back({life, &version});
        alike_.push_back(&holders);
      }
    }
    auto const stored = TRY(past_.twins_of(keyed_));
    for (std::size_t i = 0; i < keyed_.size(); ++i) TRY(check(keyed_[i], *alike_[i], stored[i]));
    return {};
  }

 private:
  using Keyed = Past::Keyed;

  Result<void> check(Keyed const& one, std::vector<Keyed> const& alike,
                     std::vector<std::string> const& stored) {
    auto const& life = *one.life;
    std::optional<std::string> twin;
    for (auto const& [other, theirs] : alike) {
      if (other->id == life.id || !one.version->on.meets(theirs->on)) continue;
      twin = other->id;
      break;
    }
    for (auto const& other : stored) {
      if (!twin && !draft_.is_touched(other)) twin = other;
    }
    if (!twin) return {};
    Ids const ids{life.id, *twin};
    return refuse(Error::Code::conflict,
                  {"ledger.duplicate_key",
                   {{"register", argument_of(life.in->label)},
                    {"fields", key_fields(*life.in)},
                    {"record", life.id},
                    {"other", *twin}}},
                  Json::object({{"ids", list_of(ids)}}), life.id);
  }

  Draft& draft_;
  Past& past_;
  std::map<Key, std::vector<Keyed>> holders_;  // in the order of touch
  // Each version that has a key, and all that hold the same.
  std::vector<Keyed> keyed_;
  std::vector<std::vector<Keyed> const*> alike_;
};

}  // namespace

Result<void> check_entry(Draft& draft, Past& past, std::vector<Change> const& resolved) {
  for (auto const& id : draft.touched()) {
    auto const* life = TRY(draft.life(id));
    TRY(check_events(*life));
  }
  TRY(ReferenceCheck(draft, past, resolved).run());
  return KeyCheck(draft, past).run();
}

}  // namespace zonebook::ledger
