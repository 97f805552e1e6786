#include "access/acts.h"

#include <algorithm>

#include "access/told.h"
#include "base/unicode.h"
#include "ledger/lives_at.h"
#include "ledger/personal.h"
#include "ledger/proposal_letter.h"
#include "ledger/refusal.h"
#include "ledger/request.h"
#include "ledger/resolve.h"

namespace zonebook::access {
namespace {

using ledger::refuse;

std::unexpected<Error> nothing_there(std::string where) {
  return refuse(Error::Code::not_found, {"access.nothing_there", {}}, Json::object(),
                std::move(where));
}

// The text of a member is set, whatever it was.
void set_text(Json& object, std::string const& name, std::string const& value) {
  std::erase_if(object.members(), [&](auto const& member) { return member.first == name; });
  object.set(name, Json::string(value));
}

bool is_made_here(std::string_view id) { return id.starts_with("new:"); }

// Where a visitor reads who writes to this zone: there, or, of the root, wherever it has a role.
std::string zone_to_read(Visitor const& visitor, std::string const& zone) {
  auto const covers = [&](Grant const& grant) { return grant.zones.contains(zone); };
  bool const is_in_it = std::ranges::any_of(visitor.grants, covers);
  return is_in_it || visitor.grants.empty() ? zone : visitor.grants.front().zone;
}

}  // namespace

Result<ledger::Receipt> Acts::append(Visitor const& visitor, Json letter) {
  auto const request = TRY(prepared({visitor, Right::append}, letter));
  auto done = ledger_.append(request);
  if (done) return done;
  return told(visitor, request, std::move(done.error()));
}

Result<ledger::Receipt> Acts::propose(Visitor const& visitor, Json letter) {
  auto const request = TRY(prepared({visitor, Right::propose}, letter));
  auto done = proposals_.propose(letter);
  if (done) return done;
  return told(visitor, request, std::move(done.error()));
}

Result<void> Acts::check(Visitor const& visitor, Right right, Json letter) {
  set_text(letter, "actor", visitor.login);
  auto const request = TRY(ledger::read_request(letter, ledger_.catalog(), ledger_.local()));
  TRY(check_letter({visitor, right}, request));
  auto tried = ledger_.check(request);
  bool const may_wait = right == Right::propose;
  if (tried || (may_wait && tried.error().says.key == "ledger.second_person")) return {};
  return told(visitor, request, std::move(tried.error()));
}

Result<ledger::Request> Acts::prepared(Asked const& asked, Json& letter) {
  if (!asked.visitor.is_somebody()) {
    return refuse(Error::Code::forbidden, {"access.not_signed_in", {}});
  }
  if (!letter.is(Json::Kind::object)) {
    return ledger::read_request(letter, ledger_.catalog(), ledger_.local());  // which says so
  }
  auto const* actor = letter.find("actor");
  bool const is_another = actor && *actor != Json::string(asked.visitor.login);
  set_text(letter, "actor", asked.visitor.login);
  auto request = TRY(ledger::read_request(letter, ledger_.catalog(), ledger_.local()));
  auto checked = is_another ? refuse(Error::Code::forbidden, {"access.other_actor", {}},
                                     Json::object(), "actor")
                            : check_letter(asked, request);
  if (checked) return request;
  TRY(keep_refusal(asked.visitor, request.zone, checked.error()));
  return std::unexpected(std::move(checked.error()));
}

Result<void> Acts::check_letter(Asked const& asked, ledger::Request const& request) {
  for (auto const& change : request.changes) {
    TRY(rights_->check(asked.visitor, asked.right, *change.in, request.zone));
  }
  auto const scope = TRY(rights_->scope_of(asked.visitor, request.zone, asked.right));
  {
    auto snapshot = TRY(ledger_.read(*scope));
    for (auto const& change : request.changes) {
      TRY(check_changed(snapshot, change, request.zone));
    }
  }
  auto const zone = zone_to_read(asked.visitor, request.zone);
  auto const reading = TRY(rights_->scope_of(asked.visitor, zone));
  {
    auto snapshot = TRY(ledger_.read(*reading));
    TRY(check_referred(snapshot, request));
  }
  return check_left(asked, request);
}

// All that a change reaches into must be shown whole, and if it is out of every version's reach,
// one version at least: that it exists is not told otherwise.
Result<void> Acts::check_changed(ledger::Snapshot& at, ledger::Change const& change,
                                 std::string const& zone) {
  auto const& in = *change.in;
  for (auto const& [field, value] : change.fields) {
    if (at.rights().seen(in, *field) != ledger::Scope::Seen::hidden) continue;
    auto const name = in.name + "." + field->name;
    return refuse(Error::Code::forbidden, {"ledger.field_not_shown", {{"field", name}}},
                  Json::object(), name);
  }
  if (is_made_here(change.id)) return {};
  TRY(at.rights().check_shown(in));
  auto const life = TRY(at.store().now(change.id));
  if (life.in != change.in || life.zone != zone) return nothing_there(change.id);
  ledger::LivesAt lives(at.store(), at.k());
  ledger::Draft draft(lives);
  bool is_restored = change.kind == ledger::ChangeKind::restore;
  bool any = false, reached = false;
  for (auto const& version : life.versions) {
    auto const is_whole = TRY(at.shows_whole({version, in, version.on.from, change.id}, draft));
    bool const is_reached =
        !is_restored && version.on.meets({change.from, change.to.value_or(ledger::open_end())});
    if (is_reached && !is_whole) return nothing_there(change.id);
    any = any || is_whole;
    reached = reached || is_reached;
  }
  if (any || reached) return {};
  // One that is retired on all its days: its rows of before tell.
  auto const rows = TRY(at.rows(change.id));
  if (!rows.empty()) return {};
  return nothing_there(change.id);
}

// An outline is not whole, and so has no rows.
Result<void> Acts::check_referred(ledger::Snapshot& at, ledger::Request const& request) {
  auto const check = [&](std::string const& id) -> Result<void> {
    if (id.empty() || is_made_here(id)) return {};
    auto const rows = TRY(at.rows(id));
    if (rows.empty()) return nothing_there(id);
    return {};
  };
  for (auto const& change : request.changes) {
    TRY(check(change.same_as.value_or("")));
    for (auto const& [field, value] : change.fields) {
      auto const* id = std::get_if<std::string>(&value);
      if (field->is_reference() && id) TRY(check(*id));
    }
  }
  for (auto const& seen : request.seen) TRY(check(seen.id));
  return {};
}

// What is handed over may leave; whatever else the letter says is judged as if it had not.
Result<void> Acts::check_left(Asked const& asked, ledger::Request const& request) {
  auto const scope = TRY(rights_->scope_of(asked.visitor, request.zone, asked.right));
  auto snapshot = TRY(ledger_.read(*scope));
  auto const is_in = TRY(leaves_in_scope(snapshot, request.changes, request.zone));
  if (is_in) return {};
  auto kept = request.changes;
  for (auto& change : kept) {
    if (change.kind != ledger::ChangeKind::change && change.kind != ledger::ChangeKind::correct) {
      continue;
    }
    auto const given = rights_->may_hand_over(asked.visitor, asked.right, *change.in, request.zone);
    std::erase_if(change.fields, [&](auto const& one) { return given.contains(one.field->name); });
  }
  auto const is_handed_over = TRY(leaves_in_scope(snapshot, kept, request.zone));
  if (is_handed_over) return {};
  return refuse(Error::Code::forbidden, {"access.outside_right", {}}, Json::object(), "changes");
}

// As the entry would write it.  What the ledger refuses anyhow, it refuses with its own words.
Result<bool> Acts::leaves_in_scope(ledger::Snapshot& at, std::vector<ledger::Change> const& changes,
                                   std::string const& zone) {
  ledger::LivesAt lives(at.store(), at.k());
  ledger::Draft draft(lives);
  for (auto const& change : changes) {
    if (is_made_here(change.id) && !draft.is_made_here(change.id)) {
      draft.make(change.id, zone, *change.in);
    }
  }
  std::vector<ledger::Change> done;
  for (auto const& change : changes) {
    auto const resolved = ledger::resolve(change, draft, at.store(), zone, done);
    if (!resolved) return true;
    for (auto const& one : resolved->changes) {
      TRY(draft.apply(one, resolved->retired));
      done.push_back(one);
    }
  }
  for (auto const& change : done) {
    auto const* life = TRY(draft.life(change.id));
    for (auto const& version : life->versions) {
      bool const is_of_it = version.on.meets({change.from, change.to.value_or(ledger::open_end())});
      if (!is_of_it || version.stored) continue;
      auto const is_in =
          TRY(at.shows_whole({version, *change.in, version.on.from, change.id, true}, draft));
      if (!is_in) return false;
    }
  }
  return true;
}

std::unexpected<Error> Acts::told(Visitor const& visitor, ledger::Request const& request,
                                  Error error) {
  auto const zone = zone_to_read(visitor, request.zone);
  auto const scope = rights_->scope_of(visitor, zone);
  if (!scope) return std::unexpected(scope.error());
  auto snapshot = ledger_.read(**scope);
  if (!snapshot) return std::unexpected(snapshot.error());
  auto cut = Told(*snapshot, request).cut(std::move(error));
  return std::unexpected(cut ? std::move(*cut) : std::move(cut.error()));
}

// The letter as it waits, and whose it is.  One that the visitor may not know of is not told from
// one that is not there.
Result<Acts::Proposed> Acts::proposed(Visitor const& visitor, std::string const& proposal) {
  auto const zone = ledger::zone_of(proposal);
  auto now = ledger_.read(zone);
  if (!now && now.error().code == Error::Code::not_found) return nothing_there(proposal);
  if (!now) return std::unexpected(std::move(now.error()));
  auto const life = TRY(now->store().now(proposal));
  auto const* in = ledger_.catalog().find(ledger::proposal_register);
  if (!in || life.in != in || life.versions.empty()) return nothing_there(proposal);
  auto const& stands = life.versions.back();
  auto const proposer = ledger::text_in(stands, *in, "proposer").value_or("");
  bool const is_own = proposer == as_seen(visitor.login);
  if (!is_own && !rights_->scope_of(visitor, zone)) return nothing_there(proposal);
  auto const text = ledger::text_in(stands, *in, "letter").value_or("");
  auto letter = TRY(ledger::letter_in(text, ledger_.catalog()));
  auto request = TRY(ledger::read_request(letter, ledger_.catalog(), ledger_.local()));
  if (is_own) TRY(check_may_propose(visitor, request));
  return Proposed{.letter = std::move(letter),
                  .request = std::move(request),
                  .proposer = proposer,
                  .decided_by = ledger::text_in(stands, *in, "decided_by").value_or(""),
                  .note = ledger::text_in(stands, *in, "note").value_or("")};
}

// A token of fewer rights, a role that was revoked, a second factor that was not shown: that the
// letter is one's own gives no right back.
Result<void> Acts::check_may_propose(Visitor const& visitor, ledger::Request const& request) const {
  for (auto const& change : request.changes) {
    TRY(rights_->check(visitor, Right::propose, *change.in, request.zone));
  }
  return {};
}

Result<std::vector<ledger::Proposals::Waiting>> Acts::own_proposals(Visitor const& visitor) {
  auto const* in = ledger_.catalog().find(ledger::proposal_register);
  if (!visitor.is_somebody() || !in) return std::vector<ledger::Proposals::Waiting>();
  auto now = TRY(ledger_.read(root_));
  auto all = TRY(proposals_.waiting(now, Instant(ledger::still_known)));
  std::vector<ledger::Proposals::Waiting> own;
  for (auto const& one : all) {
    auto const life = TRY(now.store().now(one.id));
    auto const& stands = life.versions.back();
    auto const proposer = ledger::text_in(stands, *in, "proposer").value_or("");
    if (proposer != as_seen(visitor.login)) continue;
    auto const request = request_in(stands);
    bool const may = request ? check_may_propose(visitor, *request).has_value()
                             : rights_->scope_of(visitor, ledger::zone_of(one.id)).has_value();
    if (may) own.push_back(one);
  }
  return own;
}

Result<ledger::Request> Acts::request_in(ledger::Version const& proposal) const {
  auto const& in = *ledger_.catalog().find(ledger::proposal_register);
  auto const text = ledger::text_in(proposal, in, "letter").value_or("");
  auto const letter = TRY(ledger::letter_in(text, ledger_.catalog()));
  return ledger::read_request(letter, ledger_.catalog(), ledger_.local());
}

// What one may no longer write is not written by another's yes.
Result<void> Acts::check_proposer(Proposed const& waiting) {
  auto const who = TRY(who_(waiting.proposer));
  if (!who) return {};
  auto const may = check_letter({*who, Right::propose}, waiting.request);
  if (may) return {};
  bool const is_of_rights =
      may.error().code == Error::Code::forbidden || may.error().code == Error::Code::not_found;
  if (!is_of_rights) return may;
  return refuse(Error::Code::conflict, {"access.proposer_may_not", {{"actor", waiting.proposer}}},
                Json::object(), "proposal");
}

Result<ledger::Receipt> Acts::decide(Visitor const& visitor, Deciding const& asked) {
  auto const waiting = TRY(proposed(visitor, asked.proposal));
  auto const& request = waiting.request;
  if (asked.decision != Decision::withdraw) {
    auto const checked = check_letter({visitor, Right::approve}, request);
    if (!checked) {
      TRY(keep_refusal(visitor, request.zone, checked.error()));
      return std::unexpected(checked.error());
    }
  }
  if (asked.decision == Decision::approve) TRY(check_proposer(waiting));
  ledger::Proposals::Decision const decision{
      .proposal = asked.proposal, .actor = visitor.login, .reason = asked.reason, .key = asked.key};
  auto done = [&] {
    if (asked.decision == Decision::approve) return proposals_.approve(decision);
    return asked.decision == Decision::reject ? proposals_.reject(decision)
                                              : proposals_.withdraw(decision);
  }();
  if (done) return done;
  return told(visitor, request, std::move(done.error()));
}

Result<Acts::Letter> Acts::letter_of(Visitor const& visitor, std::string const& proposal) {
  auto waiting = TRY(proposed(visitor, proposal));
  if (waiting.proposer != as_seen(visitor.login)) {
    TRY(check_letter({visitor, Right::approve}, waiting.request));
  }
  return Letter{.letter = std::move(waiting.letter),
                .decided_by = std::move(waiting.decided_by),
                .note = std::move(waiting.note)};
}

Result<std::string> Acts::unmask(Visitor const& visitor, Unmasking const& asked) {
  auto const reason = asked.reason.find_first_not_of(" \t\r\n");
  if (reason == std::string::npos) return invalid({"access.no_reason", {}}, "reason");
  auto const scope = TRY(rights_->scope_of(visitor, asked.zone, Right::unmask));
  std::optional<ledger::PersonalMark> mark;
  {
    auto snapshot = TRY(ledger_.read(*scope));
    auto const found = snapshot.as_of(asked.record, asked.day);
    if (!found) {
      TRY(keep_refusal(visitor, asked.zone, found.error()));
      return std::unexpected(found.error());
    }
    if (!found->version) return nothing_there(asked.record);
    auto const* field = found->in->find(asked.field);
    if (!field || !field->personal) return nothing_there(asked.field);
    TRY(snapshot.rights().check_plain(*found->in, *field));
    auto const text = ledger::text_in(*found->version, *found->in, asked.field);
    mark = ledger::personal_mark(text.value_or(""));
  }
  if (!mark) return nothing_there(asked.field);
  return ledger_.unmask({.zone = ledger::zone_of(asked.record),
                         .actor = visitor.login,
                         .reason = asked.reason,
                         .mark = *mark});
}

Result<void> Acts::tell_export(Visitor const& visitor, Export const& made) {
  auto const checked = rights_->check(visitor, Right::export_records, *made.in, made.zone);
  if (!checked) {
    TRY(keep_refusal(visitor, made.zone, checked.error()));
    return checked;
  }
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.shown(at));
    return ledger::audit(at,
                         {.act = ledger::act::exported,
                          .actor = visitor.login,
                          .zone = made.zone,
                          .about = made.in->name,
                          .details = Json::object({{"rows", Json::integer(made.rows)}})},
                         now);
  });
}

Result<void> Acts::keep_refusal(Visitor const& visitor, std::string const& zone,
                                Error const& error) {
  if (error.code != Error::Code::forbidden) return {};
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.shown(at));
    return ledger::audit(at,
                         {.act = ledger::act::refused,
                          .actor = visitor.login,
                          .zone = zone,
                          .about = error.where,
                          .details = Json::object({{"code", Json::string(error.says.key)}})},
                         now);
  });
}

}  // namespace zonebook::access
