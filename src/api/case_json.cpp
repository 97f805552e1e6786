#include "api/case_json.h"

#include <array>

#include "api/model_json.h"

namespace zonebook::api {
namespace {

using schema::Member;

constexpr std::array duty_kinds = {"material", "promise", "invite", "call_back", "repair"};
constexpr std::array duty_states = {"open", "overdue", "done", "done_late", "broken"};

template <class Names, class Value>
Json named(Names const& names, Value value) {
  return Json::string(names.at(static_cast<std::size_t>(value)));
}

template <class Names>
Json choice_of(Names const& names) {
  return schema::choice({names.begin(), names.end()});
}

Json day_json(std::optional<Date> const& day) {
  return day ? Json::string(day->to_string()) : Json();
}

Json state_schema() {
  using State = casework::Clock::State;
  std::vector<std::string> names;
  for (auto const state :
       {State::waiting, State::running, State::stopped, State::decided, State::ended}) {
    names.emplace_back(name_of(state));
  }
  return schema::choice(names);
}

Json json_of(casework::Light const& light) {
  return Json::object({{"colour", Json::string(light.colour)},
                       {"rule", Json::string(light.rule)},
                       {"source", Json::string(light.source)},
                       {"says", label_json(light.says)},
                       {"clears", label_json(light.clears)},
                       {"changes_on", day_json(light.changes_on)}});
}

Json json_of(casework::Duty const& duty, Language language) {
  return Json::object({{"kind", named(duty_kinds, duty.kind)},
                       {"state", named(duty_states, duty.state)},
                       {"due", day_json(duty.due)},
                       {"says", Json::string(render(duty.says, language))},
                       {"source", Json::string(duty.source)}});
}

Json task_json(casework::Task const& task) {
  return Json::object({{"code", Json::string(task.code)},
                       {"name", label_json(task.name)},
                       {"phase", Json::string(task.phase)},
                       {"lead", Json::string(task.lead)},
                       {"days", Json::integer(task.days)},
                       {"way", Json::string(std::string(name_of(task.way)))},
                       {"after", strings_json(task.after)},
                       {"rule", Json::string(task.rule)},
                       {"source", Json::string(task.source)}});
}

Json planned_json(casework::Planned const& one) {
  auto json = task_json(one.task);
  json.set("start", Json::integer(one.start));
  json.set("end", Json::integer(one.end));
  json.set("slack", Json::integer(one.slack));
  json.set("from", Json::string(one.from.to_string()));
  json.set("to", Json::string(one.to.to_string()));
  return json;
}

std::vector<Member> task_members() {
  using Way = casework::Task::Way;
  std::vector<std::string> ways;
  for (auto const way : {Way::approval, Way::promise, Way::unified, Way::outside, Way::own}) {
    ways.emplace_back(name_of(way));
  }
  return {{"code", schema::text("Of the service item; WORKS: the owner's own")},
          {"name", schema::label()},
          {"phase", schema::choice({"planning", "design", "works", "completion", "parallel"})},
          {"lead", schema::text("Who leads it")},
          {"days", schema::integer()},
          {"way", schema::choice(ways)},
          {"after", schema::list(schema::text())},
          {"rule", schema::text("Of the table, why it is on the list")},
          {"source", schema::text()}};
}

}  // namespace

Json json_of(casework::CaseClock const& one, std::vector<casework::Duty> const& duties,
             Language language) {
  auto const& clock = one.clock;
  std::vector<Json> owed;
  for (auto const& duty : duties) owed.push_back(json_of(duty, language));
  return Json::object({{"id", Json::string(one.id)},
                       {"case_code", Json::string(one.code)},
                       {"state", Json::string(std::string(name_of(clock.state)))},
                       {"why", Json::string(render(clock.why, language))},
                       {"notice_due", Json::string(clock.notice_due.to_string())},
                       {"accepted_by_law", Json::boolean(clock.is_deemed)},
                       {"used_days", Json::integer(clock.used)},
                       {"left_days", clock.left ? Json::integer(*clock.left) : Json()},
                       {"due", day_json(clock.due)},
                       {"statutory_due", day_json(clock.statutory_due)},
                       {"overdue_since", day_json(clock.overdue_since)},
                       {"runs_on", day_json(clock.runs_on)},
                       {"calendar_basis", Json::string(clock.basis.text())},
                       {"provisional", Json::boolean(clock.basis.is_provisional())},
                       {"light", json_of(one.light)},
                       {"duties", Json::array(std::move(owed))}});
}

Json case_schema() {
  auto const day = schema::nullable(schema::day());
  auto const light = schema::object({{"colour", schema::text()},
                                     {"rule", schema::text()},
                                     {"source", schema::text()},
                                     {"says", schema::label()},
                                     {"clears", schema::label()},
                                     {"changes_on", day}});
  auto const duty = schema::object({{"kind", choice_of(duty_kinds)},
                                    {"state", choice_of(duty_states)},
                                    {"due", day},
                                    {"says", schema::text()},
                                    {"source", schema::text()}});
  return schema::object(
      {{"id", schema::text()},
       {"case_code", schema::text()},
       {"state", state_schema()},
       {"why", schema::text("Why it stands, or what it waits for")},
       {"notice_due", schema::day()},
       {"accepted_by_law", schema::boolean()},
       {"used_days", schema::integer()},
       {"left_days", schema::nullable(schema::integer())},
       {"due", day},
       {"statutory_due", day},
       {"overdue_since", day},
       {"runs_on", day},
       {"calendar_basis", schema::text("Year.edition of the notices it rests on")},
       {"provisional", schema::boolean()},
       {"light", light},
       {"duties", schema::list(duty)}});
}

Json json_of(casework::Task const& task) { return task_json(task); }

Json json_of(casework::Plan const& plan) {
  std::vector<Json> tasks;
  for (auto const& one : plan.tasks) tasks.push_back(planned_json(one));
  return Json::object({{"tasks", Json::array(std::move(tasks))},
                       {"critical", strings_json(plan.critical)},
                       {"days", Json::integer(plan.days)},
                       {"ours_days", Json::integer(plan.ours_days)},
                       {"expected", Json::string(plan.expected.to_string())},
                       {"calendar_basis", Json::string(plan.basis.text())},
                       {"provisional", Json::boolean(plan.basis.is_provisional())}});
}

Json json_of(casework::ListDifference const& difference) {
  auto const list = [](std::vector<casework::Task> const& tasks) {
    std::vector<Json> told;
    for (auto const& one : tasks) told.push_back(json_of(one));
    return Json::array(std::move(told));
  };
  std::vector<Json> changed;
  for (auto const& [before, after] : difference.changed) {
    changed.push_back(Json::object({{"before", json_of(before)}, {"after", json_of(after)}}));
  }
  return Json::object({{"added", list(difference.added)},
                       {"dropped", list(difference.dropped)},
                       {"changed", Json::array(std::move(changed))}});
}

Json task_schema() { return schema::object(task_members()); }

Json plan_schema() {
  auto planned = task_members();
  planned.push_back({"start", schema::integer()});
  planned.push_back({"end", schema::integer()});
  planned.push_back({"slack", schema::integer()});
  planned.push_back({"from", schema::day()});
  planned.push_back({"to", schema::day()});
  return schema::object({{"tasks", schema::list(schema::object(std::move(planned)))},
                         {"critical", schema::list(schema::text())},
                         {"days", schema::integer()},
                         {"ours_days", schema::integer()},
                         {"expected", schema::day()},
                         {"calendar_basis", schema::text()},
                         {"provisional", schema::boolean()}});
}

Json list_difference_schema() {
  auto const tasks = schema::list(task_schema());
  return schema::object({{"added", tasks},
                         {"dropped", tasks},
                         {"changed", schema::list(schema::object(
                                         {{"before", task_schema()}, {"after", task_schema()}}))}});
}

}  // namespace zonebook::api
