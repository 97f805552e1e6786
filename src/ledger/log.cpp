#include "ledger/log.h"

#include <algorithm>

#include "base/hash.h"
#include "base/json.h"

namespace zonebook::ledger {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
  if (out.back() != '{') out += ',';
  out += quoted_json(name);
  out += ':';
  out += text;
}

std::string fields_of(Change const& change) {
  std::vector<FieldValue const*> sets;
  for (auto const& set : change.fields) sets.push_back(&set);
  auto const id = [](FieldValue const* set) -> auto const& { return set->field->id; };
  std::ranges::sort(sets, {}, id);
  CHECK(std::ranges::adjacent_find(sets, {}, id) == sets.end());
  std::string out = "{";
  for (auto const* set : sets) append_member(out, set->field->id, canonical(json_of(*set)));
  return out + "}";
}

// As canonical() would write it, keys in the order of their bytes.
std::string text_of(Change const& change) {
  std::string out = "{";
  auto const text = [&](std::string_view name, std::string_view value) {
    append_member(out, name, quoted_json(value));
  };
  if (change.kind == ChangeKind::restore) {
    append_member(out, "entry", std::to_string(change.entry));
  }
  if (change.has_fields) append_member(out, "fields", fields_of(change));
  text("id", change.id);
  text("kind", name_of(change.kind));
  text("register", change.in->name);
  if (change.same_as) text("same_as", *change.same_as);
  text("valid_from", change.from.to_string());
  if (change.to) text("valid_to", change.to->to_string());
  return out + "}";
}

void append_column(std::string& text, std::string_view column) {
  text += std::to_string(column.size());
  text += ':';
  text += column;
}

std::unexpected<Error> broken(std::string what) {
  return std::unexpected(
      Error{Error::Code::broken, {"ledger.body_broken", {{"what", std::move(what)}}}, ""});
}

// Texts as they are: a rule that has become stricter since must not make the past unreadable.
Result<db::Value> stored_value(Json const& value, meta::Field const& field) {
  if (value.is(Json::Kind::null)) return db::Value();
  auto const is_text = field.type->column() == meta::FieldType::Column::text;
  if (is_text && value.is(Json::Kind::string)) return db::Value(value.string());
  return field.type->read(value, field);
}

Result<void> read_fields(Json const& fields, Change& change) {
  change.has_fields = true;
  for (auto const& [id, value] : fields.members()) {
    auto const* field = change.in->find_id(id);
    if (!field) return broken(change.in->name + "." + id);
    auto stored = TRY(stored_value(value, *field));
    change.fields.push_back({field, std::move(stored)});
  }
  return {};
}

Result<Change> change_from(Json const& json, meta::Catalog const& catalog) {
  Change change;
  auto const kind = change_kind(json.text_at("kind").value_or(""));
  change.in = catalog.find(json.text_at("register").value_or(""));
  auto const from = Date::parse(json.text_at("valid_from").value_or(""));
  if (!kind || !change.in || !from) return broken(canonical(json));
  change.kind = *kind;
  change.id = std::string(json.text_at("id").value_or(""));
  change.from = *from;
  change.to = Date::parse(json.text_at("valid_to").value_or(""));
  if (auto const same_as = json.text_at("same_as")) change.same_as = std::string(*same_as);
  change.entry = json.integer_at("entry").value_or(0);
  auto const* fields = json.find("fields");
  if (fields && fields->is(Json::Kind::object)) TRY(read_fields(*fields, change));
  if (change.id.empty() || !change.to || *change.to <= change.from) return broken(canonical(json));
  return change;
}

}  // namespace

std::string const& no_hash() {
  static std::string const zeros(64, '0');
  return zeros;
}

std::string hash_of(LogEntry const& entry) {
  std::string text = "zb1";
  append_column(text, entry.zone);
  append_column(text, std::to_string(entry.known.micros()));
  append_column(text, std::to_string(entry.seq));
  for (auto const* column : {&entry.actor, &entry.source, &entry.reason, &entry.key, &entry.catalog,
                             &entry.body, &entry.prev_hash}) {
    append_column(text, *column);
  }
  return sm3(text);
}

std::string seal_of(std::vector<std::string> const& columns) {
  std::string text = "seal";
  for (auto const& column : columns) append_column(text, column);
  return sm3(text);
}

std::string body_of(std::vector<Change> const& resolved) {
  std::string changes;
  for (auto const& change : resolved) {
    if (!changes.empty()) changes += ',';
    changes += text_of(change);
  }
  return "{\"version\":1,\"changes\":[" + changes + "]}";
}

Result<std::vector<Change>> changes_in(std::string_view body, meta::Catalog const& catalog) {
  auto json = Json::parse(body);
  if (!json) return broken(std::string(body.substr(0, 200)));
  auto const* changes = json->find("changes");
  if (json->integer_at("version") != 1 || !changes || !changes->is(Json::Kind::array)) {
    return broken(std::string(body.substr(0, 200)));
  }
  std::vector<Change> result;
  for (auto const& change : changes->items()) {
    auto read = TRY(change_from(change, catalog));
    result.push_back(std::move(read));
  }
  return result;
}

}  // namespace zonebook::ledger
