#include "session.h"

#include <algorithm>
#include <filesystem>

#include "base/hash.h"
#include "figures/counting.h"
#include "ledger/shape.h"
#include "ledger/verify.h"
#include "parts.h"

namespace zonebook::oracle {
namespace {

meta::Field field_from(std::string const& name, Json const& given) {
  meta::Field field{
      .id = std::string(given.text_at("id").value_or(name)), .name = name, .label = {name, name}};
  field.type = meta::find_field_type(given.text_at("type").value_or(""));
  auto const is_set = [&](std::string_view key) {
    auto const* found = given.find(key);
    return found && found->is(Json::Kind::boolean) && found->boolean();
  };
  field.required = is_set("required");
  field.event = is_set("event");
  field.to = given.text_at("to").value_or("");
  if (auto const* values = given.find("values")) {
    for (auto const& value : values->items()) {
      field.choices.push_back({value.string(), {value.string(), value.string()}});
    }
  }
  return field;
}

meta::Register register_from(std::string const& name, Json const& given) {
  meta::Register in;
  in.name = name;
  in.label = {name, name};
  auto const* shared = given.find("shared");
  in.shared = shared && shared->boolean();
  if (auto const* key = given.find("key")) {
    for (auto const& part : key->items()) in.key.push_back(part.string());
  }
  for (auto const& [field, about] : given.find("fields")->members()) {
    in.fields.push_back(field_from(field, about));
  }
  return in;
}

Result<std::shared_ptr<meta::Catalog const>> catalog_from(Json const& schema) {
  std::vector<meta::Register> registers;
  for (auto const& [name, given] : schema.find("registers")->members()) {
    registers.push_back(register_from(name, given));
  }
  auto made = meta::Catalog::make(std::move(registers));
  if (!made) return std::unexpected(made.error().front());
  return *made;
}

Json value_of(db::Value const& value, meta::Field const& field) {
  return std::holds_alternative<std::monostate>(value) ? Json() : field.type->write(value, field);
}

Json fields_of(ledger::Version const& version, meta::Register const& in) {
  auto fields = Json::object();
  for (std::size_t i = 0; i < in.fields.size(); ++i) {
    fields.set(in.fields[i].name, value_of(version.values[i], in.fields[i]));
  }
  return fields;
}

void set_stretch(Json& row, ledger::Stretch on) {
  row.set("valid_from", Json::string(on.from.to_string()));
  row.set("valid_to", Json::string(on.to.to_string()));
}

// What the oracle calls the code of a refusal, and what it is about.
Json refusal_of(Error const& error) {
  auto code = error.says.key.substr(error.says.key.find('.') + 1);
  if (code == "event_altered") code = "event_field";
  auto answer = Json::object();
  auto const has_reason = error.details && error.details->find("why");
  answer.set("refused", Json::string(has_reason ? "invalid" : code));
  if (!error.details) return answer;
  for (auto const& [key, value] : error.details->members()) {
    // Which field refers to what, the oracle does not say.
    auto const is_more = code == "reference" && (key == "field" || key == "to");
    if (!is_more) answer.set(key, value);
  }
  return answer;
}

// The ids that what a refused letter was to make would have had: the oracle names them by these,
// the ledger by their labels.
std::map<std::string, std::string> ids_to_be(Json const& letter, std::int64_t last_seq) {
  std::map<std::string, std::string> ids;
  auto const stem = std::string(*letter.text_at("zone")) + "." + std::to_string(last_seq + 1) + ".";
  for (auto const& change : letter.find("changes")->items()) {
    auto const id = std::string(change.text_at("id").value_or(""));
    auto const is_made = change.text_at("kind") == "create" && id.starts_with("new:");
    if (is_made) ids.emplace(id, stem + std::to_string(ids.size() + 1));
  }
  return ids;
}

}  // namespace

Json Session::Parts::translated(Json const& json, std::map<std::string, std::string> const& names) {
  auto const name = [&](std::string const& text) {
    auto const found = names.find(text);
    return found != names.end() ? found->second : text;
  };
  switch (json.kind()) {
    case Json::Kind::string: return Json::string(name(json.string()));
    case Json::Kind::array: {
      std::vector<Json> items;
      for (auto const& item : json.items()) items.push_back(translated(item, names));
      return Json::array(std::move(items));
    }
    case Json::Kind::object: {
      std::vector<Json::Member> members;
      for (auto const& [key, value] : json.members()) {
        members.emplace_back(name(key), translated(value, names));
      }
      return Json::object(std::move(members));
    }
    default: return json;
  }
}

Session::Session(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::open(Json const& file, db::Dialect on) {
  auto parts = std::make_unique<Parts>();
  auto const& schema = *file.find("schema");
  parts->place = std::make_unique<db::TestPlace>(on);
  parts->database = TRY(db::Database::open({.location = parts->place->location()}));
  parts->catalog = TRY(catalog_from(schema));
  if (auto const* definitions = file.find("definitions")) {
    auto read = figures::read_definitions(*definitions, *parts->catalog);
    if (!read.problems.empty()) return std::unexpected(read.problems.front());
    parts->definitions = std::move(read.definitions);
  }
  parts->local = TRY(Zone::load("Asia/Shanghai"));
  TRY(parts->database->write([&](db::Connection& at) -> Result<void> {
    TRY(ledger::make_fixed_tables(at));
    TRY(ledger::adopt_shape(at, *parts->catalog, {}, ledger::ShapeEntry::left_out));
    for (auto const& [zone, parent] : schema.find("zones")->members()) {
      auto const is_root = parent.is(Json::Kind::null);
      TRY(ledger::add_zone(at, zone, is_root ? std::nullopt : std::optional(parent.string())));
    }
    return {};
  }));
  parts->ledger = std::make_unique<ledger::Ledger>(
      *parts->database, parts->catalog,
      ledger::Ledger::Options{.clock = parts->clock,
                              .local = parts->local,
                              .shape = sm3(canonical(schema)),
                              .projection = std::make_shared<figures::Counting const>(
                                  parts->catalog, parts->definitions)});
  TRY(ledger::keep_projection(*parts->database, *parts->ledger));
  return std::make_unique<Session>(std::move(parts));
}

Result<Json> Session::answer(Json const& step) {
  if (auto const* clock = step.find("clock")) {
    parts_->clock.set(*ledger::read_instant(*clock, *parts_->local));
  }
  auto const question = std::ranges::find_if(
      step.members(), [](auto const& one) { return one.first != "clock" && one.first != "note"; });
  auto answer = ask(question->first, Parts::translated(question->second, parts_->ids));
  if (!answer) {
    auto const& error = answer.error();
    if (error.code == Error::Code::broken || error.code == Error::Code::unavailable) return answer;
    auto refusal = refusal_of(error);
    if (question->first == "append") {
      auto const& letter = question->second;
      auto const zone = std::string(*letter.text_at("zone"));
      auto const snapshot = TRY(parts_->ledger->read(zone));
      refusal = Parts::translated(refusal, ids_to_be(letter, snapshot.head(zone).seq));
    }
    return Parts::translated(refusal, parts_->names);
  }
  return Parts::translated(*answer, parts_->names);
}

Result<Json> Session::ask(std::string const& kind, Json const& question) {
  if (kind == "append") return append(question);
  if (kind == "as_of") return as_of(question);
  if (kind == "list") return list(question);
  if (kind == "history") return history(question);
  if (kind == "rows") return rows(question);
  if (kind == "head") return head(question);
  if (kind == "verify") {
    auto const problems = TRY(ledger::verify(*parts_->database, *parts_->ledger));
    return Json::object({{"problems", Json::array(std::vector<Json>(problems.size()))}});
  }
  return answer_figure(kind, question);
}

Result<Json> Session::append(Json const& letter) {
  auto const receipt = TRY(parts_->ledger->append(letter));
  for (auto const& [label, id] : receipt.made) {
    parts_->ids["@" + label.substr(4)] = id;
    parts_->names[id] = "@" + label.substr(4);
  }
  auto answer = Json::object(
      {{"known", Json::integer(receipt.known.micros())}, {"seq", Json::integer(receipt.seq)}});
  if (receipt.repeated) answer.set("repeated", Json::boolean(true));
  return answer;
}

Result<Json> Session::as_of(Json const& question) {
  auto const id = std::string(*question.text_at("id"));
  auto snapshot = TRY(parts_->read(ledger::zone_of(id), question));
  auto const found = TRY(snapshot.as_of(id, *Date::parse(*question.text_at("valid"))));
  auto answer = known_of(snapshot.knowledge());
  if (found.version) {
    set_stretch(answer, found.version->on);
    answer.set("kind", Json::string(std::string(name_of(found.version->kind))));
    answer.set("fields", fields_of(*found.version, *found.in));
    return answer;
  }
  answer.set("absent", Json::boolean(true));
  if (found.same_as) answer.set("same_as", Json::string(*found.same_as));
  return answer;
}

Result<Json> Session::list(Json const& question) {
  auto const& in = *parts_->catalog->find(*question.text_at("register"));
  auto snapshot = TRY(parts_->read(std::string(*question.text_at("zone")), question));
  auto const listed = TRY(snapshot.list(in, *Date::parse(*question.text_at("valid"))));
  std::vector<Json> records;
  for (auto const& [id, version] : listed) {
    records.push_back(Json::object({{"id", Json::string(id)}, {"fields", fields_of(version, in)}}));
  }
  auto answer = known_of(snapshot.knowledge());
  answer.set("records", Json::array(std::move(records)));
  return answer;
}

Result<Json> Session::history(Json const& question) {
  auto const id = std::string(*question.text_at("id"));
  auto snapshot = TRY(parts_->ledger->read(ledger::zone_of(id)));
  auto const log = TRY(snapshot.history(id));
  std::vector<Json> entries;
  for (auto const& entry : log) {
    auto const changes = TRY(ledger::changes_in(entry.body, *parts_->catalog));
    std::vector<Json> kinds;
    for (auto const& change : changes) {
      if (change.id == id) kinds.push_back(Json::string(std::string(name_of(change.kind))));
    }
    entries.push_back(Json::object({{"seq", Json::integer(entry.seq)},
                                    {"known", Json::integer(entry.known.micros())},
                                    {"actor", Json::string(entry.actor)},
                                    {"source", Json::string(entry.source)},
                                    {"reason", Json::string(entry.reason)},
                                    {"kinds", Json::array(std::move(kinds))}}));
  }
  return Json::object({{"entries", Json::array(std::move(entries))}});
}

Result<Json> Session::rows(Json const& question) {
  auto const id = std::string(*question.text_at("id"));
  auto snapshot = TRY(parts_->ledger->read(ledger::zone_of(id)));
  auto const* in = TRY(snapshot.store().register_of(id));
  auto const versions = TRY(snapshot.rows(id));
  auto const merges = TRY(snapshot.merges(id));
  auto const row_of = [](auto const& row, Instant known_to) {
    auto json = Json::object();
    set_stretch(json, row.on);
    json.set("known_from", Json::integer(row.known_from.micros()));
    json.set("known_to", Json::integer(known_to.micros()));
    return json;
  };
  std::vector<Json> rows;
  for (auto const& [unused, version, known_to] : versions) {
    auto row = row_of(version, known_to);
    row.set("kind", Json::string(std::string(name_of(version.kind))));
    row.set("fields", fields_of(version, *in));
    rows.push_back(std::move(row));
  }
  std::vector<Json> merged;
  for (auto const& [unused, merge, known_to] : merges) {
    auto row = row_of(merge, known_to);
    row.set("same_as", Json::string(merge.same_as));
    merged.push_back(std::move(row));
  }
  return Json::object(
      {{"rows", Json::array(std::move(rows))}, {"merges", Json::array(std::move(merged))}});
}

Result<Json> Session::head(Json const& question) {
  auto const zone = std::string(*question.text_at("zone"));
  auto const snapshot = TRY(parts_->ledger->read(zone));
  auto const& head = snapshot.head(zone);
  return Json::object({{"seq", Json::integer(head.seq)},
                       {"last", Json::integer(head.last.micros())},
                       {"closed", Json::integer(head.closed.micros())},
                       {"hash", Json::string(head.hash)}});
}

}  // namespace zonebook::oracle
