// For tests: a ledger with the registers of this room over the zones root ← east ← park, root ←
// west, and a small business: projects that may be confidential, visits to them, notes on visits,
// firms of the whole tree; the clock stands until it is set.
//
//   class SignIn : public AccessFixture {};
//   TEST_P(SignIn, …) { auto const wang = account("wang", "manager", "east"); … }

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "access/access.h"
#include "db/database_fixture.h"
#include "ledger/ledger_fixture.h"

namespace zonebook::access {

class AccessFixture : public db::DatabaseFixture {
 protected:
  void SetUp() override;
  // Which changes need one; none do.
  virtual std::shared_ptr<ledger::SecondPerson const> second_person() const { return nullptr; }

  // The id of the record that it makes; `fields` as JSON members.
  std::string make(std::string const& zone, std::string const& in, std::string const& fields,
                   std::string const& from = "2023-01-01");
  ledger::Receipt append(std::string const& zone, std::string const& change);
  Json letter(std::string const& zone, std::string const& change) const;

  // An account with a role in a zone and no password yet: its id.
  std::string account(std::string const& login, std::string const& role, std::string const& zone,
                      std::string const& me = "");
  // Its password is set, by an invitation.
  void give_password(std::string const& account, std::string const& password);
  // Somebody who was never written down: one role in one zone.
  Visitor visitor(std::string const& role, std::string const& zone, std::string const& me = "",
                  std::string const& login = "示例人员01");

  // Again, as another process would: with its own caches.
  std::unique_ptr<Access> another(Setting = Setting::small_unit);
  // The acts in the audit chain, in order: "signed_in wang".
  std::vector<std::string> audited();
  meta::Register const& in(std::string const& name) const { return *catalog_->find(name); }
  Date day() const { return *Date::parse("2023-06-30"); }

  ledger::StepClock clock_{"2023-06-28T02:00:00Z"};
  std::map<std::string, std::string> zones_;  // the records by code
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<ledger::Proposals> proposals_;
  std::unique_ptr<Access> access_;
  Visitor admin_;  // of the root
};

// The roles and the confidential registers of this business.
std::vector<RoleFile> role_files();
// "no error", or the key.
template <class T>
std::string key_of(Result<T> const& result) {
  return result ? "no error" : result.error().says.key;
}

}  // namespace zonebook::access
