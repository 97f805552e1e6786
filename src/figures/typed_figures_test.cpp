// What was typed with its paper: which row answers, what adds up, and what there is no number of.

#include "figures/typed_figures.h"

#include <gmock/gmock.h>

#include "figures/groups.h"
#include "figures/own_registers_fixture.h"
#include "figures/sentence.h"

namespace zonebook::figures {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Why = Gap::Why;

class Typed : public OwnRegistersFixture {
 protected:
  // In the ledger of the root, as a province enters what it publishes.
  std::string typed(std::string_view id, std::string const& of, std::string const& period,
                    std::string const& value, std::string const& published_on = "2024-01-20",
                    std::string const& in = "root") {
    clock().step(1'000'000);
    return make(in, "typed_figure", "2024-01-25",
                R"("definition":")" + std::string(id) + R"(","of_zone":")" + zones_.at(of) +
                    R"(","period":")" + period + R"(","value":")" + value +
                    R"(","published_on":")" + published_on + R"(","paper_no":"示例公报1")");
  }

  Result<ledger::Receipt> write(std::string const& id, std::string const& kind,
                                std::string const& from, std::string const& fields) {
    clock().step(1'000'000);
    return ledger_->append(
        *Json::parse(R"({"zone":"root","actor":"示例人员01","changes":[{"kind":")" + kind +
                     R"(","register":"typed_figure","id":")" + id + R"(","valid_from":")" + from +
                     R"(","fields":{)" + fields + "}}]}"));
  }

  Answer answer(std::string const& zone, std::string_view id, std::string_view period,
                std::string_view v, std::optional<Instant> k = {}) {
    auto now = snapshot(zone, k);
    auto const found = figure(now, question(id, period, v));
    EXPECT_TRUE(found) << db::told(found);
    return found.value_or(Answer());
  }

  // "22.90", or why there is no number.
  std::string told(std::string const& zone, std::string_view id, std::string_view period,
                   std::string_view v, std::optional<Instant> k = {}) {
    auto const found = answer(zone, id, period, v, k);
    auto text = shown(found, *definitions_.find(id)->second);
    if (!found.gap) return text;
    constexpr std::array<char const*, 3> why = {"nothing", "some missing", "does not add up"};
    text = why[static_cast<std::size_t>(found.gap->why)];
    for (auto const& zone_missing : found.gap->missing) text += " " + zone_missing;
    return text;
  }

  // Of the year 2023, from a knowledge to now.
  Difference moved_since(Instant before, std::string const& zone, std::string const& id) {
    auto now = snapshot(zone);
    auto const of = definitions_.at(id);
    auto const v = *Date::parse("2023-12-31");
    auto const found = difference(now, *Period::parse("2023"), Part::denominator,
                                  {.of = of, .v = v, .k = before}, {.of = of, .v = v, .k = {}});
    EXPECT_TRUE(found) << db::told(found);
    return found.value_or(Difference());
  }

  std::vector<std::string> behind(std::string const& zone, std::string_view id,
                                  std::string_view period, std::string_view v) {
    auto now = snapshot(zone);
    auto const found = records(now, question(id, period, v));
    EXPECT_TRUE(found) << db::told(found);
    std::vector<std::string> ids;
    for (auto const& one : found.value_or(std::vector<Behind>())) ids.push_back(one.id);
    return ids;
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Typed, db::both_dialects, db::dialect_name);

TEST_P(Typed, are_what_was_reported_of_the_very_days_that_are_asked) {
  typed("value_added", "east", "2023", "22.9");
  auto const nine_months = typed("value_added", "east", "2023-01-01..2023-09-30", "16.6");

  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31"), "22.90");
  EXPECT_EQ(told("east", "value_added", "2023", "2024-03-01"), "22.90");
  EXPECT_EQ(told("east", "value_added", "2023", "2023-09-30"), "16.60");
  EXPECT_THAT(behind("east", "value_added", "2023", "2023-09-30"), ElementsAre(nine_months));
  EXPECT_EQ(told("east", "value_added", "2023", "2023-10-31"), "nothing");
  EXPECT_EQ(told("east", "value_added", "2023-H1", "2023-06-30"), "nothing");
  EXPECT_EQ(told("east", "value_added", "2024", "2024-06-30"), "nothing");
  EXPECT_EQ(told("west", "value_added", "2023", "2023-12-31"), "nothing");
}

TEST_P(Typed, mean_one_number_however_their_period_is_written) {
  typed("value_added", "east", "2023-H1", "10.85", "2023-07-20");
  auto const later = typed("value_added", "east", "2023-01-01..2023-06-30", "10.92", "2023-08-20");

  EXPECT_EQ(told("east", "value_added", "2023-H1", "2023-12-31"), "10.92") << "the later paper";
  EXPECT_THAT(behind("east", "value_added", "2023-H1", "2023-12-31"), ElementsAre(later));
}

TEST_P(Typed, are_revised_by_a_correction_that_the_knowledge_tells_apart) {
  auto const id = typed("value_added", "east", "2023", "22.9");
  auto const before = ledger_->read("east")->head("root").last;
  ASSERT_TRUE(write(id, "correct", "2024-01-25", R"("value":"23.1")"));

  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31"), "23.10");
  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31", before), "22.90");
  auto const moved = moved_since(before, "east", "value_added");
  EXPECT_EQ(moved.terms[static_cast<std::size_t>(Term::corrected)], Decimal::scaled(2, -1));
  EXPECT_EQ(moved.sum, Decimal::scaled(2, -1));
  EXPECT_EQ(moved.causes.at(id).size(), 1u);
}

TEST_P(Typed, are_the_same_on_all_days_of_their_life) {
  auto const id = typed("value_added", "east", "2023", "22.9");

  auto const changed = write(id, "change", "2024-06-01", R"("value":"23.1")");
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().says.key, "figures.typed_changes");
  auto const no_period = write(id, "correct", "2024-01-25", R"("period":"2023-02-30..2023-03-01")");
  ASSERT_FALSE(no_period);
  EXPECT_EQ(no_period.error().says.key, "figures.not_a_period");
  EXPECT_EQ(told("east", "value_added", "2023", "2024-12-31"), "22.90");
}

TEST_P(Typed, of_zones_add_up_only_where_the_definition_says_so_and_none_is_missing) {
  typed("value_added", "east", "2023", "22.9");
  typed("value_added", "west", "2023", "8");
  typed("investment", "east", "2023", "18.6");

  EXPECT_EQ(told("root", "value_added", "2023", "2023-12-31"), "does not add up");
  EXPECT_EQ(answer("root", "value_added", "2023", "2023-12-31").gap->reported, 2);
  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31"), "some missing west");
  EXPECT_THAT(behind("root", "investment", "2023", "2023-12-31"), IsEmpty());
  auto const west = typed("investment", "west", "2023", "6.3", "2024-01-20", "west");
  typed("investment", "park", "2023", "5");
  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31"), "24.90") << "the park is of the east";
  EXPECT_EQ(behind("root", "investment", "2023", "2023-12-31").size(), 2u);
  auto const whole = typed("investment", "root", "2023", "25");
  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31"), "25.00")
      << "its own paper comes first";
  EXPECT_THAT(behind("root", "investment", "2023", "2023-12-31"), ElementsAre(whole));
  EXPECT_EQ(told("west", "investment", "2023", "2023-12-31"), "6.30");
}

TEST_P(Typed, of_periods_that_follow_each_other_add_up) {
  auto const first = typed("investment", "east", "2023-H1", "6.4");
  typed("investment", "east", "2023-Q1", "2.5");
  typed("investment", "east", "2023-10", "1");
  EXPECT_EQ(told("east", "investment", "2023", "2023-12-31"), "nothing");
  auto const third = typed("investment", "east", "2023-Q3", "3");
  auto const fourth = typed("investment", "east", "2023-Q4", "5.35");

  EXPECT_EQ(told("east", "investment", "2023", "2023-12-31"), "14.75");
  EXPECT_THAT(behind("east", "investment", "2023", "2023-12-31"),
              UnorderedElementsAre(first, third, fourth));
  EXPECT_EQ(told("east", "investment", "2023", "2023-09-30"), "9.40");
  typed("value_added", "east", "2023-H1", "1");
  typed("value_added", "east", "2023-H2", "1");
  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31"), "nothing") << "it adds up nowhere";
}

TEST_P(Typed, that_were_retired_answer_no_more_and_say_so_in_the_difference) {
  auto const id = typed("value_added", "east", "2023", "22.9");
  auto const before = ledger_->read("east")->head("root").last;
  ASSERT_TRUE(ledger_->append(*Json::parse(
      R"({"zone":"root","actor":"示例人员01","changes":[{"kind":"retire","register":"typed_figure",
          "id":")" +
      id + R"(","valid_from":"2024-01-25"}]})")));

  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31"), "nothing");
  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31", before), "22.90");
  auto const moved = moved_since(before, "east", "value_added");
  EXPECT_EQ(moved.terms[static_cast<std::size_t>(Term::retired)], Decimal::scaled(-229, -1));
}

TEST_P(Typed, are_held_against_the_target_and_the_year_before) {
  typed("value_added", "east", "2022", "20", "2023-02-01");
  typed("value_added", "east", "2023", "22");
  make("east", "target", "2023-01-01",
       R"("definition":"value_added","period":"2023","of_zone":")" + zones_.at("east") +
           R"(","value":"40","set_on":"2023-01-01")");

  auto now = snapshot("east");
  auto const asked = question("value_added", "2023", "2023-12-31");
  auto const found = *standing(now, asked, ledger_->local());
  EXPECT_EQ(found.completion, Decimal(55));
  EXPECT_EQ(found.year_before->growth, Decimal(10));
  auto const said = sentence(asked, found, "示例园区", Language::zh);
  EXPECT_THAT(said, HasSubstr("2023年增加值22.00亿元，完成目标40亿元的55.0%"));
  EXPECT_THAT(said, HasSubstr("上年同期20.00亿元，同比增长10.0%"));
}

TEST_P(Typed, that_nobody_reported_are_said_to_be_so_and_not_0) {
  typed("investment", "east", "2023", "18.6");
  auto now = snapshot("root");
  auto const said = [&](std::string_view id, std::string_view period) {
    auto const asked = question(id, period, "2023-12-31");
    return sentence(asked, *standing(now, asked, ledger_->local()), "示例市", Language::zh);
  };

  EXPECT_THAT(said("investment", "2022"), HasSubstr("没有填报，不是零"));
  EXPECT_THAT(said("investment", "2023"), HasSubstr("下级已填报1个，还缺1个园区"));
  auto const of = definitions_.at("investment");
  EXPECT_EQ(value_of(answer("root", "investment", "2023", "2023-12-31"), *of), std::nullopt);
}

TEST_P(Typed, have_each_reported_period_as_their_trend) {
  typed("value_added", "east", "2023-Q1", "5.2");
  typed("value_added", "east", "2023-H1", "10.9");
  typed("value_added", "east", "2023", "22.9");
  typed("value_added", "east", "2022", "21.4");
  auto now = snapshot("east");

  std::vector<std::string> told;
  auto const steps = *trend(now, question("value_added", "2023", "2023-12-31"), ledger_->local());
  for (auto const& step : steps) {
    told.push_back(step.period.text() + " " + shown(step.answer, *step.of));
  }
  EXPECT_THAT(told, ElementsAre("2023-Q1 5.20", "2023-H1 10.90", "2023 22.90"));
}

TEST_P(Typed, are_divided_by_the_zone_they_are_of) {
  typed("investment", "east", "2023", "18.6");
  typed("investment", "west", "2023", "6.3");
  auto now = snapshot("root");

  auto const groups = *grouped(now, question("investment", "2023", "2023-12-31"), "zone");
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(std::get<std::string>(groups[0].key), zones_.at("east"));
  EXPECT_EQ(groups[0].total.value, Decimal::scaled(186, -1));
  EXPECT_EQ(grouped(now, question("investment", "2023", "2023-12-31"), "month").error().says.key,
            "figures.no_month");
}

// The clerk of the west may not say how much the east has, nor may the park say it of the zone
// above it; the office above and the zone itself may.
TEST_P(Typed, are_those_of_the_zone_s_own_ledger_and_of_those_above_it) {
  typed("value_added", "east", "2023", "22.9", "2024-01-20", "east");
  typed("value_added", "east", "2023", "1", "2024-02-20", "west");
  typed("value_added", "east", "2023", "2", "2024-02-20", "park");
  typed("value_added", "root", "2023", "3", "2024-02-20", "west");

  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31"), "22.90");
  EXPECT_EQ(told("root", "value_added", "2023", "2023-12-31"), "does not add up");
  typed("value_added", "east", "2023", "23.1", "2024-03-20", "root");
  EXPECT_EQ(told("east", "value_added", "2023", "2023-12-31"), "23.10");
}

TEST_P(Typed, of_zones_add_up_over_the_tree_that_was_known) {
  typed("investment", "east", "2023", "18");
  typed("investment", "park", "2023", "5");
  auto const before = ledger_->read("root")->head("root").last;
  clock().step(1'000'000);
  auto const moved =
      append("root", R"({"kind":"correct","register":"zone","id":")" + zones_.at("park") +
                         R"(","valid_from":"2000-01-01","valid_to":"9999-12-31",
      "fields":{"parent":")" +
                         zones_.at("west") + R"("}})");

  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31"), "23.00") << "the park is the west's";
  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31", before), "some missing west");
  auto const found = moved_since(before, "root", "investment");
  EXPECT_EQ(found.sum, Decimal(23)) << "the zones are the same, the tree is not";
  EXPECT_EQ(found.terms[static_cast<std::size_t>(Term::corrected)], Decimal(23));
  EXPECT_GT(moved.known, before);
}

TEST_P(Typed, are_lacking_of_no_zone_that_did_not_exist) {
  auto const zone_from = [&](std::string const& code, std::string const& from) {
    zones_[code] =
        make("root", "zone", from,
             R"("code":")" + code + R"(","name":"示例园区","parent":")" + zones_.at("root") + '"');
  };
  zone_from("later", "2024-01-10");
  zone_from("closed", "2010-01-01");
  append("root", R"({"kind":"retire","register":"zone","id":")" + zones_.at("closed") +
                     R"(","valid_from":"2023-07-01"})");
  typed("investment", "east", "2023", "18");
  typed("investment", "west", "2023", "6");

  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31"), "some missing closed");
  EXPECT_EQ(told("root", "investment", "2023", "2024-03-01"), "some missing closed")
      << "the later one was founded after the period, whatever day is asked";
  make("root", "typed_figure", "2023-06-20",
       R"("definition":"investment","of_zone":")" + zones_.at("closed") +
           R"(","period":"2023","value":"1","published_on":"2023-06-20","paper_no":"示例公报1")");
  EXPECT_EQ(told("root", "investment", "2023", "2024-03-01"), "25.00");
  typed("investment", "east", "2024", "9");
  typed("investment", "west", "2024", "3");
  EXPECT_EQ(told("root", "investment", "2024", "2024-12-31"), "some missing later");
  typed("investment", "later", "2024", "2");
  EXPECT_EQ(told("root", "investment", "2024", "2024-12-31"), "14.00");
}

TEST_P(Typed, are_missing_beside_the_zones_and_not_the_papers_that_are_there) {
  typed("investment", "east", "2023-H1", "6");
  typed("investment", "east", "2023-H2", "7");

  EXPECT_EQ(told("root", "investment", "2023", "2023-12-31"), "some missing west");
  EXPECT_EQ(answer("root", "investment", "2023", "2023-12-31").gap->reported, 1);
}

}  // namespace
}  // namespace zonebook::figures
