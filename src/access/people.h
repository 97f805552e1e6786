// Accounts and what is granted to them: records of the root zone in the ledger (account,
// role_grant), so that who could do what on any day can be read again.  Secrets are elsewhere
// (sign_in.h).
//
//   auto visitor = TRY(people.visitor(account_id));
//   auto made = TRY(people.open(visitor, {.login = "wang", .name = "王某", .zone = "jiaocheng"}));
//   TRY(people.grant(visitor, {.account = made, .role = "manager", .zone = "jiaocheng"}));
//
// Promises
//   1. A visitor's rights are those of now: a grant that was revoked is gone with the next request
//      in every process.
//   2. A login is never given twice, also after its account was closed.
//   3. Nobody grants what they do not hold the management of: the zone must be theirs, and nobody
//      changes their own grants.
//   4. Each act stands in the ledger as an entry and in the audit chain.
//
// Cost: one row of the root's head for each visitor; all accounts are read again when the root's
// ledger moved on.  Threads: all functions from any.

#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "access/rights.h"
#include "ledger/ledger.h"

namespace zonebook::access {

constexpr auto account_register = "account";
constexpr auto grant_register = "role_grant";

struct Account {
  std::string id, login, name, me, home;
  Language language = Language::zh;
  bool is_sample_card = false;  // signs in without a password, in a sample database
  std::vector<Grant> grants;    // of today
};

class People {
 public:
  People(ledger::Ledger& ledger, db::Database& database, std::shared_ptr<Rights const> rights,
         std::string root);

  //   forbidden  access.no_account: closed, or never opened
  Result<Visitor> visitor(std::string const& account);
  Result<std::optional<Account>> find_login(std::string const& login);
  // Accounts with a grant in the zone or below, or whose home is there, by login.
  Result<std::vector<Account>> list(std::string const& zone);

  struct NewAccount {
    std::string login, name;
    std::string zone;  // where its pages begin; the manager's or below
    std::string me = {};
    Language language = Language::zh;
    bool is_sample_card = false;
  };
  //   invalid    access.wrong_login
  //   conflict   access.login_taken
  //   forbidden  access.may_not_manage
  Result<std::string> open(Visitor const& by, NewAccount const&);
  //   not_found  access.unknown_account
  Result<void> close(Visitor const& by, std::string const& account);

  struct NewGrant {
    std::string account, role, zone;
    Date from = {};  // the epoch: today
    std::optional<Date> to = {};
  };
  //   not_found  access.no_role, access.unknown_account
  //   forbidden  access.may_not_manage, access.own_grant
  Result<std::string> grant(Visitor const& by, NewGrant const&);
  // From today.
  Result<void> revoke(Visitor const& by, std::string const& grant);

  // The first administrator of a new ledger, made by `init`, and the cards of a sample.
  //   conflict   access.has_accounts
  Result<std::string> begin(NewAccount const&, std::string const& role);
  Result<void> add_cards(std::vector<NewAccount> const&, std::map<std::string, std::string> roles);

 private:
  struct Directory;

  Result<std::shared_ptr<Directory const>> directory();
  Result<std::string> make(Visitor const& by, Json change, std::string_view act);

  ledger::Ledger& ledger_;
  db::Database& database_;
  std::shared_ptr<Rights const> rights_;
  std::string root_;
  std::mutex mutex_;
  std::shared_ptr<Directory const> directory_;
};

}  // namespace zonebook::access
