// Cases by their clocks, and the list of what a project has to pass.

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

#include "api/api.h"
#include "api/call.h"
#include "api/case_json.h"
#include "api/model_json.h"
#include "casework/calendar_rows.h"
#include "casework/case_duties.h"

namespace zonebook::api {
namespace {

using casework::CaseClock;
using casework::Duty;
using schema::Member;

constexpr std::int64_t cases_longest = 1000, cases_usual = 200;
using casework::Duties;

// What a clock tells of: who does not see one of these reads no clocks.
constexpr std::array clock_fields = {
    "received_on",   "supplement_on", "accepted_on",    "special_on",     "extended_on",
    "extended_days", "promised_days", "statutory_days", "decided_on",     "kind_of_item",
    "ended_on",      "rating",        "rated_on",       "called_back_on", "repaired_on"};

Result<meta::Register const*> cases_in(Call const& call) {
  auto const* in = call.rooms.catalog.find(casework::case_register);
  if (in) return in;
  return std::unexpected(
      Error{Error::Code::not_found,
            {"api.no_register", {{"name", std::string(casework::case_register)}}},
            ""});
}

Result<std::set<std::string>> seen_ids(ledger::Snapshot& seen, meta::Register const& in, Date on) {
  for (auto const* name : clock_fields) {
    auto const* field = in.find(name);
    CHECK(field != nullptr);
    TRY(seen.rights().check_plain(in, *field));
  }
  std::set<std::string> ids;
  auto const listed = TRY(seen.list(in, on));
  for (auto const& one : listed) ids.insert(one.id);
  return ids;
}

bool is_closed(CaseClock const& one) {
  using State = casework::Clock::State;
  return one.clock.state == State::decided || one.clock.state == State::ended;
}

bool is_owed(Duty const& duty) {
  return duty.state == Duty::State::open || duty.state == Duty::State::overdue;
}

bool has_work(CaseClock const& one, Duties const& duties) {
  return !is_closed(one) || std::ranges::any_of(duties_of(duties, one.id), is_owed);
}

// What is due first stands first; what has no limit, and what is closed, comes last.
void order(std::vector<CaseClock>& clocks) {
  auto const urgency = [](CaseClock const& one) {
    return std::tuple(is_closed(one),
                      one.clock.left.value_or(std::numeric_limits<std::int64_t>::max()),
                      std::string_view(one.id));
  };
  std::ranges::sort(clocks, {}, urgency);
}

Result<Answer> list_cases(Call& call) {
  auto const* in = TRY(cases_in(call));
  auto const on = TRY(call.valid());
  auto seen = TRY(call.read(call.zone()));
  auto const shown = TRY(seen_ids(seen, *in, on));
  // A clock is that of the whole case, whoever asks: of procedures that one does not see too.
  auto whole = TRY(seen.under(ledger::Scope::everything(seen.zone()), seen.k()));
  auto clocks = TRY(casework::case_clocks(whole, call.rooms.rulebook, on));
  std::erase_if(clocks, [&](CaseClock const& one) { return !shown.contains(one.id); });
  auto const id = call.text("id");
  if (!id.empty()) std::erase_if(clocks, [&](CaseClock const& one) { return one.id != id; });
  auto const duties = TRY(casework::case_duties(whole, clocks, call.rooms.rulebook, on));
  if (call.flag("open")) {
    std::erase_if(clocks, [&](CaseClock const& one) { return !has_work(one, duties); });
  }
  order(clocks);
  std::vector<Json> told;
  auto const most = static_cast<std::size_t>(call.number("limit").value_or(cases_usual));
  for (auto const& one : clocks) {
    if (told.size() == most) break;
    told.push_back(json_of(one, duties_of(duties, one.id), call.language));
  }
  auto json = call.answered(seen, on);
  json.set("count", Json::integer(static_cast<std::int64_t>(clocks.size())));
  json.set("cases", Json::array(std::move(told)));
  return at_pair(std::move(json), seen.k());
}

// ── the list of a project ───────────────────────────────────────────────────────────────────────

// The schema has let through what these are.
feel::Value input_of(Json const& value) {
  if (value.is(Json::Kind::boolean)) return {value.boolean()};
  if (value.is(Json::Kind::number)) return {value.number()};
  return feel::Value::text(value.string());
}

casework::Inputs inputs_of(Json const& facts, std::initializer_list<char const*> names) {
  casework::Inputs inputs;
  for (auto const* name : names) {
    auto const* value = facts.find(name);
    CHECK(value != nullptr);
    inputs.emplace_back(name, input_of(*value));
  }
  return inputs;
}

struct ListOf {
  casework::Hit mode;
  std::vector<casework::Task> tasks;
};

// How a project is gone about is asked first; what it has to pass hangs on that too.
Result<ListOf> list_of(Call const& call, Json const& facts, Date on) {
  auto const& rules = call.rooms.rulebook;
  ListOf list;
  list.mode = TRY(rules.decide_one("approval_mode",
                                   inputs_of(facts, {"in_zone", "kind_of_industry", "standard_land",
                                                     "services_complete", "bad_credit"}),
                                   on));
  auto inputs =
      inputs_of(facts, {"approval_kind", "new_land", "builds", "fire_special", "environment",
                        "energy_review", "soil_water", "utilities", "build_days"});
  inputs.emplace_back("mode", casework::text_value(list.mode.text("mode")));
  list.tasks = TRY(casework::checklist(rules, std::move(inputs), on));
  return list;
}

Result<Answer> plan_checklist(Call& call) {
  auto const from = Date::parse(call.member("from")).value_or(call.rooms.today());
  auto const* facts = call.body.find("facts");
  CHECK(facts != nullptr);
  auto const list = TRY(list_of(call, *facts, from));
  auto seen = TRY(call.read(call.member("zone")));
  auto whole = TRY(seen.under(ledger::Scope::everything(seen.zone()), seen.k()));
  auto const days = TRY(casework::work_days(whole, call.rooms.today()));
  auto const plan = TRY(casework::plan_of(list.tasks, from, days));
  auto json = Json::object({{"zone", Json::string(seen.zone())},
                            {"from", Json::string(from.to_string())},
                            {"mode", Json::string(list.mode.text("mode"))},
                            {"mode_says", label_json(list.mode.says)},
                            {"mode_rule", Json::string(list.mode.rule)},
                            {"mode_source", Json::string(list.mode.source)},
                            {"plan", json_of(plan)}});
  if (auto const* before = call.body.find("before")) {
    auto const was = TRY(list_of(call, *before, from));
    auto const planned = TRY(casework::plan_of(was.tasks, from, days));
    json.set("expected_before", Json::string(planned.expected.to_string()));
    json.set("difference", json_of(casework::difference(was.tasks, list.tasks)));
  }
  if (call.rooms.kind == Rooms::Kind::sample) {
    json.set("sample_day", Json::string(call.rooms.today().to_string()));
  }
  return Answer(std::move(json));
}

Json facts_schema() {
  auto const yes = schema::boolean();
  return schema::object(
      {{"in_zone", yes},
       {"kind_of_industry", schema::choice({"general", "high_pollution", "safety_critical"})},
       {"standard_land", yes},
       {"services_complete", yes},
       {"bad_credit", yes},
       {"approval_kind", schema::choice({"record", "ratify", "government"})},
       {"new_land", yes},
       {"builds", yes},
       {"fire_special", yes},
       {"environment", schema::choice({"register", "form", "report"})},
       {"energy_review", yes},
       {"soil_water", yes},
       {"utilities", yes},
       {"build_days", schema::integer(0, 10'000)}});
}

Json checklist_wanted() {
  return schema::object({{"zone", schema::text("Whose working days count", 200)},
                         {"from", schema::day(), Member::optional},
                         {"facts", facts_schema()},
                         {"before", facts_schema(), Member::optional}});
}

Json checklist_schema() {
  return schema::object({{"zone", schema::text()},
                         {"from", schema::day()},
                         {"mode", schema::text("How it is gone about, by the table approval_mode")},
                         {"mode_says", schema::label()},
                         {"mode_rule", schema::text()},
                         {"mode_source", schema::text()},
                         {"plan", plan_schema()},
                         {"expected_before", schema::day(), Member::optional},
                         {"difference", list_difference_schema(), Member::optional},
                         {"sample_day", schema::day(), Member::optional}});
}

}  // namespace

std::vector<Route> case_routes() {
  return {
      {.method = "GET",
       .pattern = "/cases",
       .id = "list_cases",
       .says = "Cases with their clocks, lights and duties; what is due first stands first",
       .right = "read on service_case, and on all days that a clock tells of",
       .parameters = {zone_parameter(), valid_parameter(), known_parameter(),
                      query("id", schema::text("", 200), "One case alone"),
                      query("open", schema::boolean(),
                            "true: only those that run, wait or stand, and those that still owe "
                            "something"),
                      query("limit", schema::integer(1, cases_longest),
                            "How many are told; left out: 200.  `count` is of all")},
       .answer = schema::at_a_pair(
           {{"count", schema::integer()}, {"cases", schema::list(case_schema())}}),
       .answers = Route::Answers::same_until_written,
       .handle = list_cases},
      {.method = "POST",
       .pattern = "/checklists",
       .id = "plan_checklist",
       .says = "What a project has to pass, what waits for what, and the day on which it can be "
               "through; beside `before`, what a change adds and drops.  Nothing is kept",
       .right = "to have signed in, and to read in the zone",
       .body = checklist_wanted(),
       .answer = checklist_schema(),
       .handle = plan_checklist}};
}

}  // namespace zonebook::api
