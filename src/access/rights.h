// From roles to what a visitor may: the Scope that every read takes, and yes or no for every act.
//
//   auto scope = TRY(rights.scope_of(visitor, "jiaocheng"));
//   auto now = TRY(ledger.read(*scope));
//   TRY(rights.check(visitor, Right::append, project, "jiaocheng"));
//
// Promises
//   1. A grant holds in its zone and those below.  What belongs to the whole tree (root_only) it
//      also lets write at the root, but for registers that a room of src/ owns; nobody has more
//      rights above.
//   2. Of several grants all are held together: a record is seen by any of them.
//   3. What is confidential today is so whatever pair is read, and whose a record is is asked of
//      today: with a project its older agreements change hands.
//      A confidential record is whole only for its people.  For the others it is an outline
//      (ledger/scope.h), or not there; so in lists, filters, sorts, searches, counts and history.
//      What refers to it, by a reference or two, is there for its people alone.
//   4. Rights never add to what a clause names: without one, nothing.
//   5. The registers of access (account, role_grant) are written by People alone: no role names
//      them.
//
// Cost: the scope of a visitor is made once (some ms) and kept, for up to 256 of them.
// Threads: all functions from any.

#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "access/confidence.h"
#include "access/visitor.h"
#include "ledger/scope.h"

namespace zonebook::access {

class Rights {
 public:
  // `root`: the zone above all.
  Rights(std::shared_ptr<meta::Catalog const> catalog, Roles roles, std::string root);

  using ScopePtr = std::shared_ptr<ledger::Scope const>;
  // What the visitor reads in a zone and below; for `right`, the records it may do that to.
  //   forbidden  access.zone_not_yours
  Result<ScopePtr> scope_of(Visitor const&, std::string const& zone,
                            Right right = Right::read) const;

  // Everything in the zone and below, for figures: a figure is one number, whoever asks.
  //   forbidden  access.no_figures, access.zone_not_yours
  Result<ledger::Scope> figure_scope_of(Visitor const&, std::string const& zone) const;
  // The same without confidential records: where both count alike, nothing is hidden.
  Result<ScopePtr> open_scope_of(Visitor const&, std::string const& zone) const;
  // Of a figure over so many records, of which the visitor sees so many (by scope_of; 0 where the
  // register is not shown): whether the value is kept back, for it would tell of one or two records
  // what they say.  A group of which the visitor sees no record is not told by name either.
  static constexpr bool must_suppress(std::int64_t behind, std::int64_t seen) {
    return behind > seen && (behind < fewest_told || behind - seen < fewest_told);
  }
  static constexpr std::int64_t fewest_told = 3;

  bool may(Visitor const&, Right, meta::Register const&, std::string const& zone) const;
  // The same as a refusal: access.may_not, which names the right and the register.
  Result<void> check(Visitor const&, Right, meta::Register const&, std::string const& zone) const;

  // The fields by which a record may be given out of one's own hands (Clause::hands_over).
  std::set<std::string> may_hand_over(Visitor const&, Right, meta::Register const&,
                                      std::string const& zone) const;

  bool may_see_figures(Visitor const&, std::string const& zone) const;
  bool may_manage_accounts(Visitor const&, std::string const& zone) const;
  bool may_read_log(Visitor const&, std::string const& zone) const;  // of the root: all of it

  // The fields that the visitor sees plain or masked in some record, for the model that is shown.
  ledger::Scope::Seen seen(Visitor const&, meta::Register const&, meta::Field const&,
                           std::string const& zone) const;

  Roles const& roles() const { return roles_; }
  meta::Catalog const& catalog() const { return *catalog_; }

 private:
  struct Asked {
    std::string zone;
    Right right = Right::read;
  };
  using Make = std::function<Result<ledger::Scope>()>;
  Result<ScopePtr> kept(std::string const& key, Make const&) const;
  Result<ledger::Scope> make_scope(Visitor const&, Asked const&) const;
  Result<void> show(ledger::Scope&, meta::Register const&, Clause const&, bool has_me) const;
  Result<void> check_zone(Visitor const&, std::string const& zone) const;
  bool holds(Grant const&, meta::Register const&, Asked const&) const;

  std::shared_ptr<meta::Catalog const> catalog_;
  Roles roles_;
  std::string root_;
  Confidence confidence_;

  mutable std::mutex mutex_;
  mutable std::list<std::pair<std::string, ScopePtr>> scopes_;  // the latest first
};

}  // namespace zonebook::access
