#include "ledger/resolve.h"

#include <algorithm>

#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

using enum ChangeKind;

std::unexpected<Error> refuse_about(Change const& change, Error::Code code, std::string key,
                                    Json details = Json::object()) {
  Text says{std::move(key), {{"record", change.id}, {"register", argument_of(change.in->label)}}};
  return refuse(code, std::move(says), std::move(details));
}

Json field_values(Version const& version, Change const& change) {
  auto fields = Json::object();
  for (auto const& [field, unused] : change.fields) {
    fields.set(field->name, json_of({field, version.values[change.in->index_of(*field)]}));
  }
  return fields;
}

bool same_values(Version const& a, Version const& b, Change const& change) {
  return std::ranges::all_of(change.fields, [&](FieldValue const& one) {
    auto const at = change.in->index_of(*one.field);
    return a.values[at] == b.values[at];
  });
}

// The end of the unbroken life from the first day on.  Beyond a gap everything counts as later.
Result<Date> end_of_life(Change const& change, Life const& life) {
  auto const* here = life.on(change.from);
  if (!here) return refuse_about(change, Error::Code::conflict, "ledger.absent");
  auto end = here->on.to;
  std::vector<Json> later;
  for (auto const& version : life.versions) {
    if (version.on.from <= change.from) continue;
    auto const adjoining = version.on.from == end;
    if (adjoining) end = version.on.to;
    if (adjoining && same_values(version, *here, change)) continue;
    later.push_back(Json::object({{"valid_from", Json::string(version.on.from.to_string())},
                                  {"valid_to", Json::string(version.on.to.to_string())},
                                  {"fields", field_values(version, change)}}));
  }
  if (later.empty()) return end;
  return refuse_about(change, Error::Code::conflict, "ledger.later_values",
                      Json::object({{"later", Json::array(std::move(later))}}));
}

bool is_whole(std::vector<Version> const& inside, Stretch on) {
  if (inside.empty() || inside.front().on.from != on.from || inside.back().on.to != on.to) {
    return false;
  }
  return std::ranges::adjacent_find(inside, [](Version const& a, Version const& b) {
           return a.on.to != b.on.from;
         }) == inside.end();
}

Result<void> check_existence(Change const& change, std::vector<Version> const& inside) {
  switch (change.kind) {
    case create:
      if (!inside.empty()) return refuse_about(change, Error::Code::conflict, "ledger.exists");
      return {};
    case retire:
      if (inside.empty()) return refuse_about(change, Error::Code::conflict, "ledger.absent");
      return {};
    default:
      if (is_whole(inside, {change.from, *change.to})) return {};
      return refuse_about(change, Error::Code::conflict, "ledger.absent");
  }
}

// A change may fill an event, never alter it.
Result<void> check_event_fields(Change const& change, std::vector<Version> const& inside) {
  if (change.kind != ChangeKind::change) return {};
  for (auto const& [field, value] : change.fields) {
    if (!field->event) continue;
    auto const at = change.in->index_of(*field);
    auto const alters = [&](Version const& version) {
      auto const& old = version.values[at];
      return !std::holds_alternative<std::monostate>(old) && old != value;
    };
    if (std::ranges::none_of(inside, alters)) continue;
    return refuse(
        Error::Code::conflict,
        {"ledger.event_altered", {{"record", change.id}, {"field", argument_of(field->label)}}},
        Json::object({{"field", Json::string(field->name)}}));
  }
  return {};
}

Result<Resolved> resolve_restore(Change const& change, Life const& life, Past& past,
                                 std::string const& zone, std::vector<Change> const& earlier) {
  auto const retire = TRY(past.entry(zone, change.entry));
  std::vector<Stretch> stretches;
  for (auto const& done : retire ? retire->changes : std::vector<Change>{}) {
    if (done.id == change.id && done.kind == ChangeKind::retire) {
      stretches.push_back({done.from, *done.to});
    }
  }
  Life before;
  if (retire) before = TRY(past.known_at(change.id, Instant(retire->known.micros() - 1)));
  auto const stood = [&](Stretch on) { return !inside(before.versions, on).empty(); };
  if (std::ranges::none_of(stretches, stood)) {
    return refuse_about(change, Error::Code::conflict, "ledger.not_retired");
  }
  std::vector<Json> since;
  auto const written = TRY(past.written(change.id));
  for (auto const& touch : written) {
    if (touch.seq > change.entry) since.push_back(Json::integer(touch.seq));
  }
  if (!since.empty() || std::ranges::find(earlier, change.id, &Change::id) != earlier.end()) {
    return refuse_about(change, Error::Code::conflict, "ledger.written_since",
                        Json::object({{"by", Json::array(std::move(since))}}));
  }
  Resolved resolved{.changes = {}, .retired = retire->known};
  for (auto const& on : stretches) {
    if (!inside(life.versions, on).empty()) {
      return refuse_about(change, Error::Code::conflict, "ledger.exists");
    }
    auto exact = change;
    exact.from = on.from;
    exact.to = on.to;
    resolved.changes.push_back(std::move(exact));
  }
  return resolved;
}

}  // namespace

Result<Resolved> resolve(Change change, Draft& draft, Past& past, std::string const& zone,
                         std::vector<Change> const& earlier) {
  auto const* life = TRY(draft.life(change.id));
  if (!life || life->in != change.in || life->zone != zone) {
    return refuse_about(change, Error::Code::not_found, "ledger.unknown_record");
  }
  if (change.kind == restore) return resolve_restore(change, *life, past, zone, earlier);
  if (!change.to) {
    auto const unbroken = change.kind == ChangeKind::change || change.kind == correct;
    change.to = open_end();
    if (unbroken) change.to = TRY(end_of_life(change, *life));
  }
  auto const pieces = inside(life->versions, {change.from, *change.to});
  TRY(check_existence(change, pieces));
  TRY(check_event_fields(change, pieces));
  return Resolved{.changes = {std::move(change)}, .retired = {}};
}

}  // namespace zonebook::ledger
