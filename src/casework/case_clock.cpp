#include "casework/case_clock.h"

#include <algorithm>
#include <map>

#include "casework/calendar_rows.h"
#include "casework/rows.h"
#include "ledger/change.h"

namespace zonebook::casework {
namespace {

// Beyond them no light is looked at.
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

// What has happened by a day.
Course happened_by(Course course, Date on) {
  for (auto* day : {&course.supplement_asked, &course.accepted, &course.decided, &course.ended}) {
    if (*day && **day > on) day->reset();
  }
  if (course.extension && course.extension->on > on) course.extension.reset();
  std::erase_if(course.procedures, [&](Procedure const& one) { return one.from > on; });
  for (auto& one : course.procedures) {
    if (one.to && *one.to > on) one.to.reset();
  }
  return course;
}

// The first day in (low, high] on which no more than `left` days are left; it is so on `high`.
template <class ClockOn>
Date first_with(std::int64_t left, Date low, Date high, ClockOn const& clock_on) {
  auto from = low.days(), to = high.days();
  while (from + 1 < to) {
    auto const middle = from + (to - from) / 2;
    (*clock_on(*Date::from_days(middle)).left <= left ? to : from) = middle;
  }
  return *Date::from_days(to);
}

using Versions = std::vector<ledger::Version>;
using Procedures = std::map<std::string, Versions>;  // by case

// Those that exist on a day.
Versions on_day(Versions const& versions, Date on) {
  Versions found;
  std::ranges::copy_if(versions, std::back_inserter(found),
                       [&](ledger::Version const& version) { return version.on.covers(on); });
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
  Clocks(ledger::Snapshot& at, Rulebook const& rules, Date on)
      : at_(at), rules_(rules), on_(on), lights_(rules, on) {}

  // Of the versions that hold on the day.
  Result<std::vector<CaseClock>> run(meta::Register const& cases, meta::Register const& of) {
    TRY(load());
    Procedures procedures;
    auto found = TRY(at_.list(of, on_));
    for (auto& one : found) add_procedure(procedures, std::move(one.version), of);
    std::vector<CaseClock> clocks;
    auto listed = TRY(at_.list(cases, on_));
    for (auto& one : listed) {
      auto made = TRY(clock_of(one.id, std::move(one.version), on_, {cases, of}, procedures));
      clocks.push_back(std::move(made));
    }
    return clocks;
  }

  // Of those that had ended by then, each on its last day.
  Result<std::vector<CaseClock>> run_earlier(meta::Register const& cases,
                                             meta::Register const& of) {
    TRY(load());
    Procedures procedures;
    std::vector<CaseClock> clocks;
    TRY(each_known(of, [&](std::string const&, ledger::Version version) -> Result<void> {
      add_procedure(procedures, std::move(version), of);
      return {};
    }));
    TRY(each_known(cases, [&](std::string const& id, ledger::Version version) -> Result<void> {
      if (version.on.to > on_) return {};
      auto const last = *version.on.to.add_days(-1);
      auto made = TRY(clock_of(id, std::move(version), last, {cases, of}, procedures));
      clocks.push_back(std::move(made));
      return {};
    }));
    return clocks;
  }

 private:
  struct Registers {
    meta::Register const &cases, &procedures;
  };

  Result<void> load() {
    national_ = TRY(national_days(at_, on_));
    kinds_ = TRY(kinds_of_service(at_, on_));
    closings_ = TRY(closings(at_, on_));
    return {};
  }

  static void add_procedure(Procedures& into, ledger::Version version, meta::Register const& in) {
    auto const of = Row(version, in).text("service_case");
    into[of].push_back(std::move(version));
  }

  // All versions that are known, on whatever days.
  template <class Take>
  Result<void> each_known(meta::Register const& in, Take const& take) {
    auto const k = at_.k();
    for (auto const& zone : at_.zones_of(in, on_)) {
      TRY(at_.store().each_row(zone, in, [&](ledger::StoredVersion row) -> Result<void> {
        return ledger::is_known(row, k) ? take(row.id, std::move(row.version)) : Result<void>();
      }));
    }
    return {};
  }

  Result<CaseClock> clock_of(std::string const& id, ledger::Version version, Date on,
                             Registers const& in, Procedures const& procedures) {
    Row const row(version, in.cases);
    auto const all = procedures.find(id);
    auto const own = all != procedures.end() ? on_day(all->second, on) : Versions();
    CaseClock made{.id = id,
                   .code = row.text("case_code"),
                   .version = {},
                   .course = course_of(version, in.cases, own, in.procedures),
                   .clock = {},
                   .light = {}};
    auto const rules = TRY(rules_of(row.text("item")));
    auto const* const days = TRY(days_of(ledger::zone_of(id)));
    made.clock = reckon(made.course, on, *days, rules);
    made.light = TRY(lights_.of(made.course, made.clock, on, *days, rules));
    made.version = std::move(version);
    return made;
  }

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
  CaseLights lights_;
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

Result<Light const*> CaseLights::lit(Clock::State state, std::optional<std::int64_t> left) {
  auto const found = lit_.find({state, left});
  if (found != lit_.end()) return &found->second;
  Inputs inputs = {{"state", text_value(std::string(name_of(state)))},
                   {"left", left ? number_value(*left) : feel::Value()}};
  auto const hit = TRY(rules_.decide_one("case_light", std::move(inputs), as_of_));
  Light light{.colour = hit.text("light"),
              .rule = hit.rule,
              .source = hit.source,
              .says = hit.says,
              .clears = {hit.text("clears_zh"), hit.text("clears_en")},
              .changes_on = std::nullopt};
  return &lit_.emplace(std::pair(state, left), std::move(light)).first->second;
}

Result<Light> CaseLights::of(Course const& course, Clock const& clock, Date on,
                             calendar::WorkDays const& days, ClockRules const& rules) {
  auto const* const now = TRY(lit(clock.state, clock.left));
  auto light = *now;
  auto const known = happened_by(course, on);
  light.changes_on = TRY(changes_on(light.colour, clock, on,
                                    [&](Date day) { return reckon(known, day, days, rules); }));
  return light;
}

// It waits until the law has it accepted, stands until the last day of its stop is over, and from
// then on has ever fewer days left.
Result<std::optional<Date>> CaseLights::changes_on(std::string const& colour, Clock then, Date day,
                                                   ClockOn const& clock_on) {
  using State = Clock::State;
  auto const last = day.add_days(light_looked_ahead_days).value_or(day);
  while (then.state == State::waiting || then.state == State::stopped) {
    auto const next = then.state == State::stopped ? then.runs_on : then.notice_due.add_days(1);
    if (!next || *next <= day || *next > last) return std::nullopt;
    day = *next;
    then = clock_on(day);
    auto const* const light = TRY(lit(then.state, then.left));
    if (light->colour != colour) return day;
  }
  if (then.state != State::running || !then.left) return std::nullopt;
  auto const fewest = clock_on(last).left.value_or(*then.left);
  for (auto left = *then.left - 1; left >= fewest; --left) {
    auto const* const thought_of = TRY(lit(State::running, left));
    if (thought_of->colour == colour) continue;
    day = first_with(left, day, last, clock_on);
    left = *clock_on(day).left;  // of natural days some numbers never come
    auto const* const light = TRY(lit(State::running, left));
    if (light->colour != colour) return day;
  }
  return std::nullopt;
}

namespace {

using Run = Result<std::vector<CaseClock>> (Clocks::*)(meta::Register const&,
                                                       meta::Register const&);

Result<std::vector<CaseClock>> run(ledger::Snapshot& at, Rulebook const& rules, Date on, Run how) {
  auto const* const cases = at.catalog().find(case_register);
  auto const* const of = at.catalog().find(procedure_register);
  if (!cases || !of) return std::vector<CaseClock>();
  Clocks clocks(at, rules, on);
  return (clocks.*how)(*cases, *of);
}

}  // namespace

Result<std::vector<CaseClock>> case_clocks(ledger::Snapshot& at, Rulebook const& rules, Date on) {
  return run(at, rules, on, &Clocks::run);
}

Result<std::vector<CaseClock>> earlier_clocks(ledger::Snapshot& at, Rulebook const& rules,
                                              Date on) {
  return run(at, rules, on, &Clocks::run_earlier);
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
