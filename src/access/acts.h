// What a visitor does to the ledger, as far as it may: the ledger's own acts behind rights.
//
//   auto receipt = TRY(acts.append(visitor, letter));
//
// Promises
//   1. The actor of whatever is written is the visitor's login; what the letter says of it is
//      refused if it is another.
//   2. Each register of a letter needs the right, and each record that it changes must be shown
//      whole to the visitor, else it reads as if it were not there.
//   3. A refusal tells no values and no ids that the visitor may not see: `later_values` and
//      `referred` are cut to what is shown.
//   4. Nobody approves their own proposal; who approves has the right in each register of it.
//   5. Refusals for want of a right, unmasking and exports stand in the audit chain.
//
// Threads: all functions from any.

#pragma once

#include "access/rights.h"
#include "ledger/audit.h"
#include "ledger/proposal.h"

namespace zonebook::access {

class Acts {
 public:
  Acts(ledger::Ledger& ledger, ledger::Proposals& proposals, db::Database& database,
       std::shared_ptr<Rights const> rights)
      : ledger_(ledger), proposals_(proposals), database_(database), rights_(std::move(rights)) {}

  //   as ledger::Ledger::append; forbidden: access.may_not, access.other_actor
  Result<ledger::Receipt> append(Visitor const&, Json letter);
  Result<ledger::Receipt> propose(Visitor const&, Json letter);

  enum class Decision : std::uint8_t { approve, reject, withdraw };
  Result<ledger::Receipt> decide(Visitor const&, Decision, std::string const& proposal,
                                 std::string const& reason = {}, std::string const& key = {});

  // A personal value in clear; the record must be shown whole, on that day, as known now.
  //   invalid    access.no_reason
  //   not_found  access.nothing_to_unmask
  struct Unmasking {
    std::string record, field, reason;
    Date day;
  };
  Result<std::string> unmask(Visitor const&, std::string const& zone, Unmasking const&);
  // Before an export is sent.
  Result<void> tell_export(Visitor const&, meta::Register const&, std::string const& zone,
                           std::int64_t rows);

 private:
  Result<Json> signed_by(Visitor const&, Json letter, Right);
  Result<void> check_letter(Visitor const&, ledger::Request const&, Right);
  Result<void> check_changes(Visitor const&, ledger::Request const&, Right);
  Error told_to(Visitor const&, std::string const& zone, Error);
  Result<void> keep_refusal(Visitor const&, std::string const& zone, Error const&);

  ledger::Ledger& ledger_;
  ledger::Proposals& proposals_;
  db::Database& database_;
  std::shared_ptr<Rights const> rights_;
};

}  // namespace zonebook::access
