// One entry on its way into the log, inside one transaction.  The order of its checks is part of
// what the ledger promises (oracle R5): key, seen, changes in order, then the last state.

#pragma once

#include <unordered_map>

#include "ledger/ledger.h"
#include "ledger/resolve.h"
#include "ledger/weigh.h"

namespace zonebook::ledger {

class Appending {
 public:
  // Whose letter it is.  A proposal that is tried, or approved, holds marks for its personal values
  // already (proposal.h); what the ledger itself decides may write the register of proposals.
  enum class By : std::uint8_t { author, proposal, ledger };

  Appending(Ledger const& ledger, Request const& request, db::Connection& at, By by = By::author)
      : ledger_(ledger),
        request_(request),
        at_(at),
        by_(by),
        store_(at, *ledger.catalog_, ledger.statements_),
        draft_(store_) {}

  Result<Receipt> run();

  // The steps of run(): the head is locked and known is found; of a letter that was appended
  // before, its first answer.
  Result<std::optional<Receipt>> begin();
  // Up to the last state, which is in memory alone.  Refusals tell what is made by its label.
  Result<void> check();
  // Personal values of the letter that are marks already: they must be the record's own.
  Result<void> check_marks();
  // Of an author, that none is needed.
  Result<void> check_second_person();
  // Why it needs a second person; empty: it does not.
  Result<std::vector<Weigh::Reason>> reasons();

 private:
  Result<void> check_all();
  Result<void> check_registers() const;
  Result<void> lock_head();
  Result<void> find_known();
  Result<std::optional<Receipt>> repeated();
  Result<void> check_seen();
  Result<Instant> latest_known(std::string const& zone);
  Result<bool> may_have_seen(std::string const& id);
  void name_new();
  std::string named(std::string const& id) const;
  Result<void> do_changes();
  Result<Resolved> resolve_here(Change);
  Result<void> hold_references();
  Result<void> hold(db::Statement const&);
  Result<void> write();

  Ledger const& ledger_;
  Request const& request_;
  db::Connection& at_;
  By by_;
  Store store_;
  Draft draft_;
  Head head_;
  Instant clock_;
  Receipt receipt_;
  std::unordered_map<std::string, std::string> named_;  // by label, as in the receipt
  std::vector<Change> resolved_;
};

}  // namespace zonebook::ledger
