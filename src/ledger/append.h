// One entry on its way into the log, inside one transaction.  The order of its checks is part of
// what the ledger promises (oracle R5): key, seen, changes in order, then the last state.

#pragma once

#include "ledger/ledger.h"
#include "ledger/resolve.h"

namespace zonebook::ledger {

class Appending {
 public:
  Appending(Ledger const& ledger, Request const& request, db::Connection& at)
      : ledger_(ledger),
        request_(request),
        at_(at),
        store_(at, *ledger.catalog_, ledger.statements_),
        draft_(store_) {}

  Result<Receipt> run();

 private:
  Result<void> lock_head();
  Result<void> find_known();
  Result<std::optional<Receipt>> repeated();
  Result<void> check_seen();
  void name_new();
  std::string named(std::string const& id) const;
  Result<void> do_changes();
  Result<Resolved> resolve_here(Change);
  Result<void> hold_references();
  Result<void> hold(db::Statement const&);
  Result<void> check_marks();
  Result<void> write();

  Ledger const& ledger_;
  Request const& request_;
  db::Connection& at_;
  Store store_;
  Draft draft_;
  Head head_;
  Instant clock_;
  Receipt receipt_;
  std::vector<Change> resolved_;
};

}  // namespace zonebook::ledger
