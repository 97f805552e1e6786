#include "ledger/proposal_letter.h"

#include "base/hash.h"

namespace zonebook::ledger {
namespace {

constexpr auto personal = "personal";

Json value_of(FieldValue const& set) {
  if (!set.field->personal || db::is_null(set.value)) return json_of(set);
  return Json::object({{personal, json_of(set)}});
}

Json change_of(Change const& change) {
  auto json = Json::object({{"kind", Json::string(std::string(name_of(change.kind)))},
                            {"register", Json::string(change.in->name)},
                            {"id", Json::string(change.id)}});
  if (change.kind == ChangeKind::restore) {
    json.set("entry", Json::integer(change.entry));
  } else {
    json.set("valid_from", Json::string(change.from.to_string()));
    if (change.to) json.set("valid_to", Json::string(change.to->to_string()));
  }
  if (change.has_fields) {
    auto fields = Json::object();
    for (auto const& set : change.fields) fields.set(set.field->id, value_of(set));
    json.set("fields", std::move(fields));
  }
  if (change.same_as) json.set("same_as", Json::string(*change.same_as));
  return json;
}

// The fields of each change, to be looked at or altered; first the change itself.
template <class Do>
void each_fields(Json& letter, Do const& what) {
  if (!letter.is(Json::Kind::object)) return;
  for (auto& [name, changes] : letter.members()) {
    if (name != "changes" || !changes.is(Json::Kind::array)) continue;
    for (auto& change : changes.items()) {
      if (!change.is(Json::Kind::object)) continue;
      for (auto& [key, fields] : change.members()) {
        if (key == "fields" && fields.is(Json::Kind::object)) what(change, fields);
      }
    }
  }
}

template <class Do>
void each_value(Json& letter, Do const& what) {
  each_fields(letter, [&](Json const&, Json& fields) {
    for (auto& [field, value] : fields.members()) what(value);
  });
}

// What has no name any more keeps its id, which read_request() refuses by it.
Json by_name(Json const& fields, meta::Register const& in) {
  auto named = Json::object();
  for (auto const& [id, value] : fields.members()) {
    auto const* field = in.find_id(id);
    named.set(field && !field->removed ? field->name : id, value);
  }
  return named;
}

}  // namespace

std::string letter_of(Request const& request) {
  std::vector<Json> changes;
  for (auto const& change : request.changes) changes.push_back(change_of(change));
  return canonical(Json::object({{"zone", Json::string(request.zone)},
                                 {"actor", Json::string(request.actor)},
                                 {"source", Json::string(request.source)},
                                 {"reason", Json::string(request.reason)},
                                 {"changes", Json::array(std::move(changes))}}));
}

Result<Json> letter_in(std::string_view text, meta::Catalog const& catalog) {
  auto letter = Json::parse(text);
  if (!letter || !letter->is(Json::Kind::object)) {
    return std::unexpected(
        Error{Error::Code::broken, {"ledger.body_broken", {{"what", "letter"}}}, "", {}});
  }
  each_value(*letter, [](Json& value) {
    if (auto const mark = value.text_at(personal)) value = Json::string(std::string(*mark));
  });
  each_fields(*letter, [&](Json const& change, Json& fields) {
    auto const* in = catalog.find(change.text_at("register").value_or(""));
    if (in) fields = by_name(fields, *in);
  });
  return std::move(*letter);
}

std::string proposed_digest(std::string const& of_letter) { return sm3("propose" + of_letter); }

std::string approver_in(std::vector<Change> const& changes) {
  for (auto const& change : changes) {
    if (change.in->name != proposal_register) continue;
    auto const value = [&](std::string_view name) {
      for (auto const& [field, held] : change.fields) {
        auto const* text = std::get_if<std::string>(&held);
        if (field->name == name && text) return *text;
      }
      return std::string();
    };
    if (value("status") == "approved") return value("decided_by");
  }
  return "";
}

std::vector<PersonalMark> marks_of(std::string_view text) {
  std::vector<PersonalMark> marks;
  auto letter = Json::parse(text);
  if (!letter) return marks;
  each_value(*letter, [&](Json& value) {
    auto const mark = personal_mark(value.text_at(personal).value_or(""));
    if (mark) marks.push_back(*mark);
  });
  return marks;
}

}  // namespace zonebook::ledger
