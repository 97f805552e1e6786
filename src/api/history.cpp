#include "api/history.h"

#include <algorithm>

#include "ledger/proposal_letter.h"
#include "ledger/tell.h"

namespace zonebook::api {
namespace {

// What a person is called stands in no history.
Json told_value(db::Value const& value, meta::Field const& field) {
  if (field.personal && !db::is_null(value)) return Json::string("****");
  return ledger::json_of(value, field);
}

Json json_of(ledger::Change const& change, std::vector<Edit> const& edits) {
  auto json = Json::object(
      {{"kind", Json::string(std::string(name_of(change.kind)))},
       {"valid_from", Json::string(change.from.to_string())},
       {"valid_to", Json::string(change.to.value_or(ledger::open_end()).to_string())}});
  auto fields = Json::object();
  for (auto const& edit : edits) {
    std::vector<Json> old;
    for (auto const& value : edit.old) old.push_back(told_value(value, *edit.field));
    fields.set(edit.field->name, Json::object({{"old", Json::array(std::move(old))},
                                               {"new", told_value(edit.now, *edit.field)}}));
  }
  json.set("fields", std::move(fields));
  if (change.same_as) json.set("same_as", Json::string(*change.same_as));
  if (change.entry != 0) json.set("entry", Json::integer(change.entry));
  return json;
}

// As known just before an instant, of the rows that are shown.
Result<ledger::Life> life_before(Instant known, std::string const& id, ledger::Snapshot& snapshot) {
  auto const rows = TRY(snapshot.rows(id));
  ledger::Life life;
  life.id = id;
  for (auto const& row : rows) {
    if (row.version.known_from < known && row.known_to >= known) {
      life.versions.push_back(row.version);
    }
  }
  ledger::sort_by_day(life.versions);
  return life;
}

}  // namespace

std::vector<Edit> edits_of(ledger::Change const& change, ledger::Life const& before) {
  auto const inside =
      ledger::cut(before.versions, {change.from, change.to.value_or(ledger::open_end())}).inside;
  std::vector<Edit> edits;
  for (auto const& [field, value] : change.fields) {
    Edit edit{.field = field, .old = {}, .now = value};
    for (auto const& version : inside) {
      auto const& old = version.values[change.in->index_of(*field)];
      if (std::ranges::find(edit.old, old) == edit.old.end()) edit.old.push_back(old);
    }
    edits.push_back(std::move(edit));
  }
  return edits;
}

Result<Json> told_entry(ledger::LogEntry const& entry, std::string const& id,
                        ledger::Snapshot& snapshot) {
  auto const before = TRY(life_before(entry.known, id, snapshot));
  auto const changes = TRY(ledger::changes_in(entry.body, snapshot.catalog()));
  std::vector<Json> told;
  for (auto const& change : changes) {
    if (change.id == id) told.push_back(json_of(change, edits_of(change, before)));
  }
  return Json::object({{"seq", Json::integer(entry.seq)},
                       {"known", Json::string(entry.known.to_string())},
                       {"actor", Json::string(entry.actor)},
                       {"approved_by", Json::string(ledger::approver_in(changes))},
                       {"source", Json::string(entry.source)},
                       {"reason", Json::string(entry.reason)},
                       {"changes", Json::array(std::move(told))}});
}

}  // namespace zonebook::api
