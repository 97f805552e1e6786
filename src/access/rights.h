// From roles to what a visitor may: the Scope that every read takes, and yes or no for every act.
//
//   auto scope = TRY(rights.scope_of(visitor, "jiaocheng"));
//   auto now = TRY(ledger.read(*scope));
//   TRY(rights.check(visitor, Right::append, project, "jiaocheng"));
//
// Promises
//   1. A grant holds in its zone and those below, and for the records of the root that are of the
//      whole tree (root_only) to write; nobody has rights above.
//   2. Of several grants all are held together: a record is seen by any of them.
//   3. A confidential record is whole only for its people.  For the others it has its public fields
//      alone, or is not there; so it is in lists, filters, sorts, searches, counts and history, and
//      so is what refers to it.  A question about a field that is not public does not find it.
//   4. The registers of access (account, role_grant) are written by People alone: `append` is never
//      granted on them, nor on what the ledger keeps itself.
//
// Cost: the scope of a visitor is made once (some ms) and kept, for up to 256 of them.
// Threads: all functions from any.

#pragma once

#include <list>
#include <memory>
#include <mutex>

#include "access/visitor.h"
#include "ledger/scope.h"

namespace zonebook::access {

class Rights {
 public:
  Rights(std::shared_ptr<meta::Catalog const> catalog, Roles roles);

  using ScopePtr = std::shared_ptr<ledger::Scope const>;
  // What the visitor reads in a zone and below; for `right`, the records it may do that to.
  //   forbidden  access.zone_not_yours
  Result<ScopePtr> scope_of(Visitor const&, std::string const& zone,
                            Right right = Right::read) const;

  // Everything in the zone and below, for figures: a figure is one number, whoever asks.
  //   forbidden  access.no_figures, access.zone_not_yours
  Result<ledger::Scope> figure_scope_of(Visitor const&, std::string const& zone) const;
  // Of a figure over this register: does the visitor lack the right to some of its records?  Then a
  // count of 1 or 2 is not told, nor a value over so few.
  bool must_suppress(Visitor const&, meta::Register const&, std::string const& zone) const;
  static constexpr std::int64_t fewest_told = 3;
  // Whether a figure may be split by a field: it must be plain, and public where the register has
  // confidential records that the visitor does not see.
  //   forbidden  access.not_split_by
  Result<void> check_split(Visitor const&, meta::Register const&, meta::Field const&,
                           std::string const& zone) const;

  bool may(Visitor const&, Right, meta::Register const&, std::string const& zone) const;
  // The same as a refusal: access.may_not, which names the right and the register.
  Result<void> check(Visitor const&, Right, meta::Register const&, std::string const& zone) const;

  bool may_see_figures(Visitor const&, std::string const& zone) const;
  bool may_manage_accounts(Visitor const&, std::string const& zone) const;
  bool may_read_log(Visitor const&, std::string const& zone) const;  // of the root: all of it

  // The fields that the visitor sees plain or masked in some record, for the model that is shown.
  ledger::Scope::Seen seen(Visitor const&, meta::Register const&, meta::Field const&,
                           std::string const& zone) const;

  Roles const& roles() const { return roles_; }
  meta::Catalog const& catalog() const { return *catalog_; }

 private:
  Result<ScopePtr> make_scope(Visitor const&, std::string const& zone, Right) const;

  std::shared_ptr<meta::Catalog const> catalog_;
  Roles roles_;

  mutable std::mutex mutex_;
  mutable std::list<std::pair<std::string, ScopePtr>> kept_;  // the latest first
};

}  // namespace zonebook::access
