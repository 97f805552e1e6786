#include "ledger/zones.h"

#include <algorithm>
#include <set>

#include "ledger/refusal.h"
#include "ledger/shape.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

// Owned by this room, so these names are known here.
std::string code_of(Version const& version, meta::Register const& in) {
  return text_in(version, in, "code").value_or("");
}

// One entry's zones on their way into heads.
class Settling {
 public:
  Settling(db::Connection& at, Store& store, Draft& draft, std::string const& zone, Instant known)
      : at_(at), store_(store), draft_(draft), zone_(zone), known_(known) {}

  Result<void> run(std::vector<Life const*> const& lives) {
    TRY(read_heads());
    TRY(read_codes(*lives.front()->in));
    for (auto const* life : lives) TRY(check_codes(*life));
    Parents wanted;
    for (auto const* life : lives) TRY(find_parent(*life, wanted));
    for (auto const& [code, parent] : wanted) TRY(check_way_up(code));
    for (auto const& [code, parent] : wanted) TRY(write(code, parent));
    return {};
  }

 private:
  Result<void> read_heads() {
    auto const heads = TRY(store_.heads());
    for (auto const& head : heads) {
      before_[head.zone] = head.parent;
    }
    after_ = before_;
    return {};
  }

  // Which record has ever had which code.
  Result<void> read_codes(meta::Register const& in) {
    return store_.each_row(zone_, in, [&](StoredVersion const& row) -> Result<void> {
      holders_.emplace(code_of(row.version, in), row.id);
      codes_.emplace(row.id, code_of(row.version, in));
      return {};
    });
  }

  Result<void> check_codes(Life const& life) {
    for (auto const& version : life.versions) {
      auto const code = code_of(version, *life.in);
      auto const holder = holders_.emplace(code, life.id).first->second;
      auto const held = codes_.emplace(life.id, code).first->second;
      if (holder == life.id && held == code) continue;
      return refuse(Error::Code::conflict, {"ledger.zone_code", {{"code", code}}},
                    Json::object({{"id", Json::string(life.id)}}), "code");
    }
    return {};
  }

  std::unexpected<Error> wrong_parent(std::string const& code) const {
    return refuse(Error::Code::conflict, {"ledger.zone_parent", {{"code", code}, {"root", zone_}}},
                  Json::object(), "parent");
  }

  Result<void> find_parent(Life const& life, Parents& wanted) {
    if (life.versions.empty()) return {};
    auto const& last = life.versions.back();
    auto const code = code_of(last, *life.in);
    auto const above = text_in(last, *life.in, "parent");
    if (above.has_value() == (code == zone_)) return wrong_parent(code);
    auto& parent = wanted[code];
    if (above) {
      auto const* upper = TRY(draft_.life(*above));
      if (!upper || upper->versions.empty()) return wrong_parent(code);
      parent = code_of(upper->versions.back(), *upper->in);
    }
    after_[code] = parent;
    return {};
  }

  // Up to the root, and no zone twice.
  Result<void> check_way_up(std::string const& code) const {
    std::set<std::string> passed;
    for (std::optional at = code; *at != zone_;) {
      auto const found = after_.find(*at);
      if (found == after_.end() || !found->second || !passed.insert(*at).second) {
        return wrong_parent(code);
      }
      at = found->second;
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
  Parents before_, after_;
  std::map<std::string, std::string> holders_, codes_;
};

}  // namespace

bool is_zone_register(meta::Register const& in) {
  return in.name == "zone" && in.owner == "ledger";
}

void ZoneTree::take(Life const& life) {
  if (!is_zone_register(*life.in) || life.versions.empty()) return;
  codes_[life.id] = code_of(life.versions.back(), *life.in);
  parents_[life.id] = text_in(life.versions.back(), *life.in, "parent");
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
