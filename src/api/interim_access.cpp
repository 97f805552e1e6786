// Role cards alone, until the room access has its own.

#include <map>
#include <mutex>

#include "access/access.h"
#include "access/mask.h"

namespace zonebook::access {
namespace {
std::mutex lock;
std::map<std::string, std::string> held_sessions;
Roles const roles = [] {
  Roles all;
  for (auto const& [name, zh, en] :
       std::initializer_list<std::tuple<char const*, char const*, char const*>>{
           {"leader", "领导", "Leader"},
           {"manager", "项目经理", "Project manager"},
           {"statistician", "统计员", "Statistician"},
           {"clerk", "窗口人员", "Clerk"},
           {"editor", "编辑", "Editor"},
           {"province", "省级", "Province"},
           {"enterprise", "企业", "Enterprise"}}) {
    Role role{.name = name, .label = {zh, en}, .about = ""};
    role.figures = true;
    all.by_name.emplace(name, role);
  }
  return all;
}();
}  // namespace

Role const* Roles::find(std::string_view name) const {
  auto const found = by_name.find(name);
  return found == by_name.end() ? nullptr : &found->second;
}
Rights::Rights(std::shared_ptr<meta::Catalog const> catalog, Roles given)
    : catalog_(std::move(catalog)), roles_(std::move(given)) {}
Result<Rights::ScopePtr> Rights::scope_of(Visitor const&, std::string const& zone, Right) const {
  return std::make_shared<ledger::Scope const>(ledger::Scope::everything(zone));
}
Result<ledger::Scope> Rights::figure_scope_of(Visitor const&, std::string const& zone) const {
  return ledger::Scope::everything(zone);
}
bool Rights::may(Visitor const&, Right, meta::Register const&, std::string const&) const {
  return true;
}
bool Rights::may_see_figures(Visitor const&, std::string const&) const { return true; }
bool Rights::may_manage_accounts(Visitor const&, std::string const&) const { return false; }
bool Rights::may_read_log(Visitor const&, std::string const&) const { return true; }
ledger::Scope::Seen Rights::seen(Visitor const&, meta::Register const&, meta::Field const&,
                                 std::string const&) const {
  return ledger::Scope::Seen::plain;
}
std::string_view name_of(Right right) {
  constexpr std::string_view names[] = {"read", "append", "propose", "approve", "export", "unmask"};
  return names[static_cast<std::size_t>(right)];
}
bool is_for_want_of_sign_in(Error const& error) {
  return error.says.key == "access.not_signed_in" || error.says.key == "access.wrong_sign_in";
}
People::People(ledger::Ledger& ledger, db::Database& database, std::shared_ptr<Rights const> rights,
               std::string root)
    : ledger_(ledger), database_(database), rights_(std::move(rights)), root_(std::move(root)) {}
struct People::Directory {};
std::string Sessions::csrf_of(std::string const& id) const { return keyed(id, csrf_key_); }
Result<Sessions::Begun> SignIns::sign_in_by_card(std::string const& login, std::string const&) {
  if (!access::roles.find(login)) {
    return std::unexpected(Error{Error::Code::not_found, {"access.no_card", {}}, "card"});
  }
  std::lock_guard const guard(lock);
  auto token = new_token();
  held_sessions[token] = login;
  return Sessions::Begun{token, "", {}};
}
Result<Sessions::Begun> SignIns::sign_in(Attempt const&) {
  return std::unexpected(Error{Error::Code::forbidden, {"access.wrong_sign_in", {}}, ""});
}
Access::Access(Parts const& parts, Key const& key)
    : parts_(parts),
      rights_(std::make_shared<Rights const>(parts.catalog, parts.roles)),
      passwords_(parts.passwords_at_once),
      people_(parts.ledger, parts.database, rights_, parts.root),
      sessions_(parts.database, parts.real, key),
      tokens_(parts.database, parts.real),
      sign_ins_(parts.database, people_, sessions_, passwords_, parts.real, key, parts.setting),
      acts_(parts.ledger, parts.proposals, parts.database, rights_) {}
Result<std::unique_ptr<Access>> Access::open(Parts parts) {
  auto const key = Key::of(parts.secret);
  if (!key) return invalid({"access.not_signed_in", {}});
  return std::unique_ptr<Access>(new Access(parts, *key));
}
Result<Visitor> Access::by_cookie(std::string_view token) {
  std::lock_guard const guard(lock);
  auto const found = held_sessions.find(std::string(token));
  if (found == held_sessions.end()) {
    return std::unexpected(Error{Error::Code::forbidden, {"access.not_signed_in", {}}, ""});
  }
  Visitor visitor{.account = found->second, .login = found->second, .name = found->second};
  visitor.home = parts_.root;
  visitor.session = digest(token);
  auto const now = TRY(parts_.ledger.read(parts_.root));
  auto const below = now.below();
  visitor.grants.push_back({.id = "1",
                            .role = access::roles.find(found->second),
                            .zone = parts_.root,
                            .zones = {below.begin(), below.end()}});
  return visitor;
}
Result<Visitor> Access::by_bearer(std::string_view) {
  return std::unexpected(Error{Error::Code::forbidden, {"access.not_signed_in", {}}, ""});
}
Result<void> Access::check_csrf(Visitor const& visitor, std::string_view given) const {
  if (given == csrf_of(visitor)) return {};
  return std::unexpected(Error{Error::Code::forbidden, {"access.wrong_csrf", {}}, ""});
}
Result<void> Access::sign_out(Visitor const& visitor) {
  std::lock_guard const guard(lock);
  std::erase_if(held_sessions,
                [&](auto const& one) { return digest(one.first) == visitor.session; });
  return {};
}
Result<std::vector<Account>> Access::sample_cards() {
  std::vector<Account> cards;
  for (auto const& [name, role] : access::roles.by_name) {
    Account card{.id = name, .login = name, .name = role.label.zh, .me = "", .home = parts_.root};
    card.grants.push_back({.id = name, .role = &role, .zone = parts_.root, .zones = {}});
    cards.push_back(card);
  }
  return cards;
}
Result<void> mask(ledger::Version& version, meta::Register const& in, std::string const&,
                  ledger::Snapshot&) {
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    if (in.fields[i].personal && !db::is_null(version.values[i])) version.values[i] = "****";
  }
  return {};
}

}  // namespace zonebook::access
