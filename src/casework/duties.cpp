#include "casework/duties.h"

namespace zonebook::casework {
namespace {

using State = Duty::State;

constexpr auto promise_source = "国办发〔2020〕42号";
constexpr auto later_source = "容缺受理办法（网上转载件，出处待核）";

State state_of(Date due, std::optional<Date> const& done, Date on) {
  if (done && *done <= on) return *done <= due ? State::done : State::done_late;
  return due < on ? State::overdue : State::open;
}

Duty duty_of(LaterMaterial const& one, Date on) {
  auto const is_promise = one.kind == LaterMaterial::Kind::promised;
  Duty duty{.kind = is_promise ? Duty::Kind::promise : Duty::Kind::material,
            .state = state_of(one.due, one.done, on),
            .due = one.due,
            .says = {},
            .source = is_promise ? promise_source : later_source};
  if (one.is_broken && one.done && *one.done <= on) duty.state = State::broken;
  auto const* const key = duty.state == State::broken ? "casework.duty.broken"
                          : is_promise                ? "casework.duty.promise"
                                                      : "casework.duty.material";
  duty.says = {
      key, {{"name", one.name}, {"due", one.due.to_string()}, {"consequence", one.consequence}}};
  return duty;
}

Duty rating_duty(Duty::Kind kind, char const* key, Date due, State state, Hit const& hit) {
  return {.kind = kind,
          .state = state,
          .due = due,
          .says = {key, {{"due", due.to_string()}}},
          .source = hit.source};
}

Result<void> add_of_rating(DutyFacts const& facts, Date on, Rulebook const& rules,
                           std::vector<Duty>& all) {
  if (!facts.decided || *facts.decided > on) return {};
  auto const is_rated = facts.rated && *facts.rated <= on;
  auto const hit = TRY(
      rules.decide_one("rating_repair",
                       {{"rating", text_value(is_rated ? facts.rating : "")},
                        {"days_since_decision", number_value(on.days() - facts.decided->days())}},
                       on));
  if (hit.text("action") == "invite") {
    all.push_back({.kind = Duty::Kind::invite,
                   .state = State::open,
                   .due = std::nullopt,
                   .says = {"casework.duty.invite", {}},
                   .source = hit.source});
  }
  if (hit.text("action") != "repair" || !is_rated) return {};
  auto const call = facts.rated->add_days(hit.number("call_back_days").value_or(0));
  auto const repair = facts.rated->add_days(hit.number("repair_days").value_or(0));
  CHECK(call && repair);
  all.push_back(rating_duty(Duty::Kind::call_back, "casework.duty.call_back", *call,
                            state_of(*call, facts.called_back, on), hit));
  all.push_back(rating_duty(Duty::Kind::repair, "casework.duty.repair", *repair,
                            state_of(*repair, facts.repaired, on), hit));
  return {};
}

}  // namespace

Result<std::vector<Duty>> duties(DutyFacts const& facts, Date on, Rulebook const& rules) {
  std::vector<Duty> all;
  for (auto const& one : facts.materials) all.push_back(duty_of(one, on));
  TRY(add_of_rating(facts, on, rules, all));
  return all;
}

}  // namespace zonebook::casework
