// Changes that need a second person (PRODUCT C2 of the design): a letter waits as a record of the
// register `proposal` (待复核), in no figure, until somebody else approves it.
//
//   Proposals proposals(ledger, database);
//   auto asked = TRY(proposals.propose(letter));              // asked.made[0].second: its id
//   auto entry = TRY(proposals.approve({.proposal = id, .actor = "示例人员02"}));
//
// Promises
//   1. Approval appends the letter as an append would now, with all checks, and marks the proposal
//      in the same entry: its actor is the proposer, `decided_by` of the proposal who approved.
//   2. What has been written of the letter's records since it was proposed is a conflict that names
//      who wrote; what is approved is what was looked at.
//   3. Nobody approves or rejects their own; only its proposer withdraws one; each once.
//   4. Personal values of the letter live where all do, and are erased alike; a proposal whose
//      value was erased can no longer be approved.
//   5. With a key, the same decision twice is one.
//
// Zones that the letter makes or moves are checked on approval alone.  All acts, and refusals for
// want of a right, stand in the audit chain.

#pragma once

#include "ledger/ledger.h"
#include "ledger/proposal_letter.h"

namespace zonebook::ledger {

class Proposals {
 public:
  Proposals(Ledger& ledger, db::Database& database)
      : ledger_(ledger), database_(database), register_(ledger.catalog_->find(proposal_register)) {}

  // Checks the letter as append() does, and lets it wait.
  //   conflict   ledger.needs_no_second_person: it can simply be appended
  //   not_found  ledger.no_register: the model has no proposals
  //   and what append() refuses
  Result<Receipt> propose(Json const& letter);

  struct Decision {
    std::string proposal, actor;
    std::string reason = {}, key = {};
  };
  //   not_found  ledger.no_proposal
  //   conflict   ledger.proposal_decided: by whom and how; and what append() refuses
  //   forbidden  ledger.proposal_own, ledger.proposal_not_own
  Result<Receipt> approve(Decision const&);
  Result<Receipt> reject(Decision const&);
  Result<Receipt> withdraw(Decision const&);

  // Undecided ones that a reader may see, made at or before an instant, oldest first by zone; the
  // light comes on after 48 h.
  struct Waiting {
    std::string id;
    Instant since;
  };
  static constexpr std::int64_t overdue_micros = std::int64_t{48} * 3600 * 1'000'000;
  Result<std::vector<Waiting>> waiting(Snapshot&, Instant made_before) const;

 private:
  enum class Outcome : std::uint8_t { approved, rejected, withdrawn };

  Result<Receipt> decide(Decision, Outcome);
  Result<Receipt> propose_in(db::Connection&, Request const&);
  Result<Receipt> decide_in(db::Connection&, Decision const&, Outcome);
  Result<Life> find(db::Connection&, std::string const& id) const;
  Result<Request> request_for(Decision const&, Outcome, Version const&) const;
  Result<void> check_may(Decision const&, Outcome, Version const&) const;
  Result<void> check_marks(db::Connection&, std::string const& zone, Version const&) const;

  FieldValue set(std::string_view field, db::Value value) const;

  Ledger& ledger_;
  db::Database& database_;
  meta::Register const* register_;
};

}  // namespace zonebook::ledger
