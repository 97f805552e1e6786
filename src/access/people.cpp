#include "access/people.h"

#include <algorithm>

#include "access/sql.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "ledger/own_clock.h"
#include "ledger/refusal.h"
#include "ledger/system_entry.h"
#include "ledger/zones.h"

namespace zonebook::access {
namespace {

using ledger::refuse;
using ledger::text_in;

constexpr std::size_t login_shortest = 2, login_longest = 40;  // code points

Json text(std::string const& value) { return Json::string(value); }

std::unexpected<Error> unknown_account() {
  return refuse(Error::Code::not_found, {"access.unknown_account", {}}, Json::object(), "account");
}

}  // namespace

// All accounts as they are on a day, as known when the root's ledger last moved.
struct People::Directory {
  Moment moment;
  std::map<std::string, Account> by_id;
  std::map<std::string, std::string, std::less<>> ids;  // by login
  std::map<std::string, std::string> zone_ids;          // by code
  std::map<std::string, NamedZone> zones;               // the same
  ledger::ZoneDays tree;

  Account const* find(std::string const& id) const {
    auto const found = by_id.find(id);
    return found != by_id.end() ? &found->second : nullptr;
  }
};

Result<People::Moment> People::moment() {
  Moment now{.last = {}, .today = ledger_.today()};
  auto const at = TRY(database_.read());
  TRY(at->each(sql::root_last, {root_}, [&](db::Row const& row) -> Result<void> {
    now.last = Instant(row.integer(0));
    return {};
  }));
  return now;
}

Result<People::DirectoryPtr> People::directory() {
  auto const now = TRY(moment());
  {
    std::lock_guard const lock(mutex_);
    if (directory_ && directory_->moment == now) return directory_;
  }
  auto made = TRY(read_directory(now));
  std::lock_guard const lock(mutex_);
  if (!directory_ || directory_->moment.last <= made->moment.last) directory_ = made;
  return made;
}

Result<People::DirectoryPtr> People::read_directory(Moment moment) {
  auto made = std::make_shared<Directory>();
  made->moment = moment;
  auto const today = moment.today;
  auto now = TRY(ledger_.read(root_));
  made->tree = TRY(now.store().zones_now());
  std::map<std::string, std::string> codes;  // of zones by record
  if (auto const* zones = ledger_.catalog().find("zone")) {
    auto const listed = TRY(now.list(*zones, today));
    for (auto const& [id, version] : listed) {
      auto const code = ledger::zone_code(version, *zones);
      codes.emplace(id, code);
      made->zone_ids.emplace(code, id);
    }
    for (auto const& [id, version] : listed) {
      auto const parent = codes.find(ledger::zone_parent(version, *zones).value_or(""));
      auto const& code = codes[id];
      made->zones.emplace(code, NamedZone{code, text_in(version, *zones, "name").value_or(code),
                                          parent != codes.end() ? parent->second : ""});
    }
  }
  auto const accounts = TRY(now.list(accounts_, today));
  for (auto const& [id, version] : accounts) {
    Account one{.id = id,
                .login = text_in(version, accounts_, "login").value_or(""),
                .name = text_in(version, accounts_, "name").value_or(""),
                .me = text_in(version, accounts_, "me").value_or(""),
                .home = codes[text_in(version, accounts_, "home").value_or("")]};
    if (text_in(version, accounts_, "language") == "en") one.language = Language::en;
    one.is_sample_card = text_in(version, accounts_, "by_card").has_value();
    made->ids.emplace(one.login, id);
    made->by_id.emplace(id, std::move(one));
  }
  auto const grants = TRY(now.list(grants_, today));
  for (auto const& [id, version] : grants) {
    auto const account = made->by_id.find(text_in(version, grants_, "account").value_or(""));
    auto const* role = rights_->roles().find(text_in(version, grants_, "role").value_or(""));
    auto const zone = codes.find(text_in(version, grants_, "zone").value_or(""));
    // A role that is no longer in the model, and a zone that is no more, grant nothing.
    if (account == made->by_id.end() || !role || zone == codes.end()) continue;
    account->second.grants.push_back(
        {id, role, zone->second, made->tree.below(zone->second, today)});
  }
  return made;
}

Result<Visitor> People::visitor(std::string const& account) {
  auto const all = TRY(directory());
  auto const* found = all->find(account);
  if (!found) {
    return refuse(Error::Code::forbidden, {"access.no_account", {}}, Json::object(), "account");
  }
  return Visitor{.account = found->id,
                 .login = found->login,
                 .name = found->name,
                 .me = found->me,
                 .home = found->home,
                 .language = found->language,
                 .grants = found->grants};
}

Result<std::optional<Account>> People::find_login(std::string const& login) {
  auto const all = TRY(directory());
  auto const id = all->ids.find(normalise(login));
  if (id == all->ids.end()) return std::nullopt;
  return *all->find(id->second);
}

Result<std::optional<Account>> People::find(std::string const& account) {
  auto const all = TRY(directory());
  auto const* found = all->find(account);
  return found ? std::optional(*found) : std::nullopt;
}

Result<std::vector<Account>> People::list(std::string const& zone) {
  auto const all = TRY(directory());
  auto const tree = TRY(zones_below(zone));
  std::vector<Account> listed;
  for (auto const& [login, id] : all->ids) {
    auto const& one = *all->find(id);
    auto const is_there = [&](Grant const& grant) { return tree.contains(grant.zone); };
    if (tree.contains(one.home) || std::ranges::any_of(one.grants, is_there)) {
      listed.push_back(one);
    }
  }
  return listed;
}

Result<std::vector<NamedZone>> People::zones_of(Visitor const& visitor) {
  auto const all = TRY(directory());
  std::set<std::string> mine;
  for (auto const& grant : visitor.grants) mine.insert(grant.zones.begin(), grant.zones.end());
  std::vector<NamedZone> zones;
  for (auto const& code : mine) {
    auto const found = all->zones.find(code);
    if (found != all->zones.end()) zones.push_back(found->second);
  }
  return zones;
}

Result<std::set<std::string>> People::zones_below(std::string const& zone) {
  auto const all = TRY(directory());
  return all->tree.below(zone, all->moment.today);
}

// On any day: who manages accounts from today does not read the log from tomorrow.
Result<void> People::check_duties(NewGrant const& one, Date today) {
  if (setting_ == Setting::small_unit) return {};
  ledger::Stretch const on{one.from.value_or(today), one.to.value_or(ledger::open_end())};
  std::vector<Role const*> held = {rights_->roles().find(one.role)};
  auto now = TRY(ledger_.read(root_));
  auto const ids = TRY(now.store().referrers_of(one.account));
  for (auto const& id : ids) {
    auto const life = TRY(now.store().now(id));
    if (life.in != &grants_) continue;
    for (auto const& version : life.versions) {
      if (!version.on.meets(on)) continue;
      held.push_back(rights_->roles().find(text_in(version, grants_, "role").value_or("")));
    }
  }
  auto const has = [&](bool Role::* duty) {
    return std::ranges::any_of(held, [&](Role const* role) { return role && role->*duty; });
  };
  if (!has(&Role::accounts) || !has(&Role::log)) return {};
  return refuse(Error::Code::conflict, {"access.separate_duties", {}}, Json::object(), "role");
}

Result<void> People::check_manages(Visitor const& by, std::string const& zone) const {
  if (rights_->may_manage_accounts(by, zone)) return {};
  return refuse(Error::Code::forbidden, {"access.may_not_manage", {{"zone", zone}}}, Json::object(),
                "zone");
}

Result<bool> People::was_given(std::string const& login) {
  auto const at = TRY(database_.read());
  bool was_given = false;
  TRY(at->each(sql::find_login, {login}, [&](db::Row const&) -> Result<void> {
    was_given = true;
    return {};
  }));
  return was_given;
}

Result<void> People::check_login(std::string const& login) {
  auto const length = code_point_count(login);
  bool const is_one = length >= login_shortest && length <= login_longest &&
                      login.find_first_of(" \t\r\n/:") == std::string::npos;
  if (!is_one || login == ledger::system_actor) {
    return invalid({"access.wrong_login", {}}, "login");
  }
  auto const is_taken = TRY(was_given(login));
  if (!is_taken) return {};
  return refuse(Error::Code::conflict, {"access.login_taken", {{"login", login}}}, Json::object(),
                "login");
}

Result<Json> People::account_change(Directory const& all, NewAccount const& one) const {
  auto const home = all.zone_ids.find(one.zone);
  if (home == all.zone_ids.end()) {
    return refuse(Error::Code::not_found, {"access.no_zone", {{"zone", one.zone}}}, Json::object(),
                  "zone");
  }
  auto fields = Json::object({{"login", text(one.login)},
                              {"name", text(one.name)},
                              {"home", text(home->second)},
                              {"language", text(one.language == Language::en ? "en" : "zh")}});
  if (!one.me.empty()) fields.set("me", text(one.me));
  if (one.is_sample_card) fields.set("by_card", text("card"));
  return Json::object({{"kind", text("create")},
                       {"register", text(account_register)},
                       {"id", text("new:account")},
                       {"valid_from", text(all.moment.today.to_string())},
                       {"fields", std::move(fields)}});
}

Result<Json> People::grant_change(Directory const& all, NewGrant const& one) const {
  auto const zone = all.zone_ids.find(one.zone);
  if (zone == all.zone_ids.end()) {
    return refuse(Error::Code::not_found, {"access.no_zone", {{"zone", one.zone}}}, Json::object(),
                  "zone");
  }
  if (!rights_->roles().find(one.role)) {
    return refuse(Error::Code::not_found, {"access.no_role", {{"role", one.role}}}, Json::object(),
                  "role");
  }
  auto change = Json::object({{"kind", text("create")},
                              {"register", text(grant_register)},
                              {"id", text("new:grant")},
                              {"valid_from", text(one.from.value_or(all.moment.today).to_string())},
                              {"fields", Json::object({{"account", text(one.account)},
                                                       {"role", text(one.role)},
                                                       {"zone", text(zone->second)}})}});
  if (one.to) change.set("valid_to", text(one.to->to_string()));
  return change;
}

Result<ledger::Receipt> People::write(std::string const& actor, std::vector<Json> changes) {
  return ledger_.append(Json::object({{"zone", text(root_)},
                                      {"actor", text(actor)},
                                      {"changes", Json::array(std::move(changes))}}));
}

Result<void> People::keep(std::string const& actor, std::string_view what, std::string const& about,
                          std::string const& zone, Json details) {
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.shown(at));
    return ledger::audit(at,
                         {.act = std::string(what),
                          .actor = actor,
                          .zone = zone,
                          .about = about,
                          .details = details},
                         now);
  });
}

Result<std::string> People::open(Visitor const& by, NewAccount const& one) {
  TRY(check_manages(by, one.zone));
  auto const all = TRY(directory());
  auto account = one;
  account.login = as_seen(account.login);
  account.is_sample_card = false;
  TRY(check_login(account.login));
  auto const is_same = [&](auto const& other) { return other.second.me == one.me; };
  if (!one.me.empty() && std::ranges::any_of(all->by_id, is_same)) {
    return refuse(Error::Code::conflict, {"access.me_taken", {{"me", one.me}}}, Json::object(),
                  "me");
  }
  std::vector<Json> changes(1);
  changes.front() = TRY(account_change(*all, account));
  auto const receipt = TRY(write(by.login, std::move(changes)));
  auto const id = receipt.made.front().second;
  TRY(keep(by.login, act::account_opened, id, one.zone,
           Json::object({{"login", text(account.login)}})));
  return id;
}

Result<std::string> People::grant(Visitor const& by, NewGrant const& one) {
  TRY(check_manages(by, one.zone));
  if (one.account == by.account) {
    return refuse(Error::Code::forbidden, {"access.own_grant", {}}, Json::object(), "account");
  }
  auto const all = TRY(directory());
  auto const* account = all->find(one.account);
  if (!account) return unknown_account();
  TRY(check_manages(by, managed_at(*account)));
  if (one.from && *one.from < all->moment.today) {
    return invalid({"access.grant_in_past", {}}, "from");
  }
  TRY(check_duties(one, all->moment.today));
  std::vector<Json> changes(1);
  changes.front() = TRY(grant_change(*all, one));
  auto const receipt = TRY(write(by.login, std::move(changes)));
  auto const id = receipt.made.front().second;
  TRY(keep(by.login, act::role_granted, id, one.zone,
           Json::object({{"account", text(one.account)}, {"role", text(one.role)}})));
  return id;
}

// From today, or from the day on which it would begin.
Result<std::optional<Json>> People::end_of(ledger::Store& store, std::string const& id) const {
  auto const life = TRY(store.now(id));
  auto const today = ledger_.today();
  auto change = Json::object({{"kind", text("retire")},
                              {"id", text(id)},
                              {"register", text(life.in ? life.in->name : "")}});
  for (auto const& version : life.versions) {
    if (version.on.to <= today) continue;
    change.set("valid_from", text(std::max(today, version.on.from).to_string()));
    return change;
  }
  return std::nullopt;
}

Result<void> People::revoke(Visitor const& by, std::string const& grant) {
  auto now = TRY(ledger_.read(root_));
  auto const life = TRY(now.store().now(grant));
  if (life.in != &grants_ || life.versions.empty()) {
    return refuse(Error::Code::not_found, {"access.no_grant", {}}, Json::object(), "grant");
  }
  auto const& last = life.versions.back();
  auto const all = TRY(directory());
  auto const zone_id = text_in(last, grants_, "zone").value_or("");
  auto const zone =
      std::ranges::find_if(all->zone_ids, [&](auto const& one) { return one.second == zone_id; });
  auto const managed = zone != all->zone_ids.end() ? zone->first : root_;
  TRY(check_manages(by, managed));
  auto const account = text_in(last, grants_, "account").value_or("");
  if (account == by.account) {
    return refuse(Error::Code::forbidden, {"access.own_grant", {}}, Json::object(), "account");
  }
  auto change = TRY(end_of(now.store(), grant));
  if (!change) return {};
  std::vector<Json> changes;
  changes.push_back(std::move(*change));
  TRY(write(by.login, std::move(changes)));
  return keep(by.login, act::role_revoked, grant, managed,
              Json::object({{"account", text(account)}}));
}

Result<void> People::check_may_manage(Visitor const& by, std::string const& account) {
  auto const one = TRY(find(account));
  if (!one) return unknown_account();
  TRY(check_manages(by, managed_at(*one)));
  for (auto const& grant : one->grants) TRY(check_manages(by, grant.zone));
  if (account != by.account) return {};
  return refuse(Error::Code::forbidden, {"access.own_grant", {}}, Json::object(), "account");
}

Result<void> People::close(Visitor const& by, std::string const& account) {
  TRY(check_may_manage(by, account));
  auto const one = TRY(find(account));
  if (!one) return unknown_account();
  auto now = TRY(ledger_.read(root_));
  std::vector<Json> changes;
  auto ids = TRY(now.store().referrers_of(account));
  ids.push_back(account);
  for (auto const& id : ids) {
    auto const life = TRY(now.store().now(id));
    if (life.in != &grants_ && life.in != &accounts_) continue;
    auto change = TRY(end_of(now.store(), id));
    if (change) changes.push_back(std::move(*change));
  }
  TRY(write(by.login, std::move(changes)));
  return keep(by.login, act::account_closed, account, one->home,
              Json::object({{"login", text(one->login)}}));
}

Result<std::string> People::begin(NewAccount const& one, std::string const& role) {
  auto const all = TRY(directory());
  if (!all->by_id.empty()) {
    return refuse(Error::Code::conflict, {"access.has_accounts", {}});
  }
  std::vector<Json> changes(2);
  changes[0] = TRY(account_change(*all, one));
  changes[1] = TRY(grant_change(*all, {.account = "new:account", .role = role, .zone = one.zone}));
  auto const receipt = TRY(write(ledger::system_actor, std::move(changes)));
  auto const id = receipt.made.front().second;
  TRY(keep(ledger::system_actor, act::account_opened, id, one.zone,
           Json::object({{"login", text(one.login)}, {"role", text(role)}})));
  return id;
}

Result<void> People::add_cards(std::vector<Card> const& cards) {
  auto const all = TRY(directory());
  {
    auto const at = TRY(database_.read());
    auto const own = TRY(ledger::own_clock(*at));
    auto const is_begun = TRY(ledger::is_own_clock_begun(*at));
    if (!own && !is_begun) return refuse(Error::Code::forbidden, {"access.no_sample", {}});
  }
  for (auto const& card : cards) {
    auto account = card.account;
    account.is_sample_card = true;
    std::vector<Json> changes(2);
    changes[0] = TRY(account_change(*all, account));
    changes[1] = TRY(grant_change(
        *all, {.account = "new:account", .role = card.role, .zone = card.account.zone}));
    TRY(write(ledger::system_actor, std::move(changes)));
  }
  return {};
}

}  // namespace zonebook::access
