#include "api/model_json.h"

#include <array>

#include "api/schema.h"

namespace zonebook::api {
namespace {

Json string(std::string_view text) { return Json::string(std::string(text)); }

Json json_of(meta::Choice const& choice) {
  return Json::object({{"value", Json::string(choice.value)},
                       {"label", label_json(choice.label)},
                       {"closed", Json::boolean(choice.closed)}});
}

Json json_of(meta::Field const& field) {
  std::vector<Json> choices;
  for (auto const& choice : field.choices) choices.push_back(json_of(choice));
  return Json::object({{"name", Json::string(field.name)},
                       {"label", label_json(field.label)},
                       {"about", label_json(field.about)},
                       {"source", Json::string(field.source)},
                       {"type", string(field.type->name())},
                       {"required", Json::boolean(field.required)},
                       {"removed", Json::boolean(field.removed)},
                       {"event", Json::boolean(field.event)},
                       {"personal", Json::boolean(field.personal)},
                       {"scale", Json::integer(field.scale)},
                       {"unit", Json::string(field.unit)},
                       {"choices", Json::array(std::move(choices))},
                       {"to", Json::string(field.to)}});
}

Json json_of(meta::Views const& views) {
  std::vector<Json> form;
  for (auto const& group : views.form) {
    form.push_back(
        Json::object({{"title", label_json(group.title)}, {"fields", strings_json(group.fields)}}));
  }
  return Json::object({{"list", strings_json(views.list)},
                       {"form", Json::array(std::move(form))},
                       {"title", Json::string(views.title)},
                       {"search", strings_json(views.search)}});
}

Json json_of(meta::Register const& in) {
  std::vector<Json> fields;
  for (auto const& field : in.fields) fields.push_back(json_of(field));
  std::vector<Json> checks;
  for (auto const& check : in.checks) {
    checks.push_back(Json::object({{"name", Json::string(check.name)},
                                   {"says", label_json(check.says)},
                                   {"source", Json::string(check.source)}}));
  }
  return Json::object({{"name", Json::string(in.name)},
                       {"label", label_json(in.label)},
                       {"about", Json::string(in.about)},
                       {"source", Json::string(in.source)},
                       {"owner", Json::string(in.owner)},
                       {"shared", Json::boolean(in.shared)},
                       {"root_only", Json::boolean(in.root_only)},
                       {"fields", Json::array(std::move(fields))},
                       {"key", strings_json(in.key)},
                       {"checks", Json::array(std::move(checks))},
                       {"track", in.track ? Json::string(in.track->name) : Json()},
                       {"views", json_of(in.views)}});
}

Json json_of(meta::Stage const& stage) {
  std::vector<Json> needs;
  for (auto const& need : stage.needs) {
    auto const is_hard = need.gate == meta::Need::Gate::hard;
    needs.push_back(Json::object({{"name", Json::string(need.name)},
                                  {"says", label_json(need.says)},
                                  {"source", Json::string(need.source)},
                                  {"gate", string(is_hard ? "hard" : "debt")}}));
  }
  return Json::object({{"value", Json::string(stage.value)},
                       {"date_field", Json::string(stage.date_field)},
                       {"needs", Json::array(std::move(needs))},
                       {"limit_days", stage.limit_days ? Json::integer(*stage.limit_days) : Json()},
                       {"end", Json::boolean(stage.end)}});
}

Json json_of(meta::Track const& track, meta::Register const& in) {
  std::vector<Json> stages;
  for (auto const& stage : track.stages) stages.push_back(json_of(stage));
  return Json::object({{"name", Json::string(track.name)},
                       {"label", label_json(track.label)},
                       {"register", Json::string(in.name)},
                       {"stage_field", Json::string(track.stage_field)},
                       {"stages", Json::array(std::move(stages))}});
}

Json json_of(meta::Term const& term) {
  return Json::object({{"name", Json::string(term.name)},
                       {"zh", Json::string(term.zh)},
                       {"en", Json::string(term.en)},
                       {"means", Json::string(term.means)},
                       {"source", Json::string(term.source)},
                       {"not_these", strings_json(term.not_these)}});
}

Json text_of(std::optional<figures::Path> const& path) {
  return path ? Json::string(path->text()) : Json();
}

Json source_of(std::optional<ledger::Filter> const& filter) {
  return filter ? Json::string(filter->condition().expression().source()) : Json();
}

Json json_of(figures::Definition const& of) {
  constexpr std::array<char const*, 4> kinds = {"flow", "stock", "ratio", "typed"};
  auto const& counted = of.counted();
  return Json::object({{"id", Json::string(of.id)},
                       {"label", label_json(of.label)},
                       {"sentence", label_json(of.sentence)},
                       {"source", Json::string(of.source)},
                       {"unit", Json::string(of.unit)},
                       {"scale", Json::integer(of.scale)},
                       {"kind", string(kinds[static_cast<std::size_t>(of.kind)])},
                       {"register", counted.in ? Json::string(counted.in->name) : Json()},
                       {"event", text_of(counted.event)},
                       {"sum", text_of(counted.sum)},
                       {"once_per", text_of(counted.once_per)},
                       {"read", string(counted.read == figures::ReadAt::event ? "event" : "day")},
                       {"where", source_of(counted.where)},
                       {"condition", of.numerator ? source_of(of.numerator->condition) : Json()},
                       {"cohort", of.cohort ? Json::string(of.cohort->id) : Json()}});
}

Json register_schema() {
  using namespace schema;
  auto const optional_text = nullable(text());
  auto const texts = list(text());
  auto const choice_of_field =
      object({{"value", text()}, {"label", label()}, {"closed", boolean()}});
  auto const field = object({{"name", text()},
                             {"label", label()},
                             {"about", label()},
                             {"source", text()},
                             {"type", text()},
                             {"required", boolean()},
                             {"removed", boolean()},
                             {"event", boolean()},
                             {"personal", boolean()},
                             {"scale", integer()},
                             {"unit", text()},
                             {"choices", list(choice_of_field)},
                             {"to", text()}});
  auto const rule = object({{"name", text()}, {"says", label()}, {"source", text()}});
  auto const views = object({{"list", texts},
                             {"form", list(object({{"title", label()}, {"fields", texts}}))},
                             {"title", text()},
                             {"search", texts}});
  return object({{"name", text()},
                 {"label", label()},
                 {"about", text()},
                 {"source", text()},
                 {"owner", text()},
                 {"shared", boolean()},
                 {"root_only", boolean()},
                 {"fields", list(field)},
                 {"key", texts},
                 {"checks", list(rule)},
                 {"track", optional_text},
                 {"views", views}});
}

Json track_schema() {
  using namespace schema;
  auto const need = object({{"name", text()},
                            {"says", label()},
                            {"source", text()},
                            {"gate", choice({"hard", "debt"})}});
  auto const stage = object({{"value", text()},
                             {"date_field", text()},
                             {"needs", list(need)},
                             {"limit_days", nullable(integer())},
                             {"end", boolean()}});
  return object({{"name", text()},
                 {"label", label()},
                 {"register", text()},
                 {"stage_field", text()},
                 {"stages", list(stage)}});
}

}  // namespace

Json strings_json(std::vector<std::string> const& texts) {
  std::vector<Json> list;
  for (auto const& text : texts) list.push_back(Json::string(text));
  return Json::array(std::move(list));
}

Json label_json(meta::Label const& label) {
  return Json::object({{"zh", Json::string(label.zh)}, {"en", Json::string(label.en)}});
}

Json model_json(Rooms const& rooms, figures::Editions const& editions) {
  std::vector<Json> registers, tracks, terms, indicators;
  for (auto const& in : rooms.catalog.registers()) {
    if (in.removed) continue;
    registers.push_back(json_of(in));
    if (in.track) tracks.push_back(json_of(*in.track, in));
  }
  for (auto const& term : rooms.terms) terms.push_back(json_of(term));
  auto const definitions = editions.on(rooms.today());
  for (auto const& [unused, of] : definitions) indicators.push_back(json_of(*of));
  return Json::object({{"catalog", Json::string(rooms.catalog.hash())},
                       {"root", Json::string(rooms.root)},
                       {"registers", Json::array(std::move(registers))},
                       {"tracks", Json::array(std::move(tracks))},
                       {"terms", Json::array(std::move(terms))},
                       {"indicators", Json::array(std::move(indicators))}});
}

Json model_schema() {
  using namespace schema;
  auto const optional_text = nullable(text());
  auto const texts = list(text());
  auto const term = object({{"name", text()},
                            {"zh", text()},
                            {"en", text()},
                            {"means", text()},
                            {"source", text()},
                            {"not_these", texts}});
  auto const indicator = object({{"id", text()},
                                 {"label", label()},
                                 {"sentence", label()},
                                 {"source", text()},
                                 {"unit", text()},
                                 {"scale", integer()},
                                 {"kind", choice({"flow", "stock", "ratio", "typed"})},
                                 {"register", optional_text},
                                 {"event", optional_text},
                                 {"sum", optional_text},
                                 {"once_per", optional_text},
                                 {"read", choice({"event", "day"})},
                                 {"where", optional_text},
                                 {"condition", optional_text},
                                 {"cohort", optional_text}});
  return object({{"catalog", text()},
                 {"root", text()},
                 {"registers", list(register_schema())},
                 {"tracks", list(track_schema())},
                 {"terms", list(term)},
                 {"indicators", list(indicator)}});
}

}  // namespace zonebook::api
