#include "ledger/request.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

bool is_normal(Json const& value) {
  switch (value.kind()) {
    case Json::Kind::string: return is_nfc(value.string());
    case Json::Kind::array: return std::ranges::all_of(value.items(), is_normal);
    case Json::Kind::object:
      return std::ranges::all_of(value.members(), [](Json::Member const& member) {
        return is_nfc(member.first) && is_normal(member.second);
      });
    default: return true;
  }
}

Json normalised(Json const& value) {
  switch (value.kind()) {
    case Json::Kind::string: return Json::string(normalise(value.string()));
    case Json::Kind::array: {
      auto items = value.items();
      for (auto& item : items) item = normalised(item);
      return Json::array(std::move(items));
    }
    case Json::Kind::object: {
      std::vector<Json::Member> members;
      for (auto const& [key, inner] : value.members()) {
        members.emplace_back(normalise(key), normalised(inner));
      }
      return Json::object(std::move(members));
    }
    default: return value;
  }
}

std::unexpected<Error> wrong_entry(std::string_view what) {
  return refuse(Error::Code::invalid, {"ledger.invalid_entry", {{"what", std::string(what)}}},
                Json::object({{"why", Json::string("entry")}}), std::string(what));
}

// A member that nobody knows is a member that somebody misspelt: a `seen` or a `valid_to` that is
// passed over would write what its author did not mean.
std::string_view stranger(Json const& object, std::initializer_list<std::string_view> known) {
  for (auto const& [name, value] : object.members()) {
    if (std::ranges::find(known, name) == known.end()) return name;
  }
  return {};
}

bool is_text(std::string_view text, std::size_t longest) {
  return text.empty() || (code_point_count(text) <= longest && is_utf8(text) &&
                          !has_control(text, Lines::one) && is_legible(text));
}

std::unexpected<Error> wrong_text(std::string_view name, std::size_t longest) {
  return refuse(
      Error::Code::invalid,
      {"ledger.wrong_text", {{"name", std::string(name)}, {"longest", std::to_string(longest)}}},
      Json::object({{"why", Json::string("entry")}}), std::string(name));
}

bool is_member_text(Json const& object, std::string_view name, std::size_t longest) {
  auto const* value = object.find(name);
  if (!value) return true;
  return value->is(Json::Kind::string) && is_text(value->string(), longest);
}

std::string text_or_empty(Json const& object, std::string_view name) {
  return std::string(object.text_at(name).value_or(""));
}

// Reads the changes of one letter; knows which records it has made so far.
class ChangeReader {
 public:
  explicit ChangeReader(meta::Catalog const& catalog) : catalog_(catalog) {}

  Result<Change> read(Json const& given) {
    TRY(check_members(given));
    Change change;
    TRY(read_place(given, change));
    TRY(read_fields(given, change));
    if (change.kind == ChangeKind::create) {
      TRY(check_required(change));
      made_.insert(change.id);
    }
    return change;
  }

 private:
  static std::unexpected<Error> wrong(std::string why, Text says, std::string where = {}) {
    return refuse(Error::Code::invalid, std::move(says),
                  Json::object({{"why", Json::string(std::move(why))}}), std::move(where));
  }

  static Result<void> check_members(Json const& given) {
    if (!given.is(Json::Kind::object)) {
      return wrong("change", {"ledger.change_not_object", {}}, "changes");
    }
    auto const name = stranger(
        given, {"register", "kind", "id", "valid_from", "valid_to", "fields", "same_as", "entry"});
    if (!name.empty()) {
      return wrong("member", {"ledger.no_member", {{"name", std::string(name)}}},
                   std::string(name));
    }
    for (std::string_view const text : {"register", "kind", "id", "same_as"}) {
      if (is_member_text(given, text, id_longest)) continue;
      return wrong("member", {"ledger.member_not_text", {{"name", std::string(text)}}},
                   std::string(text));
    }
    return {};
  }

  Result<void> read_place(Json const& given, Change& change) {
    auto const name = text_or_empty(given, "register");
    change.in = catalog_.find(name);
    if (!change.in || change.in->removed)
      return wrong("register", {"ledger.no_register", {{"name", name}}}, "register");
    auto const kind = change_kind(text_or_empty(given, "kind"));
    if (!kind) return wrong("kind", {"ledger.no_kind", {}}, "kind");
    change.kind = *kind;
    if (*kind != ChangeKind::restore) TRY(read_stretch(given, change));
    change.id = text_or_empty(given, "id");
    if (change.id.empty() || !fits_its_kind(change)) {
      return wrong("new", {"ledger.wrong_new", {{"id", change.id}}}, "id");
    }
    if (*kind == ChangeKind::restore) {
      auto const entry = given.integer_at("entry");
      if (!entry) return wrong("entry", {"ledger.no_entry_named", {}}, "entry");
      change.entry = *entry;
    }
    if (auto const same_as = given.text_at("same_as")) {
      if (*kind != ChangeKind::retire) return wrong("same_as", {"ledger.same_as", {}}, "same_as");
      change.same_as = std::string(*same_as);
    }
    return {};
  }

  static Result<void> read_stretch(Json const& given, Change& change) {
    auto const day = [&](std::string_view key) {
      return Date::parse(given.text_at(key).value_or(""));
    };
    auto const from = day("valid_from");
    auto const to = given.find("valid_to") ? day("valid_to") : std::optional(open_end());
    if (!from || !to || *from < first_day() || *to > open_end() || *from >= *to) {
      return wrong("stretch", {"ledger.wrong_stretch", {}}, "valid_from");
    }
    change.from = *from;
    if (given.find("valid_to")) change.to = *to;
    return {};
  }

  // "new:a" is made once, before it is named otherwise.
  bool fits_its_kind(Change const& change) const {
    if (!change.id.starts_with("new:") || change.kind == ChangeKind::retire) return true;
    return made_.contains(change.id) != (change.kind == ChangeKind::create);
  }

  static Result<void> read_fields(Json const& given, Change& change) {
    auto const* fields = given.find("fields");
    if (!fields) return {};
    if (!fields->is(Json::Kind::object)) {
      return wrong("field", {"ledger.fields_not_object", {}}, "fields");
    }
    change.has_fields = true;
    for (auto const& [name, value] : fields->members()) {
      auto const* field = change.in->find(name);
      if (!field || field->removed) {
        Text says{"ledger.no_field", {{"name", name}, {"register", argument_of(change.in->label)}}};
        return wrong("field " + name, std::move(says), change.in->name + "." + name);
      }
      auto read = read_value(value, *field);
      // What is corrected may be of a time when a closed choice was open.
      if (read && change.kind != ChangeKind::correct) {
        if (auto may = meta::may_be_written(*read, *field); !may) {
          read = std::unexpected(may.error());
        }
      }
      if (!read) return wrong("field " + name, read.error().says, change.in->name + "." + name);
      if (is_too_long_a_key(*read, *field, *change.in)) {
        return wrong("field " + name,
                     {"ledger.key_too_long", {{"field", argument_of(field->label)}}},
                     change.in->name + "." + name);
      }
      change.fields.push_back({field, std::move(*read)});
    }
    return {};
  }

  // What identifies a record lies in an index, and PostgreSQL's rows there hold 2704 bytes.
  static bool is_too_long_a_key(db::Value const& value, meta::Field const& field,
                                meta::Register const& in) {
    constexpr std::size_t longest = 600;  // bytes, of each part
    auto const* text = std::get_if<std::string>(&value);
    return text && text->size() > longest && std::ranges::find(in.key, field.name) != in.key.end();
  }

  static Result<db::Value> read_value(Json const& value, meta::Field const& field) {
    if (!value.is(Json::Kind::null)) return field.type->read(value, field);
    if (field.required) {
      return invalid(
          {"ledger.required", {{"field", argument_of(field.label)}, {"name", field.name}}});
    }
    return db::Value();
  }

  static Result<void> check_required(Change const& change) {
    for (auto const& field : change.in->fields) {
      if (!field.required) continue;
      auto const given = std::ranges::find(change.fields, &field, &FieldValue::field);
      if (given != change.fields.end()) continue;
      return wrong("required " + field.name,
                   {"ledger.required", {{"field", argument_of(field.label)}, {"name", field.name}}},
                   change.in->name + "." + field.name);
    }
    return {};
  }

  meta::Catalog const& catalog_;
  std::set<std::string> made_;
};

Result<std::vector<Seen>> read_seen(Json const& letter, Zone const& local) {
  std::vector<Seen> seen;
  auto const* given = letter.find("seen");
  if (!given) return seen;
  if (!given->is(Json::Kind::object)) return wrong_entry("seen");
  for (auto const& [id, instant] : given->members()) {
    auto const known = read_instant(instant, local);
    if (!known) return wrong_entry("seen");
    seen.push_back({id, *known});
  }
  std::ranges::sort(seen, {}, &Seen::id);
  return seen;
}

Result<void> check_members(Json const& letter) {
  auto const name =
      stranger(letter, {"zone", "actor", "source", "reason", "key", "seen", "changes"});
  if (!name.empty()) {
    return refuse(Error::Code::invalid, {"ledger.no_member", {{"name", std::string(name)}}},
                  Json::object({{"why", Json::string("entry")}}), std::string(name));
  }
  struct Member {
    std::string_view name;
    std::size_t longest;
  };
  for (auto const& [text, longest] : {Member{"zone", id_longest},
                                      {"actor", actor_longest},
                                      {"key", key_longest},
                                      {"source", source_longest},
                                      {"reason", source_longest}}) {
    if (!is_member_text(letter, text, longest)) return wrong_text(text, longest);
  }
  return {};
}

}  // namespace

Result<Request> read_request(Json const& letter, meta::Catalog const& catalog, Zone const& local) {
  if (!letter.is(Json::Kind::object)) {
    return refuse(Error::Code::invalid, {"ledger.letter_not_object", {}},
                  Json::object({{"why", Json::string("entry")}}), "entry");
  }
  auto const other = is_normal(letter) ? std::nullopt : std::optional(normalised(letter));
  auto const& given = other ? *other : letter;  // most letters need no copy
  TRY(check_members(given));
  Request request{.zone = text_or_empty(given, "zone"),
                  .actor = text_or_empty(given, "actor"),
                  .source = text_or_empty(given, "source"),
                  .reason = text_or_empty(given, "reason"),
                  .key = text_or_empty(given, "key")};
  if (request.zone.empty()) return wrong_entry("zone");
  if (request.actor.empty()) return wrong_entry("actor");
  auto const* changes = given.find("changes");
  if (!changes || !changes->is(Json::Kind::array) || changes->items().empty() ||
      changes->items().size() > changes_max) {
    return wrong_entry("changes");
  }
  request.seen = TRY(read_seen(given, local));
  ChangeReader reader(catalog);
  for (std::size_t i = 0; i < changes->items().size(); ++i) {
    auto change = reader.read(changes->items()[i]);
    if (!change) return std::unexpected(in_change(std::move(change.error()), i));
    request.changes.push_back(std::move(*change));
  }
  auto const letter_text = canonical(given);
  if (letter_text.size() > body_bytes_max) {
    return refuse(Error::Code::invalid, {"ledger.entry_too_large", {}}, Json::object(), "changes");
  }
  request.digest = sm3(letter_text);
  return request;
}

Result<void> check_who_and_why(WhoAndWhy const& given) {
  if (given.actor.empty()) return wrong_entry("actor");
  if (!is_text(given.actor, actor_longest)) return wrong_text("actor", actor_longest);
  if (!is_text(given.source, source_longest)) return wrong_text("source", source_longest);
  if (!is_text(given.reason, source_longest)) return wrong_text("reason", source_longest);
  if (!is_text(given.key, key_longest)) return wrong_text("key", key_longest);
  return {};
}

std::optional<Instant> read_instant(Json const& given, Zone const& local) {
  if (given.is(Json::Kind::string)) return read_instant(given.string(), local);
  if (!given.is(Json::Kind::number)) return std::nullopt;
  auto const micros = given.number().to_int64();
  return micros ? std::optional(Instant(*micros)) : std::nullopt;
}

std::optional<Instant> read_instant(std::string_view given, Zone const& local) {
  if (auto const day = Date::parse(given)) return Instant::end_of(*day, local);
  return Instant::parse(given);
}

}  // namespace zonebook::ledger
