#include "ledger/zones.h"

#include <algorithm>
#include <set>

#include "ledger/refusal.h"
#include "ledger/shape.h"
#include "ledger/sql.h"
#include "ledger/zone_days.h"

namespace zonebook::ledger {
namespace {

// One entry's zones on their way into heads.
class Settling {
 public:
  Settling(db::Connection& at, Store& store, Draft& draft, std::string const& zone, Instant known)
      : at_(at), store_(store), draft_(draft), zone_(zone), known_(known) {}

  Result<void> run(std::vector<Life const*> const& lives) {
    TRY(read_heads());
    TRY(read_codes(*lives.front()->in));
    for (auto const* life : lives) TRY(check_codes(*life));
    for (auto const* life : lives) TRY(check_root(*life));
    Parents wanted;
    for (auto const* life : lives) TRY(find_parent(*life, wanted));
    TRY(check_ways_up(lives));
    for (auto const& [code, parent] : wanted) TRY(write(code, parent));
    return {};
  }

 private:
  Result<void> read_heads() {
    auto const heads = TRY(store_.heads());
    for (auto const& head : heads) {
      before_[head.zone] = head.parent;
    }
    return {};
  }

  // Which record has ever had which code.
  Result<void> read_codes(meta::Register const& in) {
    return store_.each_row(zone_, in, [&](StoredVersion const& row) -> Result<void> {
      holders_.emplace(zone_code(row.version, in), row.id);
      codes_.emplace(row.id, zone_code(row.version, in));
      return {};
    });
  }

  Result<void> check_codes(Life const& life) {
    for (auto const& version : life.versions) {
      auto const code = zone_code(version, *life.in);
      auto const holder = holders_.emplace(code, life.id).first->second;
      auto const held = codes_.emplace(life.id, code).first->second;
      if (holder == life.id && held == code) continue;
      return refuse(Error::Code::conflict, {"ledger.zone_code", {{"code", code}}},
                    Json::object({{"id", Json::string(life.id)}}), "code");
    }
    return {};
  }

  // The tree hangs from it.
  Result<void> check_root(Life const& life) const {
    auto const code = codes_.find(life.id);
    if (code == codes_.end() || code->second != zone_) return {};
    if (!life.versions.empty() && life.versions.back().on.to == open_end()) return {};
    return refuse(Error::Code::conflict, {"ledger.root_ends", {{"code", zone_}}},
                  Json::object({{"id", Json::string(life.id)}}), life.id);
  }

  std::unexpected<Error> wrong_parent(std::string const& code) const {
    return refuse(Error::Code::conflict, {"ledger.zone_parent", {{"code", code}, {"root", zone_}}},
                  Json::object(), "parent");
  }

  Result<void> find_parent(Life const& life, Parents& wanted) {
    if (life.versions.empty()) return {};
    auto const& last = life.versions.back();
    auto const code = zone_code(last, *life.in);
    auto const above = zone_parent(last, *life.in);
    for (auto const& version : life.versions) {
      auto const has_parent = zone_parent(version, *life.in).has_value();
      if (has_parent == (code == zone_)) return wrong_parent(code);
    }
    auto& parent = wanted[code];
    if (above) {
      auto const* upper = TRY(draft_.life(*above));
      if (!upper || upper->versions.empty()) return wrong_parent(code);
      parent = zone_code(upper->versions.back(), *upper->in);
    }
    return {};
  }

  // Up to the root on every day: a circle would leave it out.
  Result<void> check_ways_up(std::vector<Life const*> const& lives) {
    auto days = TRY(store_.zones_now());
    for (auto const* life : lives) {
      if (!life->versions.empty()) days.take(*life, codes_.at(life->id), codes_);
    }
    for (auto const* life : lives) {
      if (life->versions.empty()) continue;
      auto const& code = codes_.at(life->id);
      if (!days.leads_up(code, zone_)) return wrong_parent(code);
    }
    return {};
  }

  Result<void> write(std::string const& code, std::optional<std::string> const& parent) {
    auto const found = before_.find(code);
    if (found == before_.end()) return add_zone(at_, code, parent, known_);
    if (found->second == parent) return {};
    return move_zone(at_, code, parent);
  }

  db::Connection& at_;
  Store& store_;
  Draft& draft_;
  std::string const& zone_;
  Instant known_;
  Parents before_;
  std::map<std::string, std::string> holders_, codes_;
};

}  // namespace

std::string zone_code(Version const& version, meta::Register const& in) {
  return text_in(version, in, "code").value_or("");
}

std::optional<std::string> zone_parent(Version const& version, meta::Register const& in) {
  return text_in(version, in, "parent");
}

bool is_zone_register(meta::Register const& in) {
  return in.name == "zone" && in.owner == "ledger";
}

void ZoneTree::take(Life const& life) {
  if (!is_zone_register(*life.in) || life.versions.empty()) return;
  codes_[life.id] = zone_code(life.versions.back(), *life.in);
  parents_[life.id] = zone_parent(life.versions.back(), *life.in);
}

Parents ZoneTree::parents() const {
  Parents parents;
  for (auto const& [id, code] : codes_) {
    auto const& above = parents_.at(id);
    auto const found = above ? codes_.find(*above) : codes_.end();
    parents[code] = found != codes_.end() ? std::optional(found->second) : std::nullopt;
  }
  return parents;
}

Result<void> settle_zones(db::Connection& at, Store& store, Draft& draft, std::string const& zone,
                          Instant known) {
  std::vector<Life const*> lives;
  for (auto const& id : draft.touched()) {
    auto const* life = TRY(draft.life(id));
    if (is_zone_register(*life->in)) lives.push_back(life);
  }
  if (lives.empty()) return {};
  return Settling(at, store, draft, zone, known).run(lives);
}

Result<void> move_zone(db::Connection& at, std::string const& zone,
                       std::optional<std::string> const& parent) {
  Head head{.zone = zone, .parent = parent};
  TRY(at.each(sql::lock_zone, {zone}, [&](db::Row const& row) -> Result<void> {
    head.closed = Instant(row.integer(1));
    return {};
  }));
  db::Parameter above;
  if (parent) above = std::string_view(*parent);
  TRY(at.run(sql::move_zone, {above, seal_of(head), zone}));
  return {};
}

}  // namespace zonebook::ledger
