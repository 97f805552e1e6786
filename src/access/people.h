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
//   3. Nobody grants what they do not hold the management of: the zone of the grant and the home of
//      the account must be theirs, and nobody changes their own grants.  An account whose home is
//      no more is the root's.
//   4. A login is as it is seen, and no two living accounts are the same `me`.
//   5. Each act stands in the ledger as an entry and in the audit chain.
//
// Cost: one row of the root's head for each visitor; all accounts are read again when the root's
// ledger moved on.  Threads: all functions from any.

#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "access/account.h"
#include "access/rights.h"
#include "access/times.h"
#include "ledger/audit.h"
#include "ledger/ledger.h"

namespace zonebook::access {

namespace act {
constexpr auto account_opened = "account_opened";
constexpr auto account_closed = "account_closed";
constexpr auto role_granted = "role_granted";
constexpr auto role_revoked = "role_revoked";
}  // namespace act

constexpr auto account_register = "account";
constexpr auto grant_register = "role_grant";

class People {
 public:
  People(ledger::Ledger& ledger, db::Database& database, std::shared_ptr<Rights const> rights,
         std::string root, Times const& times, Setting setting)
      : ledger_(ledger),
        database_(database),
        rights_(std::move(rights)),
        root_(std::move(root)),
        times_(times),
        setting_(setting),
        accounts_(*ledger.catalog().find(account_register)),
        grants_(*ledger.catalog().find(grant_register)) {}

  //   forbidden  access.no_account: closed, or never opened
  Result<Visitor> visitor(std::string const& account);
  Result<std::optional<Account>> find_login(std::string const& login);
  Result<std::optional<Account>> find(std::string const& account);
  Result<bool> was_given(std::string const& login);  // now or ever, to an account
  // What moves whenever a visitor may be another.
  struct Moment {
    Instant last;  // of the root's ledger
    Date today;
    bool operator==(Moment const&) const = default;
  };
  Result<Moment> moment();
  // Those of the visitor's grants, as they are today, by code; kept as accounts are.
  Result<std::vector<NamedZone>> zones_of(Visitor const&);
  // A zone and those below it, as the tree is today.
  Result<std::set<std::string>> zones_below(std::string const& zone);
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
  //   conflict   access.login_taken, access.me_taken
  //   forbidden  access.may_not_manage
  Result<std::string> open(Visitor const& by, NewAccount const&);
  //   not_found  access.unknown_account
  Result<void> close(Visitor const& by, std::string const& account);

  struct NewGrant {
    std::string account, role, zone;
    std::optional<Date> from = {};  // today, if absent, or later
    std::optional<Date> to = {};    // the first day without it; absent: until revoked
  };
  //   not_found  access.no_role, access.unknown_account
  //   forbidden  access.may_not_manage, access.own_grant
  //   conflict   access.separate_duties: with any grant of the account on the same days
  //   invalid    access.grant_in_past
  Result<std::string> grant(Visitor const& by, NewGrant const&);
  // From today.
  //   not_found  access.no_grant
  Result<void> revoke(Visitor const& by, std::string const& grant);

  // Of another's account: its home, and wherever it has a role, is for the visitor to manage.
  //   as close()
  Result<void> check_may_manage(Visitor const& by, std::string const& account);

  // The first administrator of a new ledger, by `init`: its account.
  //   conflict   access.has_accounts
  Result<std::string> begin(NewAccount const&, std::string const& role);
  // The role cards of a sample: by whoever makes it, in the name of "system".
  struct Card {
    NewAccount account;
    std::string role;
  };
  //   forbidden  access.no_sample: the database is none
  Result<void> add_cards(std::vector<Card> const&);

 private:
  struct Directory;
  using DirectoryPtr = std::shared_ptr<Directory const>;

  Result<DirectoryPtr> directory();
  Result<DirectoryPtr> read_directory(Moment);
  Result<void> check_login(std::string const& login);
  Result<void> check_duties(NewGrant const&, Date today);
  std::string managed_at(Account const& one) const { return one.home.empty() ? root_ : one.home; }
  Result<void> check_manages(Visitor const& by, std::string const& zone) const;
  Result<Json> account_change(Directory const&, NewAccount const&) const;
  Result<Json> grant_change(Directory const&, NewGrant const&) const;
  Result<std::optional<Json>> end_of(ledger::Store&, std::string const& id) const;
  Result<ledger::Receipt> write(std::string const& actor, std::vector<Json> changes);
  Result<void> keep(std::string const& actor, std::string_view act, std::string const& about,
                    std::string const& zone, Json details);

  ledger::Ledger& ledger_;
  db::Database& database_;
  std::shared_ptr<Rights const> rights_;
  std::string root_;
  Times times_;
  Setting setting_;
  meta::Register const& accounts_;
  meta::Register const& grants_;
  std::mutex mutex_;
  DirectoryPtr directory_;
};

}  // namespace zonebook::access
