#include "ledger/append.h"

#include <algorithm>

#include "ledger/by_label.h"
#include "ledger/check.h"
#include "ledger/entry_rows.h"
#include "ledger/offers.h"
#include "ledger/personal.h"
#include "ledger/proposal.h"
#include "ledger/refusal.h"
#include "ledger/request.h"
#include "ledger/shares.h"
#include "ledger/sql.h"
#include "ledger/zones.h"

namespace zonebook::ledger {
namespace {

using db::Row;

constexpr std::int64_t key_life_micros = std::int64_t{30} * 86'400'000'000;

// The ids that a change cites: values of references, and what it is merged into.
std::vector<std::string> cited_by(Change const& change) {
  std::vector<std::string> ids;
  for (auto const& [field, value] : change.fields) {
    auto const* id = std::get_if<std::string>(&value);
    if (field->is_reference() && id) ids.push_back(*id);
  }
  if (change.same_as) ids.push_back(*change.same_as);
  return ids;
}

Json conflict_of(std::string const& id, Past::Touch const& touch, Past::Entry const& entry) {
  std::set<std::string> names;
  for (auto const& change : entry.changes) {
    if (change.id != id) continue;
    for (auto const& [field, value] : change.fields) names.insert(field->name);
  }
  std::vector<Json> fields;
  for (auto const& name : names) fields.push_back(Json::string(name));
  return Json::object({{"id", Json::string(id)},
                       {"actor", Json::string(touch.actor)},
                       {"known", Json::integer(touch.known.micros())},
                       {"fields", Json::array(std::move(fields))}});
}

std::unexpected<Error> needs_second_person(std::vector<Weigh::Reason> const& reasons) {
  std::vector<Json> rules;
  for (auto const& [id, in, why] : reasons) {
    rules.push_back(Json::object({{"id", Json::string(id)},
                                  {"register", Json::string(in)},
                                  {"rule", Json::string(why.rule)},
                                  {"zh", Json::string(why.says.zh)},
                                  {"en", Json::string(why.says.en)},
                                  {"source", Json::string(why.source)}}));
  }
  auto const& first = reasons.front();
  return refuse(
      Error::Code::forbidden,
      {"ledger.second_person", {{"record", first.id}, {"says", argument_of(first.why.says)}}},
      Json::object({{"rules", Json::array(std::move(rules))}}), first.id);
}

}  // namespace

Result<Receipt> Appending::run() {
  auto before = TRY(begin());
  if (before) return std::move(*before);
  TRY(check());
  TRY(check_second_person());
  TRY(by_label(settle_zones(at_, store_, draft_, request_.zone, receipt_.known), receipt_.made));
  TRY(write());
  return std::move(receipt_);
}

Result<void> Appending::check_second_person() {
  if (by_ != By::author) return {};
  auto const whys = TRY(reasons());
  if (whys.empty()) return {};
  return by_label(needs_second_person(whys), receipt_.made);
}

Result<std::optional<Receipt>> Appending::begin() {
  TRY(lock_head());
  TRY(hold_references());
  TRY(find_known());
  return repeated();
}

Result<void> Appending::check() { return by_label(check_all(), receipt_.made); }

Result<void> Appending::check_all() {
  if (by_ != By::ledger) TRY(check_registers());
  TRY(check_seen());
  name_new();
  TRY(check_files(ledger_.options_.files, request_.changes));
  TRY(do_changes());
  TRY(check_offers(draft_, store_, *ledger_.catalog_));
  TRY(check_entry(draft_, store_, resolved_));
  TRY(check_shares(draft_, store_, *ledger_.catalog_));
  return ledger_.rules_.check(draft_, resolved_, clock_.date_in(ledger_.local()));
}

Result<std::vector<Weigh::Reason>> Appending::reasons() {
  if (!ledger_.options_.second_person) return std::vector<Weigh::Reason>{};
  Weigh weigh(at_, store_, draft_, *ledger_.catalog_,
              {.zone = request_.zone,
               .actor = request_.actor,
               .now = receipt_.known,
               .today = clock_.date_in(ledger_.local())});
  return weigh.reasons(resolved_, *ledger_.options_.second_person);
}

Result<void> Appending::check_registers() const {
  for (std::size_t i = 0; i < request_.changes.size(); ++i) {
    auto const& in = *request_.changes[i].in;
    if (in.name != proposal_register || in.owner.empty()) continue;
    return std::unexpected(in_change(
        refuse(Error::Code::forbidden, {"ledger.proposal_written", {}}, Json::object(), "register")
            .error(),
        i));
  }
  return {};
}

Result<void> Appending::lock_head() {
  bool found = false;
  std::string newest_shape;
  TRY(at_.each(sql::lock_head, {request_.zone}, [&](Row const& row) -> Result<void> {
    found = true;
    head_ = {.zone = request_.zone,
             .parent = {},
             .seq = row.integer(0),
             .last = Instant(row.integer(1)),
             .closed = Instant(row.integer(2)),
             .hash = std::string(row.text(3))};
    newest_shape = row.text(4);
    if (!row.is_null(6)) head_.parent = std::string(row.text(6));
    clock_ = Instant(row.integer(5));
    return {};
  }));
  if (!found) {
    return refuse(Error::Code::invalid, {"ledger.no_zone", {{"zone", request_.zone}}},
                  Json::object({{"why", Json::string("entry")}}), "zone");
  }
  if (newest_shape != ledger_.catalog_->hash()) {
    return refuse(Error::Code::unavailable, {"ledger.other_shape", {}}, Json::object(), "shape");
  }
  if (ledger_.options_.time == Ledger::Options::Time::injected) {
    clock_ = ledger_.options_.clock.now();
  }
  return {};
}

// known = max(clock, last + 1, closed + 1, the last of every zone whose records are cited).
Result<void> Appending::find_known() {
  auto known = std::max({clock_.micros(), head_.last.micros() + 1, head_.closed.micros() + 1});
  std::set<std::string> zones;
  for (auto const& change : request_.changes) {
    for (auto const& id : cited_by(change)) {
      if (zone_of(id) != request_.zone && zones.insert(zone_of(id)).second) {
        TRY(at_.each(sql::read_last, {zone_of(id)}, [&](Row const& row) -> Result<void> {
          known = std::max(known, row.integer(0));
          return {};
        }));
      }
    }
  }
  receipt_.known = Instant(known);
  receipt_.seq = head_.seq + 1;
  return {};
}

// The same letter twice is one letter (R6): its first answer again.
Result<std::optional<Receipt>> Appending::repeated() {
  if (request_.key.empty()) return std::nullopt;
  std::optional<Receipt> before;
  std::string digest;
  TRY(at_.each(
      sql::find_request,
      {request_.zone, request_.actor, request_.key, receipt_.known.micros() - key_life_micros},
      [&](Row const& row) -> Result<void> {
        before = Receipt{.seq = row.integer(0), .known = Instant(row.integer(1))};
        digest = row.text(2);
        return {};
      }));
  if (!before) return std::nullopt;
  auto const& secret = ledger_.options_.secret;
  if (digest != token_of(request_.digest, secret)) {
    auto const is_proposed = digest == token_of(proposed_digest(request_.digest), secret);
    auto const* why = digest.empty() ? "ledger.key_erased"
                      : is_proposed  ? "ledger.key_proposed"
                                     : "ledger.key_reused";
    return refuse(Error::Code::conflict,
                  {why, {{"key", request_.key}, {"seq", std::to_string(before->seq)}}},
                  Json::object({{"seq", Json::integer(before->seq)}}), "key");
  }
  receipt_ = *before;
  name_new();
  receipt_.repeated = true;
  return receipt_;
}

Result<void> Appending::check_seen() {
  std::vector<Json> conflicts;
  std::string who;
  for (auto const& [id, read] : request_.seen) {
    auto const latest = TRY(latest_known(zone_of(id)));
    if (read > latest) {
      return refuse(Error::Code::invalid, {"ledger.seen_later", {{"record", id}}},
                    Json::object({{"id", Json::string(id)}}), "seen");
    }
    auto const may = TRY(may_have_seen(id));
    if (!may) {
      return refuse(Error::Code::forbidden, {"ledger.seen_elsewhere", {{"record", id}}},
                    Json::object({{"id", Json::string(id)}}), "seen");
    }
    auto const touches = TRY(store_.written(id));
    for (auto const& touch : touches) {
      if (touch.known <= read) continue;
      auto const entry = TRY(store_.entry(zone_of(id), touch.seq));
      conflicts.push_back(conflict_of(id, touch, *entry));
      who = touch.actor;
    }
  }
  if (conflicts.empty()) return {};
  return refuse(Error::Code::conflict, {"ledger.conflict", {{"actor", who}}},
                Json::object({{"entries", Json::array(std::move(conflicts))}}), "seen");
}

// What may have been read of a zone: a clock that went back does not take back what was.
Result<Instant> Appending::latest_known(std::string const& zone) {
  auto latest = receipt_.known;
  if (zone == request_.zone) return latest;
  TRY(at_.each(sql::read_settled, {zone}, [&](Row const& row) -> Result<void> {
    latest = std::max(latest, Instant(row.integer(0)));
    return {};
  }));
  return latest;
}

// A conflict tells who wrote when, so only of what the zone may read: records of its own, of zones
// above or below on any day, or shared.  An id that nobody has is judged by its zone.
Result<bool> Appending::may_have_seen(std::string const& id) {
  auto const zone = zone_of(id);
  if (zone == request_.zone || id.starts_with("new:")) return true;
  auto const* in = TRY(store_.register_of(id));
  if (in && in->shared) return true;
  auto const days = TRY(store_.zones_now());
  return days.above(request_.zone).contains(zone) || days.below(request_.zone).contains(zone);
}

// zone.seq.n: unique, carries its zone, needs no counter (R2).
void Appending::name_new() {
  receipt_.made.clear();
  named_.clear();
  for (auto const& change : request_.changes) {
    if (change.kind != ChangeKind::create || !change.id.starts_with("new:")) continue;
    auto id = request_.zone + "." + std::to_string(receipt_.seq) + "." +
              std::to_string(receipt_.made.size() + 1);
    named_.emplace(change.id, id);
    receipt_.made.emplace_back(change.id, std::move(id));
  }
}

std::string Appending::named(std::string const& id) const {
  auto const found = named_.find(id);
  return found != named_.end() ? found->second : id;
}

// So that nobody retires in one zone what another begins to refer to.  Whoever may begin a
// reference holds the references together with others who do; whoever retires holds them alone.
// A reference begins also where a stretch ends that covered it, and where a record is restored.
// Before `known` is found: whom we waited for has been written by then, and is cited.
Result<void> Appending::hold_references() {
  auto begins = false;
  for (auto const& change : request_.changes) {
    if (change.kind == ChangeKind::retire || is_offered(*change.in)) {
      return hold(sql::own_references);
    }
    begins = begins || change.kind == ChangeKind::restore ||
             std::ranges::any_of(change.fields, [](FieldValue const& given) {
               return given.field->is_reference();
             });
  }
  if (!begins) return {};
  return hold(sql::share_references);
}

Result<void> Appending::hold(db::Statement const& how) {
  return at_.each(how, {}, [](Row const&) -> Result<void> { return {}; });
}

Result<void> Appending::do_changes() {
  for (auto const& change : request_.changes) {
    auto const made = named_.find(change.id);
    auto const is_made = change.kind == ChangeKind::create && made != named_.end();
    if (is_made) draft_.make(made->second, request_.zone, *change.in);
  }
  auto changes = request_.changes;
  if (by_ == By::author) {
    TRY(check_marks());
    TRY(move_away(changes, at_, request_.zone, ledger_.options_.secret));
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto& change = changes[i];
    change.id = named(change.id);
    if (change.same_as) change.same_as = named(*change.same_as);
    for (auto& [field, value] : change.fields) {
      auto* text = std::get_if<std::string>(&value);
      if (text && field->is_reference()) *text = named(*text);
    }
    auto done = resolve_here(std::move(change));
    if (!done) return std::unexpected(in_change(std::move(done.error()), i));
    for (auto& exact : done->changes) {
      TRY(draft_.apply(exact, done->retired));
      resolved_.push_back(std::move(exact));
    }
  }
  return {};
}

Result<Resolved> Appending::resolve_here(Change change) {
  if (change.in->root_only && head_.parent) {
    return refuse(Error::Code::forbidden,
                  {"ledger.root_only",
                   {{"register", argument_of(change.in->label)}, {"zone", request_.zone}}},
                  Json::object({{"register", Json::string(change.in->name)}}));
  }
  return resolve(std::move(change), draft_, store_, request_.zone, resolved_);
}

// Who reads a record reads marks in place of personal values, and may send them back: as they stand
// in that record they stay, anywhere else they would take the place of a value.
Result<void> Appending::check_marks() {
  for (std::size_t i = 0; i < request_.changes.size(); ++i) {
    auto const& change = request_.changes[i];
    for (auto const& [field, value] : change.fields) {
      auto const* text = std::get_if<std::string>(&value);
      if (!field->personal || !text || !personal_mark(*text)) continue;
      auto const* life = TRY(draft_.life(named(change.id)));
      auto const at = change.in->index_of(*field);
      auto const is_its_own = life && life->in == change.in &&
                              std::ranges::any_of(life->versions, [&](Version const& version) {
                                return version.values[at] == value;
                              });
      if (is_its_own) continue;
      Text says{"ledger.mark_given", {{"field", argument_of(field->label)}}};
      return std::unexpected(in_change(refuse(Error::Code::invalid, std::move(says), Json::object(),
                                              change.in->name + "." + field->name)
                                           .error(),
                                       i));
    }
  }
  return {};
}

Result<void> Appending::write() {
  LogEntry entry{.zone = request_.zone,
                 .known = receipt_.known,
                 .seq = receipt_.seq,
                 .actor = request_.actor,
                 .source = request_.source,
                 .reason = request_.reason,
                 .key = request_.key,
                 .catalog = ledger_.shape(),
                 .body = body_of(resolved_),
                 .prev_hash = head_.hash,
                 .hash = {}};
  if (entry.body.size() > body_bytes_max) {
    return refuse(Error::Code::invalid, {"ledger.entry_too_large", {}}, Json::object(), "changes");
  }
  entry.hash = hash_of(entry);
  std::set<std::string> topics;
  for (auto const& change : resolved_) topics.insert(change.in->name);
  std::string all;
  for (auto const& topic : topics) all += (all.empty() ? "" : " ") + topic;
  TRY(store_.append(entry, all));
  EntryRows rows(ledger_.statements_, entry);
  for (auto const& [label, id] : receipt_.made) {
    auto const* life = TRY(draft_.life(id));
    rows.make(id, *life->in);
  }
  std::vector<TouchedRecord> touched;
  for (auto const& id : draft_.touched()) {
    auto const* life = TRY(draft_.life(id));
    rows.touch(draft_.original(id), *life);
    touched.push_back({id, life->in});
  }
  TRY(rows.write(at_));
  TRY(take_entry(at_, ledger_.options_.projection.get(), touched, entry.known));
  if (request_.key.empty()) return {};
  StoredRequest const letter{.seq = entry.seq,
                             .zone = entry.zone,
                             .actor = entry.actor,
                             .key = entry.key,
                             .known = entry.known,
                             .digest = token_of(request_.digest, ledger_.options_.secret),
                             .seal = {}};
  TRY(at_.run(sql::add_request, {letter.zone, letter.actor, letter.key, letter.known.micros(),
                                 letter.seq, letter.digest, seal_of(letter)}));
  return {};
}

}  // namespace zonebook::ledger
