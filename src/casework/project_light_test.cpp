// The lights of a project: the heaviest rule, since when, and when it changes, against looking at
// every day one by one.

#include "casework/project_light.h"

#include <gmock/gmock.h>

#include <random>
#include <set>

#include "casework/casework_fixture.h"

namespace zonebook::casework {
namespace {

std::string text_of(std::optional<Date> const& date) { return date ? date->to_string() : "never"; }

// "red: talk_red since 2023-06-30 until 2023-10-31"
std::string told(ProjectFacts const& facts, std::string_view on, Rulebook const& rules) {
  auto const lights = project_lights(facts, day(on), rules);
  if (!lights) return render(lights.error().says, Language::en);
  auto said = lights->colour;
  for (auto const& one : lights->lit) {
    said += (said == lights->colour ? ": " : ", ") + one.rule + " since " + text_of(one.since) +
            " until " + text_of(one.changes_on);
  }
  return said + "; next " + text_of(lights->changes_on);
}

TEST(ProjectLights, of_talks_turn_with_the_months_without_progress) {
  auto const rules = model_rules();
  ProjectFacts const facts{.last_progress = day("2023-03-31")};

  EXPECT_EQ(told(facts, "2023-05-30", rules), "green; next 2023-05-31");
  EXPECT_EQ(told(facts, "2023-05-31", rules),
            "yellow: talk_yellow since 2023-05-31 until 2023-06-30; next 2023-06-30")
      << "June has no 31st, so three months end with it (民法典 202)";
  EXPECT_EQ(told(facts, "2023-08-15", rules),
            "red: talk_red since 2023-06-30 until 2023-10-01; next 2023-10-01");
  EXPECT_EQ(told(facts, "2023-09-30", rules),
            "red: talk_red since 2023-06-30 until 2023-10-01; next 2023-10-01")
      << "six months are not more than six";
  EXPECT_EQ(told(facts, "2023-10-01", rules),
            "out: talk_out since 2023-10-01 until never; next never");
}

TEST(ProjectLights, of_a_built_factory_burn_when_its_two_months_are_over) {
  auto const rules = model_rules();
  ProjectFacts const facts{.signed_factory = day("2023-03-10")};

  EXPECT_EQ(told(facts, "2023-05-10", rules), "green; next 2023-05-11") << "within two months";
  EXPECT_EQ(told(facts, "2023-05-11", rules),
            "yellow: factory_late since 2023-05-11 until never; next never");
}

TEST(ProjectLights, of_several_families_burn_together_and_the_heaviest_is_the_project_s) {
  auto const rules = model_rules();
  ProjectFacts const facts{.out_of_library = day("2023-03-10"), .points_behind = 12};

  EXPECT_EQ(told(facts, "2023-04-09", rules),
            "yellow: progress_yellow since never until never; next 2023-04-10");
  EXPECT_EQ(told(facts, "2023-06-10", rules),
            "red: library_red since 2023-05-11 until never, progress_yellow since never until "
            "never; next never");
}

TEST(ProjectLights, say_what_puts_them_out_and_where_they_rest) {
  auto const lights =
      project_lights({.planned_start = day("2023-05-10")}, day("2023-05-10"), model_rules());

  ASSERT_TRUE(lights);
  ASSERT_EQ(lights->lit.size(), 1u);
  EXPECT_EQ(lights->lit[0].colour, "yellow");
  EXPECT_EQ(lights->lit[0].clears.zh, "记开工日期，或经批准改计划");
  EXPECT_NE(lights->lit[0].source, "");
  EXPECT_EQ(told({.planned_start = day("2023-05-10")}, "2023-05-09", model_rules()),
            "green; next 2023-05-10");
}

TEST(ProjectLights, turn_on_the_days_on_which_looking_at_each_day_finds_them_turned) {
  auto const rules = model_rules();
  std::mt19937 dice(20230101);
  auto const roll = [&](int low, int high) {
    return std::uniform_int_distribution(low, high)(dice);
  };
  auto const on = day("2023-09-15");
  int turned = 0;
  for (int i = 0; i < 60; ++i) {
    auto const some = [&]() -> std::optional<Date> {
      return roll(0, 2) == 0 ? std::nullopt : on.add_days(-roll(0, 250));
    };
    ProjectFacts facts{.last_progress = some(),
                       .planned_start = some(),
                       .out_of_library = some(),
                       .signed_factory = some()};
    auto const lights = *project_lights(facts, on, rules);
    auto rules_on = [&](Date at) {
      std::set<std::string> names;
      auto const found = *project_lights(facts, at, rules);
      for (auto const& one : found.lit) names.insert(one.rule);
      return names;
    };
    auto const now = rules_on(on);
    auto next = *on.add_days(1);
    for (int ahead = 1; ahead < 120 && rules_on(next) == now; ++ahead) next = *next.add_days(1);
    if (rules_on(next) != now) {
      ASSERT_EQ(lights.changes_on, next);
      ++turned;
    }
    for (auto const& one : lights.lit) {
      if (!one.since) continue;
      ASSERT_TRUE(rules_on(*one.since).contains(one.rule));
      ASSERT_FALSE(rules_on(*one.since->add_days(-1)).contains(one.rule)) << one.rule;
    }
  }
  EXPECT_GT(turned, 20);
}

}  // namespace
}  // namespace zonebook::casework
