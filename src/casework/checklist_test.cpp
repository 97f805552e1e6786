// The list of a project: which items, in which order, until when; and what a change does to it.

#include "casework/checklist.h"

#include <gmock/gmock.h>

#include <random>

#include "casework/casework_fixture.h"

namespace zonebook::casework {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Inputs project(std::string const& mode, std::string const& environment) {
  return {{"mode", text_value(mode)},
          {"approval_kind", text_value("record")},
          {"new_land", feel::Value(true)},
          {"builds", feel::Value(true)},
          {"fire_special", feel::Value(false)},
          {"environment", text_value(environment)},
          {"energy_review", feel::Value(false)},
          {"soil_water", feel::Value(false)},
          {"utilities", feel::Value(true)},
          {"build_days", number_value(100)}};
}

std::vector<std::string> codes_of(std::vector<Task> const& tasks) {
  std::vector<std::string> codes;
  for (auto const& task : tasks) codes.push_back(task.code);
  return codes;
}

Planned const& task_in(Plan const& plan, std::string const& code) {
  return *std::ranges::find(plan.tasks, code, [](Planned const& one) { return one.task.code; });
}

Task task(std::string code, std::int64_t days, std::vector<std::string> after = {}) {
  return {.code = std::move(code), .days = days, .after = std::move(after)};
}

TEST(Checklist, of_an_ordinary_project_goes_through_the_four_phases) {
  auto const tasks = checklist(model_rules(), project("approval", "form"), day("2023-03-01"));
  ASSERT_TRUE(tasks);
  auto const plan = plan_of(*tasks, day("2023-03-01"), model_days());
  ASSERT_TRUE(plan);

  // Land 10 + 7, design 7 + 7, supervision 1, permit 3, works 100, check 7, completion 3,
  // register 5.
  EXPECT_THAT(plan->critical, ElementsAre("XM-104", "XM-105", "XM-201", "XM-202", "XM-302",
                                          "XM-301", "WORKS", "XM-401", "XM-407", "XM-409"));
  EXPECT_EQ(plan->days, 150);
  EXPECT_EQ(plan->ours_days, 50) << "the owner's own works are counted apart";
  EXPECT_EQ(plan->expected, model_days().add(day("2023-03-01"), 150));
  EXPECT_EQ(plan->basis.text(), "2023.1");
  EXPECT_EQ(task_in(*plan, "XM-502").slack, 22) << "it may be late until the permit is asked for";
  EXPECT_EQ(task_in(*plan, "XM-101").to, day("2023-03-01")) << "done at once";
}

TEST(Checklist, promised_as_a_whole_starts_on_getting_the_land) {
  auto const rules = model_rules();
  auto const on = day("2023-03-01");
  auto const before = *checklist(rules, project("approval", "form"), on);
  auto const after = *checklist(rules, project("full_promise", "form"), on);
  auto const start = [&](std::vector<Task> const& tasks) {
    return task_in(*plan_of(tasks, on, model_days()), "WORKS").start;
  };

  EXPECT_EQ(start(before), 35);
  EXPECT_EQ(start(after), 21) << "10 + 7 for the land, 1 to promise, 3 for the permit";
  auto const changes = difference(before, after);
  EXPECT_THAT(codes_of(changes.added), ElementsAre("XM-107"));
  EXPECT_THAT(codes_of(changes.dropped), IsEmpty());
  std::vector<std::string> other;
  for (auto const& [was, is] : changes.changed) {
    other.push_back(is.code + " " + std::string(name_of(was.way)) + " " +
                    std::string(name_of(is.way)));
  }
  EXPECT_THAT(other, ElementsAre("XM-104 approval unified", "XM-201 approval promise",
                                 "XM-202 approval promise", "XM-301 approval promise",
                                 "XM-502 approval promise"));
}

TEST(Checklist, tells_what_a_change_of_the_project_adds_and_drops) {
  auto const rules = model_rules();
  auto const on = day("2023-03-01");
  auto const form = *checklist(rules, project("approval", "form"), on);
  auto const report = *checklist(rules, project("approval", "report"), on);

  auto const changes = difference(form, report);

  EXPECT_THAT(codes_of(changes.added), ElementsAre("XM-501"));
  EXPECT_THAT(codes_of(changes.dropped), ElementsAre("XM-502"));
  EXPECT_EQ(changes.added.front().rule, "environment_report");
  EXPECT_NE(changes.added.front().source, "");
}

TEST(Plans, that_cannot_be_are_refused) {
  auto const key = [](std::vector<Task> const& tasks) {
    auto const plan = plan_of(tasks, day("2023-03-01"), {});
    return plan ? "" : plan.error().says.key + " " + plan.error().where;
  };

  EXPECT_EQ(key({task("a", 1, {"b"}), task("b", 1, {"c"}), task("c", 1, {"b"})}),
            "casework.circle a, b, c");
  EXPECT_EQ(key({task("a", 1), task("a", 2)}), "casework.task_twice a");
  EXPECT_EQ(key({task("a", 1, {"nobody"})}), "") << "what is not on the list is not waited for";
  EXPECT_EQ(key({}), "");
}

// A random list against the longest way to each item, found by trying every one.
std::int64_t longest_to(std::vector<Task> const& tasks, std::size_t at) {
  std::int64_t before = 0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    auto const waits = std::ranges::find(tasks[at].after, tasks[i].code) != tasks[at].after.end();
    if (waits) before = std::max(before, longest_to(tasks, i));
  }
  return before + tasks[at].days;
}

TEST(Plans, end_with_the_longest_chain_and_slack_is_what_changes_nothing) {
  std::mt19937 dice(7);
  auto const roll = [&](int low, int high) {
    return std::uniform_int_distribution(low, high)(dice);
  };
  for (int i = 0; i < 500; ++i) {
    std::vector<Task> tasks;
    auto const size = roll(1, 9);
    for (int t = 0; t < size; ++t) {
      tasks.push_back(task(std::to_string(t), roll(0, 12)));
      for (int before = 0; before < t; ++before) {
        if (roll(1, 3) == 1) tasks.back().after.push_back(std::to_string(before));
      }
    }
    std::int64_t longest = 0;
    for (std::size_t t = 0; t < tasks.size(); ++t)
      longest = std::max(longest, longest_to(tasks, t));
    std::ranges::shuffle(tasks, dice);

    auto const plan = plan_of(tasks, day("2023-03-01"), {});

    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->days, longest);
    std::int64_t on_chain = 0;
    for (auto const& code : plan->critical) {
      on_chain += task_in(*plan, code).task.days;
      ASSERT_EQ(task_in(*plan, code).slack, 0);
    }
    ASSERT_EQ(on_chain, longest);
    auto const& some = plan->tasks[static_cast<std::size_t>(roll(0, size - 1))];
    for (auto& late : tasks) {
      if (late.code == some.task.code) late.days += some.slack;
    }
    ASSERT_EQ(plan_of(tasks, day("2023-03-01"), {})->days, longest);
    for (auto& late : tasks) {
      if (late.code == some.task.code) late.days += 1;
    }
    ASSERT_EQ(plan_of(tasks, day("2023-03-01"), {})->days, longest + 1);
  }
}

}  // namespace
}  // namespace zonebook::casework
