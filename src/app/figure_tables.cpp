#include "app/figure_tables.h"

#include <array>

#include "app/asked.h"
#include "app/tell.h"
#include "app/titles.h"

namespace zonebook::app {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::array<char const*, 3> origin_names = {"record", "adjustment", "opening"};

std::string word(char const* key, Language language) { return render({key, {}}, language); }

Result<std::string> title_of_group(ledger::Snapshot& snapshot, figures::Group const& group,
                                   Date day, std::string const& root, Language language) {
  using Of = figures::Group::Of;
  if (group.of == Of::adjustment) return word("app.diff.adjusted", language);
  if (group.of == Of::opening) return word("app.figure.openings", language);
  auto const* text = std::get_if<std::string>(&group.key);
  if (group.of == Of::zone && text) return zone_name(snapshot, root, *text, day);
  if (group.of == Of::month && text) return *text;
  if (!group.field) return std::string("—");
  if (group.field->is_reference() && text) return title_of(snapshot, *text, day, language);
  return shown(group.key, *group.field, language);
}

// "2" of 4, of a ratio; else nothing.
std::string rate_text(figures::Group const& group, figures::Definition const& of) {
  figures::Answer answer;
  answer.total = group.total;
  answer.numerator = group.numerator;
  return figures::shown(answer, of);
}

Json key_of(figures::Group const& group) {
  if (group.field) return json_of(group.key, *group.field);
  auto const* text = std::get_if<std::string>(&group.key);
  return text ? Json::string(*text) : Json();
}

Json json_of(figures::Total const& total) {
  return Json::object(
      {{"value", Json::string(total.value.to_string())}, {"count", Json::integer(total.count)}});
}

}  // namespace

Result<std::string> behind_title(ledger::Snapshot& snapshot, figures::Behind const& one,
                                 Language language) {
  if (one.origin == figures::Origin::record) {
    return title_of(snapshot, one.id, one.read_on, language);
  }
  if (one.origin == figures::Origin::opening) {
    auto const found = TRY(snapshot.as_of(one.id, one.read_on));
    auto const paper =
        found.version ? ledger::text_in(*found.version, *found.in, "paper_no") : std::nullopt;
    return render({"app.figure.opening_title",
                   {{"cut_off", one.event.value_or(one.read_on).to_string()},
                    {"paper", paper.value_or("—")}}},
                  language);
  }
  auto const cited = TRY(title_of(snapshot, one.id, one.read_on, language));
  auto const called = TRY(title_of(snapshot, cited, one.read_on, language));
  return render({"app.figure.adjustment_title", {{"record", called}}}, language);
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

std::string text_of(RecordTable const& table, figures::Definition const& of, Language language) {
  Rows rows = {{word("app.export.id", language), word("app.figure.title", language),
                word("app.figure.event", language), word("app.figure.amount", language)}};
  Decimal sum;
  for (auto const& [title, behind] : table) {
    sum = (sum + behind.amount).value_or(sum);
    rows.push_back({behind.id, title, behind.event ? behind.event->to_string() : "—",
                    exact_text(behind.amount, of)});
  }
  rows.push_back({word("app.figure.sum", language), "", "", exact_text(sum, of)});
  return aligned(rows);
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
  auto groups = figures::grouped(snapshot, question, by);
  if (!groups) {
    auto error = std::move(groups.error());
    if (error.says.key.starts_with("figures.")) error.where = "--by";
    return std::unexpected(std::move(error));
  }
  GroupTable table;
  for (auto& group : *groups) {
    auto title = TRY(title_of_group(snapshot, group, question.v, root, language));
    table.push_back({std::move(title), std::move(group)});
  }
  return table;
}

std::string text_of(GroupTable const& table, figures::Definition const& of, Language language) {
  Rows rows = {{word("app.figure.group", language), word("app.figure.records", language),
                word("app.figure.amount", language)}};
  if (of.numerator) {
    rows[0].insert(rows[0].end(),
                   {word("app.figure.numerator", language), word("app.figure.rate", language)});
  }
  figures::Total all;
  for (auto const& [title, group] : table) {
    all.count += group.total.count;
    all.value = (all.value + group.total.value).value_or(all.value);
    rows.push_back({title, std::to_string(group.total.count), exact_text(group.total.value, of)});
    if (!group.numerator) continue;
    rows.back().push_back(exact_text(group.numerator->value, of));
    rows.back().push_back(rate_text(group, of));
  }
  rows.push_back(
      {word("app.figure.sum", language), std::to_string(all.count), exact_text(all.value, of)});
  return aligned(rows);
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
      json.set("shown", Json::string(rate_text(group, of)));
    }
    list.push_back(std::move(json));
  }
  return Json::array(std::move(list));
}

std::string text_of(std::vector<figures::Step> const& steps, figures::Definition const& of,
                    Language language) {
  Rows rows = {{word("app.figure.month", language), word("app.figure.records", language),
                word("app.figure.amount", language)}};
  for (auto const& step : steps) {
    rows.push_back({step.period.text(), std::to_string(step.answer.total.count),
                    step.is_unknown ? "—" : figures::shown(step.answer, of)});
  }
  return aligned(rows);
}

Json json_of(std::vector<figures::Step> const& steps, figures::Definition const& of) {
  std::vector<Json> list;
  for (auto const& step : steps) {
    list.push_back(Json::object({{"period", Json::string(step.period.text())},
                                 {"valid", Json::string(step.v.to_string())},
                                 {"answer", step.is_unknown ? Json() : json_of(step.answer, of)}}));
  }
  return Json::array(std::move(list));
}

}  // namespace zonebook::app
