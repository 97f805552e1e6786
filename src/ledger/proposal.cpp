#include "ledger/proposal.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/unicode.h"
#include "ledger/append.h"
#include "ledger/audit.h"
#include "ledger/refusal.h"
#include "ledger/request.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

constexpr auto label = "new:proposal";

void add_word(std::string& words, std::string const& word, std::string_view between) {
  if (words.find(word) == words.npos) words += (words.empty() ? "" : std::string(between)) + word;
}

std::string key_of(std::string const& what, Proposals::Decision const& decision) {
  if (decision.key.empty()) return "";
  // Hashed, because it lies in an index beside the actor.
  return what + ":" + sm3(decision.proposal + '\n' + decision.actor + '\n' + decision.key);
}

std::vector<Seen> seen_at(Request const& letter, Instant proposed) {
  std::set<std::string> ids;
  for (auto const& change : letter.changes) {
    if (!change.id.starts_with("new:")) ids.insert(change.id);
  }
  std::vector<Seen> seen;
  for (auto const& id : ids) seen.push_back({id, proposed});
  return seen;
}

}  // namespace

Result<Receipt> Proposals::propose(Json const& letter) {
  if (!register_) {
    return refuse(Error::Code::not_found, {"ledger.no_register", {{"name", proposal_register}}});
  }
  auto const request = TRY(read_request(letter, ledger_.catalog(), ledger_.local()));
  TRY(ledger_.keep_anchor());
  Receipt receipt;
  auto const done = database_.write([&](db::Connection& at) -> Result<void> {
    receipt = TRY(propose_in(at, request));
    return {};
  });
  if (done) return receipt;
  TRY(ledger_.audit_refusal(request.zone, request.actor, done.error()));
  return std::unexpected(done.error());
}

Result<Receipt> Proposals::propose_in(db::Connection& at, Request const& letter) {
  // Paper and reason stand in the letter, for who may read it: what the proposal's own entry said
  // would be read by all who see that something waits.
  Request own{.zone = letter.zone,
              .actor = letter.actor,
              .source = "",
              .reason = "",
              .key = letter.key,
              .changes = {{.kind = ChangeKind::create, .in = register_, .id = label}},
              .digest = proposed_digest(letter.digest)};
  auto const before = TRY(Appending(ledger_, own, at, Appending::By::ledger).begin());
  if (before) return *before;

  TRY(Appending(ledger_, letter, at, Appending::By::proposal).check_marks());
  auto marked = letter;
  marked.key.clear();
  TRY(move_away(marked.changes, at, letter.zone, ledger_.options_.secret));
  Appending trial(ledger_, marked, at, Appending::By::proposal);
  TRY(trial.begin());
  TRY(trial.check());
  auto const reasons = TRY(trial.reasons());
  if (reasons.empty()) {
    return refuse(Error::Code::conflict, {"ledger.needs_no_second_person", {}});
  }
  std::string rules, whys;
  for (auto const& reason : reasons) {
    add_word(rules, reason.why.rule, ", ");
    add_word(whys, reason.why.says.zh, "\n");
  }
  auto const now = TRY(ledger_.clock(at));
  auto const today = now.date_in(ledger_.local());
  auto& made = own.changes.front();
  made.from = today;
  made.to = open_end();
  made.has_fields = true;
  made.fields = {set("status", "proposed"),
                 set("proposer", as_seen(letter.actor)),
                 set("proposed_on", today.days()),
                 set("rules", rules),
                 set("reason", whys),
                 set("letter", letter_of(marked))};
  auto receipt = TRY(Appending(ledger_, own, at, Appending::By::ledger).run());
  TRY(audit(at,
            {.act = act::proposed,
             .actor = letter.actor,
             .zone = letter.zone,
             .about = receipt.made.front().second,
             .details = Json::object({{"rules", Json::string(rules)}})},
            now));
  return receipt;
}

Result<Receipt> Proposals::approve(Decision const& decision) {
  return decide(decision, Outcome::approved);
}

Result<Receipt> Proposals::reject(Decision const& decision) {
  return decide(decision, Outcome::rejected);
}

Result<Receipt> Proposals::withdraw(Decision const& decision) {
  return decide(decision, Outcome::withdrawn);
}

Result<Receipt> Proposals::decide(Decision decision, Outcome outcome) {
  decision.actor = as_seen(decision.actor);  // names that look the same are the same person
  decision.reason = normalise(decision.reason);
  TRY(check_who_and_why({.actor = decision.actor, .reason = decision.reason, .key = decision.key}));
  TRY(ledger_.keep_anchor());
  Receipt receipt;
  auto const done = database_.write([&](db::Connection& at) -> Result<void> {
    receipt = TRY(decide_in(at, decision, outcome));
    return {};
  });
  if (done) return receipt;
  TRY(ledger_.audit_refusal(zone_of(decision.proposal), decision.actor, done.error()));
  return std::unexpected(done.error());
}

Result<Receipt> Proposals::decide_in(db::Connection& at, Decision const& decision,
                                     Outcome outcome) {
  auto const zone = zone_of(decision.proposal);
  std::int64_t seq = 0;
  TRY(at.each(sql::lock_head, {zone}, [&](db::Row const& row) -> Result<void> {
    seq = row.integer(0) + 1;
    return {};
  }));
  auto const life = TRY(find(at, decision.proposal));
  auto const& stands = life.versions.back();
  auto request = TRY(request_for(decision, outcome, stands));
  auto const now = TRY(ledger_.clock(at));
  auto const today = now.date_in(ledger_.local());
  Change change{.kind = ChangeKind::change,
                .in = register_,
                .id = decision.proposal,
                .from = std::max(today, stands.on.from),
                .to = open_end(),
                .fields = {},
                .has_fields = true};
  constexpr std::array names = {act::approved, act::rejected, act::withdrawn};
  auto const* name = names.at(static_cast<std::size_t>(outcome));
  change.fields = {set("status", name), set("decided_by", decision.actor),
                   set("decided_on", today.days())};
  if (!decision.reason.empty()) change.fields.push_back(set("note", decision.reason));
  if (outcome == Outcome::approved) change.fields.push_back(set("entry_no", seq));
  request.changes.push_back(std::move(change));
  request.key = key_of(name, decision);
  request.digest = sm3(name + std::string(":") + decision.reason);

  auto const before = TRY(Appending(ledger_, request, at, Appending::By::ledger).begin());
  if (before) return *before;
  TRY(check_may(decision, outcome, stands));
  if (outcome == Outcome::approved) TRY(check_marks(at, zone, stands));
  auto receipt = TRY(Appending(ledger_, request, at, Appending::By::ledger).run());
  TRY(audit(at,
            {.act = name,
             .actor = decision.actor,
             .zone = zone,
             .about = decision.proposal,
             .details = Json::object({{"seq", Json::integer(receipt.seq)}})},
            now));
  return receipt;
}

Result<Life> Proposals::find(db::Connection& at, std::string const& id) const {
  Store store(at, ledger_.catalog(), ledger_.statements_);
  auto life = TRY(store.now(id));
  if (register_ && life.in == register_ && !life.versions.empty()) return life;
  return refuse(Error::Code::not_found, {"ledger.no_proposal", {{"record", id}}}, Json::object(),
                "proposal");
}

// Of an approval the letter's own changes, seen when it was proposed; else none yet.
Result<Request> Proposals::request_for(Decision const& decision, Outcome outcome,
                                       Version const& stands) const {
  if (outcome != Outcome::approved) {
    return Request{.zone = zone_of(decision.proposal),
                   .actor = decision.actor,
                   .source = "",
                   .reason = decision.reason};
  }
  auto const text = text_in(stands, *register_, "letter").value_or("");
  auto const letter = TRY(letter_in(text, ledger_.catalog()));
  auto request = TRY(read_request(letter, ledger_.catalog(), ledger_.local()));
  request.seen = seen_at(request, stands.known_from);
  return request;
}

Result<void> Proposals::check_may(Decision const& decision, Outcome outcome,
                                  Version const& stands) const {
  auto const status = text_in(stands, *register_, "status").value_or("");
  if (status != "proposed") {
    auto const by = text_in(stands, *register_, "decided_by").value_or("");
    return refuse(Error::Code::conflict,
                  {"ledger.proposal_decided", {{"record", decision.proposal}, {"actor", by}}},
                  Json::object({{"status", Json::string(status)}, {"actor", Json::string(by)}}),
                  "proposal");
  }
  auto const is_own = text_in(stands, *register_, "proposer") == decision.actor;
  if (is_own == (outcome == Outcome::withdrawn)) return {};
  return refuse(
      Error::Code::forbidden,
      {is_own ? "ledger.proposal_own" : "ledger.proposal_not_own", {{"record", decision.proposal}}},
      Json::object(), decision.proposal);
}

// A value that was erased must not come into a record as a mark of nothing.
Result<void> Proposals::check_marks(db::Connection& at, std::string const& zone,
                                    Version const& stands) const {
  for (auto const& mark : marks_of(text_in(stands, *register_, "letter").value_or(""))) {
    auto const value = TRY(personal_value(at, zone, mark));
    if (value) continue;
    return refuse(Error::Code::conflict, {"ledger.proposal_erased", {{"ref", mark.ref}}},
                  Json::object({{"ref", Json::string(mark.ref)}}), "proposal");
  }
  return {};
}

Result<std::vector<Proposals::Waiting>> Proposals::waiting(Snapshot& snapshot,
                                                           Instant made_before) const {
  std::vector<Waiting> all;
  if (!register_) return all;
  TRY(snapshot.rights().check_shown(*register_));
  for (auto const& zone : snapshot.below()) {
    std::vector<Waiting> of_zone;
    TRY(snapshot.connection().each(
        sql::list_proposals, {zone, open_end().days(), made_before.micros()},
        [&](db::Row const& row) -> Result<void> {
          of_zone.push_back({std::string(row.text(0)), Instant(row.integer(1))});
          return {};
        }));
    for (auto& one : of_zone) {
      auto const found = TRY(snapshot.as_of(one.id, last_day()));
      if (found.version) all.push_back(std::move(one));
    }
  }
  return all;
}

FieldValue Proposals::set(std::string_view field, db::Value value) const {
  return {register_->find(field), std::move(value)};
}

}  // namespace zonebook::ledger
