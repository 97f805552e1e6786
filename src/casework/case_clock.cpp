#include "casework/case_clock.h"

#include <map>

#include "casework/calendar_rows.h"
#include "casework/rows.h"
#include "ledger/change.h"

namespace zonebook::casework {
namespace {

// Beyond it a light that waits for a person does not change by itself.
constexpr int light_looked_ahead_days = 400;

std::optional<Limit> limit_in(Row const& row, std::string_view days) {
  auto const number = row.number(days);
  if (!number) return std::nullopt;
  return Limit{*number, row.text("limit_unit") == "natural" ? Unit::natural : Unit::working};
}

Procedure procedure_of(Row const& row) {
  return {.from = *row.day("first_day"),
          .to = row.day("last_day"),
          .limit = limit_in(row, "limit_days"),
          .kind = row.label("kind_of_procedure")};
}

std::string_view name_of(Clock::State state) {
  switch (state) {
    case Clock::State::waiting: return "waiting";
    case Clock::State::running: return "running";
    case Clock::State::stopped: return "stopped";
    case Clock::State::decided: return "decided";
    case Clock::State::ended: return "ended";
  }
  return "";
}

Result<Light> lit(Clock const& clock, Date on, Rulebook const& rules) {
  Inputs inputs = {{"state", text_value(std::string(name_of(clock.state)))},
                   {"left", clock.left ? number_value(*clock.left) : feel::Value()}};
  auto const hit = TRY(rules.decide_one("case_light", std::move(inputs), on));
  return Light{.colour = hit.text("light"),
               .rule = hit.rule,
               .source = hit.source,
               .says = hit.says,
               .clears = {hit.text("clears_zh"), hit.text("clears_en")},
               .changes_on = std::nullopt};
}

using Procedures = std::map<std::string, std::vector<ledger::Version>>;  // by case

Result<Procedures> procedures_of(ledger::Snapshot& at, meta::Register const& in, Date on) {
  Procedures found;
  auto listed = TRY(at.list(in, on));
  for (auto& one : listed) {
    auto const of = Row(one.version, in).text("service_case");
    found[of].push_back(std::move(one.version));
  }
  return found;
}

// Items to their kinds of service.
Result<std::map<std::string, std::string>> kinds_of_service(ledger::Snapshot& at, Date on) {
  std::map<std::string, std::string> kinds;
  auto const* const in = at.catalog().find(item_register);
  if (!in) return kinds;
  auto const listed = TRY(public_rows(at, *in, on));
  for (auto const& one : listed) {
    kinds.emplace(one.id, Row(one.version, *in).text("kind_of_service"));
  }
  return kinds;
}

class Clocks {
 public:
  Clocks(ledger::Snapshot& at, Rulebook const& rules, Date on) : at_(at), rules_(rules), on_(on) {}

  Result<std::vector<CaseClock>> run(meta::Register const& cases, meta::Register const& of) {
    national_ = TRY(national_days(at_, on_));
    kinds_ = TRY(kinds_of_service(at_, on_));
    closings_ = TRY(closings(at_, on_));
    auto const procedures = TRY(procedures_of(at_, of, on_));
    std::vector<CaseClock> clocks;
    auto listed = TRY(at_.list(cases, on_));
    for (auto& one : listed) {
      Row const row(one.version, cases);
      auto const own = procedures.find(one.id);
      static std::vector<ledger::Version> const none;
      CaseClock made{
          .id = one.id,
          .code = row.text("case_code"),
          .version = {},
          .course = course_of(one.version, cases, own != procedures.end() ? own->second : none, of),
          .clock = {},
          .light = {}};
      auto const rules = TRY(rules_of(row.text("item")));
      auto const* const days = TRY(days_of(ledger::zone_of(one.id)));
      made.clock = reckon(made.course, on_, *days, rules);
      made.light = TRY(case_light(made.course, made.clock, on_, *days, rules, rules_));
      made.version = std::move(one.version);
      clocks.push_back(std::move(made));
    }
    return clocks;
  }

 private:
  Result<ClockRules> rules_of(std::string const& item) {
    auto const kind = kinds_.find(item);
    auto const of = kind != kinds_.end() ? kind->second : std::string();
    auto const found = rules_by_kind_.find(of);
    if (found != rules_by_kind_.end()) return found->second;
    auto const said = TRY(clock_rules(rules_, of, on_));
    rules_by_kind_.emplace(of, said);
    return said;
  }

  Result<calendar::WorkDays const*> days_of(std::string const& zone) {
    auto const closed = closings_.find(zone);
    if (closed == closings_.end()) return &national_;
    auto const found = by_zone_.find(zone);
    if (found != by_zone_.end()) return &found->second;
    auto days = TRY(national_.closed_on(closed->second));
    return &by_zone_.emplace(zone, std::move(days)).first->second;
  }

  ledger::Snapshot& at_;
  Rulebook const& rules_;
  Date on_;
  calendar::WorkDays national_;
  std::map<std::string, std::string> kinds_;
  Closings closings_;
  std::map<std::string, ClockRules> rules_by_kind_;
  std::map<std::string, calendar::WorkDays> by_zone_;
};

Json day_or_null(std::optional<Date> const& day) {
  return day ? Json::string(day->to_string()) : Json();
}

Json number_or_null(std::optional<std::int64_t> number) {
  return number ? Json::integer(*number) : Json();
}

// What is to stand in the case.
Json fields_of(CaseClock const& one) {
  using State = Clock::State;
  auto const& clock = one.clock;
  auto const is_decided = clock.state == State::decided;
  auto const has_due = clock.state == State::running || is_decided ||
                       (clock.state == State::stopped && clock.runs_on);
  auto const is_counted = is_decided || clock.state == State::stopped;
  auto const& statutory = one.course.statutory;
  auto fields = Json::object();
  fields.set("due", day_or_null(has_due ? clock.due : std::nullopt));
  fields.set("used_days", number_or_null(is_counted && clock.started ? std::optional(clock.used)
                                                                     : std::nullopt));
  fields.set("saved_days", number_or_null(is_decided && clock.started && statutory &&
                                                  statutory->unit == clock.allowed->unit
                                              ? std::optional(statutory->days - clock.used)
                                              : std::nullopt));
  fields.set("left_at_stop", number_or_null(clock.left_at_stop));
  fields.set("calendar_basis", has_due && clock.due ? Json::string(clock.basis.text()) : Json());
  fields.set("light_changes_on", day_or_null(one.light.changes_on));
  return fields;
}

}  // namespace

Course course_of(ledger::Version const& version, meta::Register const& cases,
                 std::vector<ledger::Version> const& procedures, meta::Register const& of) {
  Row const row(version, cases);
  Course course{.received = *row.day("received_on"),
                .supplement_asked = row.day("supplement_on"),
                .accepted = row.day("accepted_on"),
                .is_instant = row.text("kind_of_item") == "instant",
                .promised = limit_in(row, "promised_days"),
                .statutory = limit_in(row, "statutory_days"),
                .decided = row.day("decided_on"),
                .ended = row.day("ended_on")};
  if (auto const on = row.day("extended_on")) {
    course.extension = Extension{*on, row.number("extended_days").value_or(0)};
  }
  for (auto const& one : procedures) course.procedures.push_back(procedure_of(Row(one, of)));
  if (auto const special = row.day("special_on"); special && procedures.empty()) {
    course.procedures.push_back({.from = *special, .kind = row.label("kind_of_procedure")});
  }
  return course;
}

Result<Light> case_light(Course const& course, Clock const& clock, Date on,
                         calendar::WorkDays const& days, ClockRules const& rules,
                         Rulebook const& book) {
  auto light = TRY(lit(clock, on, book));
  auto const is_closed = clock.state == Clock::State::decided || clock.state == Clock::State::ended;
  for (int i = 1; !is_closed && i <= light_looked_ahead_days; ++i) {
    auto const day = on.add_days(i);
    if (!day) break;
    // Nothing happens by itself after the last stop has run out and the last day has passed.
    auto const later = reckon(course, *day, days, rules);
    auto const then = TRY(lit(later, on, book));
    if (then.colour != light.colour) {
      light.changes_on = day;
      break;
    }
    if (later.overdue_since || (later.state == Clock::State::stopped && !later.runs_on)) break;
    if (later.state == Clock::State::running && !later.due) break;
    if (later.state == Clock::State::waiting && later.notice_due < *day) break;
  }
  return light;
}

Result<std::vector<CaseClock>> case_clocks(ledger::Snapshot& at, Rulebook const& rules, Date on) {
  auto const* const cases = at.catalog().find(case_register);
  auto const* const of = at.catalog().find(procedure_register);
  if (!cases || !of) return std::vector<CaseClock>();
  return Clocks(at, rules, on).run(*cases, *of);
}

std::vector<Json> clock_changes(std::vector<CaseClock> const& clocks,
                                meta::Catalog const& catalog) {
  std::vector<Json> changes;
  auto const* const in = catalog.find(case_register);
  for (auto const& one : clocks) {
    auto other = Json::object();
    auto const fields = fields_of(one);
    for (auto const& [name, value] : fields.members()) {
      auto const* const field = in->find(name);
      auto const& stands = one.version.values[in->index_of(*field)];
      if (!(ledger::json_of({field, stands}) == value)) other.set(name, value);
    }
    if (other.members().empty()) continue;
    changes.push_back(Json::object({{"kind", Json::string("correct")},
                                    {"register", Json::string(std::string(case_register))},
                                    {"id", Json::string(one.id)},
                                    {"valid_from", Json::string(one.version.on.from.to_string())},
                                    {"valid_to", Json::string(one.version.on.to.to_string())},
                                    {"fields", std::move(other)}}));
  }
  return changes;
}

}  // namespace zonebook::casework
