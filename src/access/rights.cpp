#include "access/rights.h"

#include <algorithm>

#include "access/people.h"
#include "ledger/refusal.h"

namespace zonebook::access {
namespace {

constexpr std::size_t scopes_max = 256;

using ledger::Scope;
using Sight = Scope::Sight;

std::string word_of(Right right) {
  std::string const mark = "#";  // a word of the reader's language
  switch (right) {
    case Right::read: return mark + "access.right_read";
    case Right::append: return mark + "access.right_append";
    case Right::propose: return mark + "access.right_propose";
    case Right::approve: return mark + "access.right_approve";
    case Right::export_records: return mark + "access.right_export";
    case Right::unmask: return mark + "access.right_unmask";
  }
  return {};
}

std::set<std::string> all_seen(Clause const& clause) {
  auto fields = clause.plain;
  fields.insert(clause.masked.begin(), clause.masked.end());
  return fields;
}

bool is_of_name(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Does a condition ask who reads?  Its texts are none of its names.
bool asks_who(std::string_view where) {
  bool is_text = false;
  for (std::size_t i = 0; i < where.size(); ++i) {
    if (is_text && where[i] == '\\') {
      ++i;
    } else if (where[i] == '"') {
      is_text = !is_text;
    } else if (!is_text && is_of_name(where[i])) {
      auto const from = i;
      while (i + 1 < where.size() && is_of_name(where[i + 1])) ++i;
      bool const is_member = from > 0 && where[from - 1] == '.';
      if (!is_member && where.substr(from, i + 1 - from) == "me") return true;
    }
  }
  return false;
}

std::unexpected<Error> refused(Text says, std::string where) {
  return ledger::refuse(Error::Code::forbidden, std::move(says), Json::object(), std::move(where));
}

}  // namespace

Rights::Rights(std::shared_ptr<meta::Catalog const> catalog, Roles roles, std::string root)
    : catalog_(std::move(catalog)),
      roles_(std::move(roles)),
      root_(std::move(root)),
      confidence_(*catalog_, roles_) {}

// What belongs to the whole tree is written at the root by whoever may write it anywhere; but the
// tree itself, and what else a room of src/ owns, only by whoever has the root.
bool Rights::holds(Grant const& grant, meta::Register const& in, Asked const& asked) const {
  if (grant.zones.contains(asked.zone)) return true;
  return in.root_only && in.owner.empty() && asked.zone == root_ && asked.right != Right::read;
}

Result<void> Rights::check_zone(Visitor const& visitor, std::string const& zone) const {
  auto const covers = [&](Grant const& grant) { return grant.zones.contains(zone); };
  if (std::ranges::any_of(visitor.grants, covers)) return {};
  return refused({"access.zone_not_yours", {{"zone", zone}}}, "zone");
}

Result<Rights::ScopePtr> Rights::scope_of(Visitor const& visitor, std::string const& zone,
                                          Right right) const {
  bool const is_to_write_at_root = zone == root_ && right != Right::read;
  if (!is_to_write_at_root) TRY(check_zone(visitor, zone));
  auto key = std::string(name_of(right)) + "\n" + zone + "\n" + visitor.me;
  for (auto const& grant : visitor.grants) {
    key += "\n" + grant.role->name;
    key += grant.zones.contains(zone) ? "" : "-";
  }
  return kept(key, [&] { return make_scope(visitor, {zone, right}); });
}

Result<Rights::ScopePtr> Rights::kept(std::string const& key, Make const& make) const {
  {
    std::lock_guard const lock(mutex_);
    auto const found = std::ranges::find(scopes_, key, &decltype(scopes_)::value_type::first);
    if (found != scopes_.end()) {
      scopes_.splice(scopes_.begin(), scopes_, found);
      return found->second;
    }
  }
  auto made = TRY(make());
  auto shared = std::make_shared<Scope const>(std::move(made));
  std::lock_guard const lock(mutex_);
  scopes_.emplace_front(key, shared);
  if (scopes_.size() > scopes_max) scopes_.pop_back();
  return shared;
}

Result<Scope> Rights::make_scope(Visitor const& visitor, Asked const& asked) const {
  Scope scope(asked.zone, visitor.me);
  for (auto const& in : catalog_->registers()) {
    for (auto const& grant : visitor.grants) {
      auto const clauses = grant.role->registers.find(in.name);
      if (clauses == grant.role->registers.end() || !holds(grant, in, asked)) continue;
      for (auto const& clause : clauses->second) {
        if (!clause.may.contains(asked.right)) continue;
        TRY(show(scope, in, clause, !visitor.me.empty()));
      }
    }
  }
  return scope;
}

// The cheapest condition first: most records are open, and of these nothing more is asked.  Whose
// a record is, and whether it is kept, is asked of today; the rest of the row that is read.
Result<void> Rights::show(Scope& scope, meta::Register const& in, Clause const& clause,
                          bool has_me) const {
  bool const is_of_today = asks_who(clause.where);
  std::string const then = is_of_today ? "" : clause.where, now = is_of_today ? clause.where : "";
  Sight sight{.where = then,
              .today = both(now, confidence_.open(in)),
              .fields = all_seen(clause),
              .masked = clause.masked};
  TRY(scope.show(in, sight));
  if (confidence_.open(in).empty()) return {};
  if (has_me) {
    sight.today = both(now, confidence_.whole(in));
    TRY(scope.show(in, sight));
  }
  auto const* outline = confidence_.outline(in);
  if (!outline) return {};
  Sight outside{.where = then, .today = now, .of = Sight::Of::outline};
  std::ranges::set_intersection(sight.fields, *outline,
                                std::inserter(outside.fields, outside.fields.end()));
  std::ranges::set_intersection(sight.masked, *outline,
                                std::inserter(outside.masked, outside.masked.end()));
  if (!outside.fields.empty()) TRY(scope.show(in, outside));
  return {};
}

Result<Scope> Rights::figure_scope_of(Visitor const& visitor, std::string const& zone) const {
  TRY(check_zone(visitor, zone));
  if (!may_see_figures(visitor, zone)) return refused({"access.no_figures", {}}, "zone");
  return Scope::everything(zone);
}

Result<Rights::ScopePtr> Rights::open_scope_of(Visitor const& visitor,
                                               std::string const& zone) const {
  TRY(figure_scope_of(visitor, zone));
  return kept("open\n" + zone, [&]() -> Result<Scope> {
    Scope scope(zone, "");
    for (auto const& in : catalog_->registers()) {
      Sight sight{.today = confidence_.open(in)};
      for (auto const& field : in.fields) sight.fields.insert(field.name);
      TRY(scope.show(in, std::move(sight)));
    }
    return scope;
  });
}

std::set<std::string> Rights::may_hand_over(Visitor const& visitor, Right right,
                                            meta::Register const& in,
                                            std::string const& zone) const {
  std::set<std::string> fields;
  for (auto const& grant : visitor.grants) {
    auto const clauses = grant.role->registers.find(in.name);
    if (clauses == grant.role->registers.end() || !holds(grant, in, {zone, right})) continue;
    for (auto const& clause : clauses->second) {
      if (clause.may.contains(right)) {
        fields.insert(clause.hands_over.begin(), clause.hands_over.end());
      }
    }
  }
  return fields;
}

bool Rights::may(Visitor const& visitor, Right right, meta::Register const& in,
                 std::string const& zone) const {
  return std::ranges::any_of(visitor.grants, [&](Grant const& grant) {
    auto const clauses = grant.role->registers.find(in.name);
    if (clauses == grant.role->registers.end() || !holds(grant, in, {zone, right})) return false;
    return std::ranges::any_of(clauses->second,
                               [&](Clause const& one) { return one.may.contains(right); });
  });
}

Result<void> Rights::check(Visitor const& visitor, Right right, meta::Register const& in,
                           std::string const& zone) const {
  if (may(visitor, right, in, zone)) return {};
  return refused(
      {"access.may_not",
       {{"right", word_of(right)}, {"register", meta::argument_of(in.label)}, {"zone", zone}}},
      in.name);
}

namespace {

bool any_role(Visitor const& visitor, std::string const& zone, bool Role::* has) {
  return std::ranges::any_of(visitor.grants, [&](Grant const& grant) {
    return grant.role->*has && grant.zones.contains(zone);
  });
}

}  // namespace

bool Rights::may_see_figures(Visitor const& visitor, std::string const& zone) const {
  return any_role(visitor, zone, &Role::figures);
}

bool Rights::may_manage_accounts(Visitor const& visitor, std::string const& zone) const {
  return any_role(visitor, zone, &Role::accounts);
}

bool Rights::may_read_log(Visitor const& visitor, std::string const& zone) const {
  return any_role(visitor, zone, &Role::log);
}

Scope::Seen Rights::seen(Visitor const& visitor, meta::Register const& in, meta::Field const& field,
                         std::string const& zone) const {
  auto const scope = scope_of(visitor, zone);
  return scope ? (*scope)->seen(in, field) : Scope::Seen::hidden;
}

}  // namespace zonebook::access
