#include "casework/project_light.h"

#include <algorithm>
#include <array>
#include <set>

namespace zonebook::casework {
namespace {

constexpr int months_looked_at = 13;
constexpr std::array colours = {"green", "yellow", "red", "out"};  // from the lightest

std::ptrdiff_t weight_of(std::string const& colour) {
  return std::ranges::find(colours, colour) - colours.begin();
}

// Whole months end on the same day of a month, or on its last where there is none (民法典 202); days
// beyond them are half a month, so that what is over six months is over 6.
feel::Value months(std::optional<Date> const& since, Date on) {
  if (!since || *since > on) return {};
  auto whole = whole_months_between(*since, on);
  auto const end_of = [&](std::int64_t n) { return since->add_months(n); };
  while (end_of(whole + 1) && *end_of(whole + 1) <= on) ++whole;
  bool const is_over = end_of(whole) < on;
  return feel::Value(Decimal::scaled(whole * 10 + (is_over ? 5 : 0), -1));
}

Inputs inputs_of(ProjectFacts const& facts, Date on) {
  return {
      {"months_without_progress", months(facts.last_progress, on)},
      {"months_late", months(facts.planned_start, on)},
      {"points_behind", facts.points_behind ? number_value(*facts.points_behind) : feel::Value()},
      {"months_out_of_library", months(facts.out_of_library, on)},
      {"months_since_signing", months(facts.signed_factory, on)}};
}

// The days on which a count of months changes.
std::set<Date> turning_days(ProjectFacts const& facts) {
  std::set<Date> days;
  for (auto const& since :
       {facts.last_progress, facts.planned_start, facts.out_of_library, facts.signed_factory}) {
    for (int month = 0; since && month <= months_looked_at; ++month) {
      auto const day = since->add_months(month);
      if (day) days.insert({*day, day->add_days(1).value_or(*day)});
    }
  }
  return days;
}

LitRule lit_by(Hit const& hit) {
  return {.family = hit.text("family"),
          .rule = hit.rule,
          .source = hit.source,
          .colour = hit.text("light"),
          .says = hit.says,
          .clears = {hit.text("clears_zh"), hit.text("clears_en")},
          .since = std::nullopt,
          .changes_on = std::nullopt};
}

using Rules = std::set<std::string>;
Rules names_of(std::vector<Hit> const& hits) {
  Rules names;
  for (auto const& hit : hits) names.insert(hit.rule);
  return names;
}

}  // namespace

Result<ProjectLights> project_lights(ProjectFacts const& facts, Date on, Rulebook const& book) {
  ProjectLights lights;
  auto const hits = TRY(book.decide("project_light", inputs_of(facts, on), on));
  auto const now = names_of(hits);
  for (auto const& hit : hits) lights.lit.push_back(lit_by(hit));
  auto const days = turning_days(facts);

  // Backwards, each stretch between two turning days: as long as a rule holds, it began earlier.
  Rules holding = now;
  for (auto day = days.upper_bound(on); day != days.begin() && !holding.empty();) {
    --day;
    auto const hits_then = TRY(book.decide("project_light", inputs_of(facts, *day), on));
    auto const then = names_of(hits_then);
    std::erase_if(holding, [&](std::string const& rule) { return !then.contains(rule); });
    for (auto& one : lights.lit) {
      if (holding.contains(one.rule)) one.since = *day;
    }
  }
  // What held before any of the days did not begin with one: since when is not known.
  if (!days.empty() && !holding.empty()) {
    auto const before = days.begin()->add_days(-1);
    auto const hits_then = TRY(book.decide("project_light", inputs_of(facts, *before), on));
    auto const then = names_of(hits_then);
    for (auto& one : lights.lit) {
      if (holding.contains(one.rule) && then.contains(one.rule)) one.since.reset();
    }
  }
  for (auto day = days.upper_bound(on); day != days.end(); ++day) {
    auto const hits_then = TRY(book.decide("project_light", inputs_of(facts, *day), on));
    auto const then = names_of(hits_then);
    if (then != now && !lights.changes_on) lights.changes_on = *day;
    for (auto& one : lights.lit) {
      if (!one.changes_on && !then.contains(one.rule)) one.changes_on = *day;
    }
  }
  std::ranges::stable_sort(lights.lit, std::greater(),
                           [](LitRule const& one) { return weight_of(one.colour); });
  if (!lights.lit.empty()) lights.colour = lights.lit.front().colour;
  return lights;
}

}  // namespace zonebook::casework
