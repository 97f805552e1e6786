#include "api/import_json.h"

#include "api/receipt_json.h"
#include "publishing/import/plan_json.h"

namespace zonebook::api {
namespace {

using publishing::ImportOptions;
using schema::Member;

Json number(std::size_t n) { return Json::integer(static_cast<std::int64_t>(n)); }

std::string text_in(Json const& json, std::string_view name) {
  return std::string(json.text_at(name).value_or(""));
}

// A line each: "投资额=total_investment", or by the label; "备注=" leaves it out.
Result<Json> mapping_in(std::string_view text, meta::Register const& in) {
  auto mapping = Json::object();
  while (!text.empty()) {
    auto const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    auto const sign = line.rfind('=');
    auto const head = std::string(line.substr(0, sign));
    if (sign == line.npos || head.empty() || mapping.find(head)) {
      return invalid({"api.import.no_mapping", {{"text", std::string(line)}}}, "map");
    }
    auto name = std::string(line.substr(sign + 1));
    for (auto const& field : in.fields) {
      if (!field.removed && (field.label.zh == name || field.label.en == name)) name = field.name;
    }
    mapping.set(head, Json::string(name));
  }
  return mapping;
}

Json stopped_json(Error const& error, Language language) {
  return Json::object({{"code", Json::string(error.says.key)},
                       {"detail", Json::string(render(error.says, language))},
                       {"field", Json::string(error.where)},
                       {"details", error.details ? *error.details : Json()}});
}

}  // namespace

std::vector<Parameter> import_parameters() {
  return {zone_parameter(),
          query("sheet", schema::text("", 200), "The sheet. Left out: each that has such a table"),
          query("map", schema::text("", 4000),
                "What columns are: a line HEAD=FIELD each; HEAD= leaves one out"),
          query("unit", schema::text("", 40), "Of amounts without one: 元, 万元, 亿元"),
          query("valid_from", schema::day(), "Since which day it is so. Left out: today"),
          query("as", schema::choice({"change", "correct"}),
                "What differs has changed since valid_from, or was wrong all along"),
          query("names", schema::choice({"match", "apart"}),
                "Whether a row without a key is the record of that name"),
          query("source", schema::text("", 2000), "The paper. Left out: the file's name"),
          query("reason", schema::text("", 2000), "Why")};
}

Result<Json> options_in(Call const& call, meta::Register const& in, std::string const& zone) {
  auto options = Json::object({{"zone", Json::string(zone)}});
  for (char const* name : {"sheet", "unit", "as", "names", "source", "reason"}) {
    options.set(name, Json::string(call.text(name)));
  }
  auto const is_given = call.given("valid_from").has_value();
  if (call.text("as") == "change" && !is_given) {
    return invalid({"api.import.since_when", {}}, "valid_from");
  }
  auto const day = TRY(call.day("valid_from"));
  options.set("valid_from", Json::string(day.to_string()));
  auto mapping = TRY(mapping_in(call.text("map"), in));
  options.set("map", std::move(mapping));
  return options;
}

ImportOptions options_of(Json const& options, access::Visitor const& visitor) {
  ImportOptions of{.zone = text_in(options, "zone"),
                   .actor = visitor.login,
                   .source = text_in(options, "source"),
                   .reason = text_in(options, "reason"),
                   .sheet = text_in(options, "sheet"),
                   .money_unit = text_in(options, "unit"),
                   .valid_from = Date::parse(text_in(options, "valid_from"))};
  if (auto const* mapping = options.find("map")) {
    for (auto const& [head, field] : mapping->members()) of.mapping[head] = field.string();
  }
  auto const as = text_in(options, "as"), names = text_in(options, "names");
  if (as == "change") of.meaning = ImportOptions::Meaning::change;
  if (as == "correct") of.meaning = ImportOptions::Meaning::correct;
  if (names == "match") of.names = ImportOptions::Names::match;
  if (names == "apart") of.names = ImportOptions::Names::apart;
  return of;
}

std::vector<std::string> row_states() {
  using State = publishing::RowState;
  std::vector<std::string> names;
  for (auto const state : {State::added, State::differs, State::changed, State::corrected,
                           State::waiting, State::unchanged, State::rejected}) {
    names.emplace_back(name_of(state));
  }
  return names;
}

std::string line_of(publishing::PlannedRow const& row, Language language) {
  return std::string(name_of(row.state)) + " " + to_text(publishing::json_of(row, language));
}

Json about_of(Previewed const& one) {
  auto head = publishing::json_of(one.plan, one.language);
  std::erase_if(head.members(), [](auto const& member) { return member.first == "token"; });
  auto seen = Json::object();
  for (auto const& [zone, last] : one.plan.seen) seen.set(zone, Json::integer(last.micros()));
  return Json::object({{"file", Json::string(one.plan.file)},
                       {"language", Json::string(one.language == Language::en ? "en" : "zh")},
                       {"options", one.options},
                       {"seen", std::move(seen)},
                       {"head", std::move(head)}});
}

std::map<std::string, Instant> seen_in(Json const& about) {
  std::map<std::string, Instant> seen;
  auto const* zones = about.find("seen");
  CHECK(zones != nullptr);
  for (auto const& [zone, last] : zones->members()) {
    seen.emplace(zone, Instant(zones->integer_at(zone).value_or(0)));
  }
  return seen;
}

Json json_of(publishing::Imported const& done, publishing::Plan const& plan, Language language) {
  std::vector<Json> entries;
  std::size_t rows = 0, proposed = 0;
  for (auto const& entry : done.entries) {
    auto one = json_of(entry.receipt, entry.zone);
    one.set("rows", number(entry.rows));
    one.set("proposal", Json::boolean(entry.is_proposal));
    entries.push_back(std::move(one));
    (entry.is_proposal ? proposed : rows) += entry.rows;
  }
  using publishing::RowState;
  return Json::object({{"rows", number(rows)},
                       {"proposed", number(proposed)},
                       {"unchanged", number(plan.count(RowState::unchanged))},
                       {"rejected", number(plan.count(RowState::rejected))},
                       {"entries", Json::array(std::move(entries))},
                       {"stopped", done.stopped ? stopped_json(*done.stopped, language) : Json()}});
}

Json json_of(HeldImports::Held const& held, HeldImports::Page const& page) {
  auto json = Json::object({{"expires", Json::string(held.expires.to_string())},
                            {"file", *held.about.find("file")},
                            {"zone", *held.about.find("options")->find("zone")},
                            {"options", *held.about.find("options")}});
  for (auto const& [name, value] : held.about.find("head")->members()) json.set(name, value);
  auto rows = page.rows;
  json.set("rows", Json::array(std::move(rows)));
  json.set("next", page.next.empty() ? Json() : Json::string(page.next));
  auto const is_begun = held.planned > 0;
  json.set("state", Json::string(held.done ? "written" : is_begun ? "begun" : "previewed"));
  json.set("progress", Json::object({{"written", Json::integer(held.written)},
                                     {"of", Json::integer(held.planned)}}));
  json.set("came_to", held.done.value_or(Json()));
  return json;
}

namespace {

Json came_to_schema() {
  auto const entry = schema::object({{"zone", schema::text()},
                                     {"seq", schema::integer()},
                                     {"known", schema::instant()},
                                     {"made", schema::map(schema::text())},
                                     {"repeated", schema::boolean()},
                                     {"rows", schema::integer()},
                                     {"proposal", schema::boolean()}});
  auto const stopped = schema::object({{"code", schema::text("A key of docs/errors.md")},
                                       {"detail", schema::text()},
                                       {"field", schema::text()},
                                       {"details", schema::anything()}});
  return schema::object({{"rows", schema::integer()},
                         {"proposed", schema::integer()},
                         {"unchanged", schema::integer()},
                         {"rejected", schema::integer()},
                         {"entries", schema::list(entry)},
                         {"stopped", schema::nullable(stopped)}});
}

// As they were asked for, so that a page that is opened anew asks with them again.
Json options_schema() {
  return schema::object({{"zone", schema::text()},
                         {"sheet", schema::text()},
                         {"unit", schema::text()},
                         {"as", schema::text()},
                         {"names", schema::text()},
                         {"source", schema::text()},
                         {"reason", schema::text()},
                         {"valid_from", schema::day()},
                         {"map", schema::map(schema::text())}});
}

Json told_schema() {
  return schema::list(schema::object(
      {{"place", schema::text("项目!C12")}, {"code", schema::text()}, {"says", schema::text()}}));
}

Json row_schema() {
  auto const cell = schema::object({{"place", schema::text()},
                                    {"field", schema::text()},
                                    {"before", schema::anything()},
                                    {"after", schema::anything()}});
  return schema::object({{"place", schema::text()},
                         {"state", schema::choice(row_states())},
                         {"id", schema::nullable(schema::text())},
                         {"title", schema::text()},
                         {"zone", schema::text()},
                         {"second_person", schema::boolean()},
                         {"cells", schema::list(cell)},
                         {"told", told_schema()}});
}

}  // namespace

Json import_schema() {
  auto const table = schema::object({{"sheet", schema::text()},
                                     {"first_row", schema::integer()},
                                     {"last_row", schema::integer()},
                                     {"columns", schema::integer()},
                                     {"records", schema::integer()},
                                     {"left_out", schema::integer()}});
  std::vector<std::string> const column_words = {"field", "id",       "from",   "to",
                                                 "twice", "left_out", "unknown"};
  auto const column = schema::object({{"place", schema::text()},
                                      {"head", schema::text()},
                                      {"is", schema::choice(column_words)},
                                      {"field", schema::nullable(schema::text())},
                                      {"proposed", schema::nullable(schema::text())},
                                      {"unit", schema::nullable(schema::text())}});
  return schema::object(
      {{"token", schema::text("Of a preview; told once"), Member::optional},
       {"expires", schema::instant()},
       {"file", schema::text()},
       {"zone", schema::text()},
       {"options", options_schema()},
       {"register", schema::text()},
       {"batch", schema::text()},
       {"day", schema::day()},
       {"counts", schema::map(schema::integer())},
       {"second_person", schema::integer()},
       {"tables", schema::list(table)},
       {"columns", schema::list(column)},
       {"told", told_schema()},
       {"rows", schema::list(row_schema())},
       {"next", schema::nullable(schema::text())},
       {"state", schema::choice({"previewed", "begun", "written"})},
       {"progress", schema::object({{"written", schema::integer()}, {"of", schema::integer()}})},
       {"came_to", schema::nullable(came_to_schema())}});
}

}  // namespace zonebook::api
