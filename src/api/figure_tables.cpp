#include "api/figure_tables.h"

#include <array>

#include "api/figure_json.h"
#include "ledger/tell.h"
#include "ledger/titles.h"

namespace zonebook::api {
namespace {

constexpr std::array<char const*, 3> origin_names = {"record", "adjustment", "opening"};

std::string word(char const* key, Language language) { return render({key, {}}, language); }

Result<std::string> title_of_group(ledger::Snapshot& snapshot, figures::Group const& group,
                                   Date day, std::string const& root, Language language) {
  using Of = figures::Group::Of;
  if (group.of == Of::adjustment) return word("api.figure.adjusted", language);
  if (group.of == Of::opening) return word("api.figure.openings", language);
  auto const* text = std::get_if<std::string>(&group.key);
  if (group.of == Of::zone && text) return ledger::zone_name(snapshot, root, *text, day);
  if (group.of == Of::month && text) return *text;
  if (!group.field) return std::string("—");
  if (group.field->is_reference() && text) return ledger::title_of(snapshot, *text, day, language);
  return ledger::shown(group.key, *group.field, language);
}

Json key_of(figures::Group const& group) {
  if (group.field) return ledger::json_of(group.key, *group.field);
  auto const* text = std::get_if<std::string>(&group.key);
  return text ? Json::string(*text) : Json();
}

}  // namespace

std::string rate_text(figures::Group const& group, figures::Definition const& of) {
  figures::Answer answer;
  answer.total = group.total;
  answer.numerator = group.numerator;
  return figures::shown(answer, of);
}

Result<std::string> behind_title(ledger::Snapshot& snapshot, figures::Behind const& one,
                                 Language language) {
  if (one.origin == figures::Origin::record) {
    return ledger::title_of(snapshot, one.id, one.read_on, language);
  }
  if (one.origin == figures::Origin::opening) {
    auto const found = TRY(snapshot.as_of(one.id, one.read_on));
    auto const paper =
        found.version ? ledger::text_in(*found.version, *found.in, "paper_no") : std::nullopt;
    return render({"api.figure.opening",
                   {{"cut_off", one.event.value_or(one.read_on).to_string()},
                    {"paper", paper.value_or("—")}}},
                  language);
  }
  auto const cited = TRY(ledger::title_of(snapshot, one.id, one.read_on, language));
  auto const called = TRY(ledger::title_of(snapshot, cited, one.read_on, language));
  return render({"api.figure.adjustment", {{"record", called}}}, language);
}

Result<RecordTable> record_table(ledger::Snapshot& snapshot, figures::Question const& question,
                                 Language language) {
  auto behind = TRY(figures::records(snapshot, question));
  RecordTable table;
  for (auto& one : behind) {
    auto title = TRY(behind_title(snapshot, one, language));
    table.push_back({std::move(title), std::move(one)});
  }
  return table;
}

Json json_of(RecordTable const& table) {
  std::vector<Json> list;
  for (auto const& [title, behind] : table) {
    list.push_back(Json::object(
        {{"id", Json::string(behind.id)},
         {"title", Json::string(title)},
         {"origin", Json::string(origin_names[static_cast<std::size_t>(behind.origin)])},
         {"event", behind.event ? Json::string(behind.event->to_string()) : Json()},
         {"read_on", Json::string(behind.read_on.to_string())},
         {"amount", Json::string(behind.amount.to_string())}}));
  }
  return Json::array(std::move(list));
}

Result<GroupTable> group_table(ledger::Snapshot& snapshot, figures::Question const& question,
                               std::string const& by, std::string const& root, Language language) {
  auto groups = TRY(figures::grouped(snapshot, question, by));
  GroupTable table;
  for (auto& group : groups) {
    auto title = TRY(title_of_group(snapshot, group, question.v, root, language));
    table.push_back({std::move(title), std::move(group)});
  }
  return table;
}

Json json_of(GroupTable const& table, figures::Definition const& of) {
  std::vector<Json> list;
  for (auto const& [title, group] : table) {
    auto json = Json::object({{"key", key_of(group)},
                              {"title", Json::string(title)},
                              {"value", Json::string(group.total.value.to_string())},
                              {"count", Json::integer(group.total.count)}});
    if (group.numerator) {
      json.set("numerator", json_of(*group.numerator));
      json.set("shown", Json::string(api::rate_text(group, of)));
    }
    list.push_back(std::move(json));
  }
  return Json::array(std::move(list));
}

Json json_of(std::vector<figures::Step> const& steps) {
  std::vector<Json> list;
  for (auto const& step : steps) {
    list.push_back(
        Json::object({{"period", Json::string(step.period.text())},
                      {"valid", Json::string(step.v.to_string())},
                      {"edition", edition_json(step.edition)},
                      {"answer", step.is_unknown ? Json() : json_of(step.answer, *step.of)}}));
  }
  return Json::array(std::move(list));
}

}  // namespace zonebook::api
