// What a visitor does to the ledger, as far as it may: the ledger's own acts behind rights.
//
//   auto receipt = TRY(acts.append(visitor, letter));
//
// Promises
//   1. The actor of whatever is written is the visitor's login; a letter that says another is
//      refused.
//   2. Each register of a letter needs the right, each record that it changes must be shown whole
//      to the visitor, and lie where the right is both before and after; so must what it makes.
//      Each that it refers to, merges into or has seen must be shown whole, and no field is written
//      that is hidden.  Only what a role says may be handed over leaves the right's own records.
//   3. A refusal tells no value that the visitor does not see plain, and no id of a record that it
//      does not see: `later_values`, `referred` and all others are cut to what is shown.
//   4. Nobody decides their own proposal; who decides has the right in each register of it, and
//      sees what it changes.  It is approved only while its proposer, too, might still propose it,
//      with the account's rights of that day; and only so long does its proposer read its letter
//      or withdraw it.  Of an actor that never was an account (the command line) no right is asked.
//   5. Refusals for want of a right, unmasking and exports stand in the audit chain.
//
// A leader's own acts are entered by the office in its own name (某代录); whose instruction it was
// stands in source and reason.  Threads: all functions from any.

#pragma once

#include <functional>

#include "access/rights.h"
#include "access/times.h"
#include "ledger/audit.h"
#include "ledger/proposal.h"

namespace zonebook::access {

class Acts {
 public:
  // Who a login is today; nobody with a right once its account is closed; nullopt: it never was an
  // account's.
  using Who = std::function<Result<std::optional<Visitor>>(std::string const& login)>;

  Acts(ledger::Ledger& ledger, ledger::Proposals& proposals, db::Database& database,
       std::shared_ptr<Rights const> rights, std::string root, Times const& times, Who who)
      : ledger_(ledger),
        proposals_(proposals),
        database_(database),
        rights_(std::move(rights)),
        root_(std::move(root)),
        times_(times),
        who_(std::move(who)) {}

  //   as ledger::Ledger::append
  //   forbidden  access.not_signed_in, access.may_not, access.other_actor,
  //              access.outside_right, ledger.field_not_shown
  //   not_found  access.nothing_there: a record that is not shown, or is not
  Result<ledger::Receipt> append(Visitor const&, Json letter);
  Result<ledger::Receipt> propose(Visitor const&, Json letter);
  // Whether append() or, with Right::propose, propose() would take it; nothing is written, and no
  // refusal kept.
  //   as append(); ledger.second_person of append() alone
  Result<void> check(Visitor const&, Right, Json letter);

  enum class Decision : std::uint8_t { approve, reject, withdraw };
  struct Deciding {
    Decision decision{};
    std::string proposal;
    std::string reason = {}, key = {};
  };
  //   as append(); not_found  access.nothing_there: also of a zone that is not the visitor's
  //   conflict   access.proposer_may_not: it may be rejected
  Result<ledger::Receipt> decide(Visitor const&, Deciding const&);
  // What a proposal would write, for who proposed it, wherever that is, and who may decide it;
  // persons as marks.  And what was said when it was decided, which may tell as much.
  struct Letter {
    Json letter;
    std::string decided_by, note;  // empty: it waits
  };
  Result<Letter> letter_of(Visitor const&, std::string const& proposal);
  // What the visitor proposed and nobody has decided, in every zone, by zone and oldest first.
  Result<std::vector<ledger::Proposals::Waiting>> own_proposals(Visitor const&);

  // A personal value in clear; the record must be shown whole, on that day, as known now.
  //   invalid    access.no_reason
  //   not_found  access.nothing_there
  struct Unmasking {
    std::string zone;  // where it is read
    std::string record, field, reason;
    Date day;
  };
  Result<std::string> unmask(Visitor const&, Unmasking const&);

  // Before an export is sent.
  //   forbidden  access.may_not
  struct Export {
    meta::Register const* in = nullptr;
    std::string zone;
    std::int64_t rows = 0;
  };
  Result<void> tell_export(Visitor const&, Export const&);
  // A refusal for want of a right, of reading too; any other error is none.
  Result<void> keep_refusal(Visitor const&, std::string const& zone, Error const&);

 private:
  struct Asked {
    Visitor const& visitor;
    Right right;
  };

  Result<ledger::Request> prepared(Asked const&, Json& letter);
  Result<void> check_letter(Asked const&, ledger::Request const&);
  Result<void> check_changed(ledger::Snapshot&, ledger::Change const&, std::string const& zone);
  Result<void> check_referred(ledger::Snapshot&, ledger::Request const&);
  Result<void> check_left(Asked const&, ledger::Request const&);
  Result<bool> leaves_in_scope(ledger::Snapshot&, std::vector<ledger::Change> const&,
                               std::string const& zone);
  struct Proposed {
    Json letter;
    ledger::Request request;
    std::string proposer, decided_by, note;
  };
  Result<ledger::Request> request_in(ledger::Version const& proposal) const;
  Result<void> check_may_propose(Visitor const&, ledger::Request const&) const;
  Result<void> check_proposer(Proposed const&);
  Result<Proposed> proposed(Visitor const&, std::string const& proposal);
  std::unexpected<Error> told(Visitor const&, ledger::Request const&, Error);

  ledger::Ledger& ledger_;
  ledger::Proposals& proposals_;
  db::Database& database_;
  std::shared_ptr<Rights const> rights_;
  std::string root_;
  Times times_;
  Who who_;
};

}  // namespace zonebook::access
