// A figure beside its target, its time, the periods before, and in a sentence.

#include "figures/standing.h"

#include <gmock/gmock.h>

#include "figures/own_registers_fixture.h"
#include "figures/sentence.h"

namespace zonebook::figures {
namespace {

using ::testing::ElementsAre;

class Standings : public OwnRegistersFixture {
 protected:
  Standing ask(std::string_view period, std::string_view v, std::string const& zone = "east",
               std::string_view id = "things_amount") {
    auto now = snapshot(zone);
    auto const found = standing(now, question(id, period, v), ledger_->local());
    EXPECT_TRUE(found) << db::told(found);
    return *found;
  }

  static std::string told(std::optional<Decimal> number) {
    return number ? with_digits(*number, 1) : "none";
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Standings, db::both_dialects, db::dialect_name);

TEST_P(Standings, are_held_against_the_target_of_the_very_zone_and_period) {
  thing("east", "2023-02-01", 3);
  target("east", "east", "2023", "400");
  target("root", "west", "2023", "70");
  target("east", "east", "2023-Q2", "90");

  auto const year = ask("2023", "2023-06-30");
  EXPECT_EQ(year.target->value, Decimal(400));
  EXPECT_EQ(told(year.completion), "75.0");
  EXPECT_EQ(told(year.elapsed), "49.6");  // 181 of 365 days
  EXPECT_EQ(told(ask("2023-Q2", "2023-06-30").completion), "0.0");
  EXPECT_EQ(ask("2023", "2023-06-30", "west").target->value, Decimal(70)) << "entered above it";
  EXPECT_FALSE(ask("2023-H1", "2023-06-30").target);
  EXPECT_FALSE(ask("2023", "2023-06-30", "root").target);
  EXPECT_FALSE(ask("to-date", "2023-06-30").elapsed);
}

TEST_P(Standings, say_whether_the_parts_of_a_target_add_up) {
  auto const whole = target("east", "east", "2023", "400");
  auto const part = R"(,"split_of":")" + whole + '"';
  target("east", "east", "2023-H1", "150", part);
  target("east", "east", "2023-H2", "200", part);
  target("east", "park", "2023", "400", part);

  auto const found = ask("2023", "2023-06-30").target->splits;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].by, Split::By::period);
  EXPECT_EQ(found[0].count, 2);
  EXPECT_EQ(found[0].sum, Decimal(350));
  EXPECT_EQ(found[1].by, Split::By::zone);
  EXPECT_EQ(found[1].sum, Decimal(400));
}

TEST_P(Standings, are_held_against_the_periods_before_as_far_on) {
  thing("east", "2022-02-01", 2);
  thing("east", "2022-11-01", 5);
  thing("east", "2023-02-01", 3);

  auto const now = ask("2023-H1", "2023-02-28");
  EXPECT_EQ(now.year_before->period.text(), "2022-H1");
  EXPECT_EQ(now.year_before->v, *Date::parse("2022-02-28"));
  EXPECT_EQ(told(now.year_before->growth), "50.0");
  EXPECT_EQ(now.previous->period.text(), "2022-H2");
  EXPECT_EQ(now.previous->v, *Date::parse("2022-08-31"));
  EXPECT_EQ(now.previous->answer.total.count, 0);
  EXPECT_FALSE(ask("2023", "2023-12-31").previous) << "it is the year before";
  EXPECT_EQ(ask("2023-Q1", "2023-03-31").year_before->v, *Date::parse("2022-03-31"));
  EXPECT_EQ(ask("2023-Q4", "2023-11-30").previous->v, *Date::parse("2023-08-31"));
  EXPECT_EQ(ask("2023-Q4", "2023-11-29").previous->v, *Date::parse("2023-08-29"));
  EXPECT_EQ(ask("2025", "2025-02-28").year_before->v, *Date::parse("2024-02-29"));
}

TEST_P(Standings, say_that_a_period_before_the_ledger_was_never_kept) {
  thing("east", "2023-02-01", 3);

  auto const was = *ask("2023", "2023-12-31").year_before;
  EXPECT_EQ(was.not_kept->began, Date::parse("2023-06-28"));
  EXPECT_TRUE(was.not_kept->is_whole);
  EXPECT_FALSE(was.growth);
  auto const quarter = *ask("2023-Q3", "2023-09-30").previous;  // 2023-Q2, kept from 28 June on
  EXPECT_EQ(quarter.not_kept->began, Date::parse("2023-06-28"));
  EXPECT_FALSE(quarter.not_kept->is_whole);

  thing("east", "2022-02-01", 3);  // entered later
  EXPECT_FALSE(ask("2023", "2023-12-31").year_before->not_kept);
}

TEST_P(Standings, of_nothing_in_a_period_that_began_before_the_ledger_say_so) {
  thing("east", "2024-05-01", 1);
  EXPECT_EQ(ask("2022", "2022-12-31").not_kept->began, Date::parse("2023-06-28"));
  EXPECT_EQ(ask("2023-H1", "2023-06-30").not_kept->began, Date::parse("2023-06-28"));
  EXPECT_FALSE(ask("2023-H2", "2023-12-31").not_kept);
  EXPECT_FALSE(ask("to-date", "2023-12-31").not_kept);
  opening("east", "east", "things_amount", "2021-12-31", "40");

  EXPECT_EQ(sentence(question("things_amount", "2021", "2021-12-31"), ask("2021", "2021-12-31"),
                     "示例园区", Language::zh),
            "截至2021年12月31日，示例园区2021年完成额0.00万元（账从2023年6月28日起，此前没有记，"
            "不等于零）（到2021年12月31日的期初40.00万元分不到这个期间，没有计入）。");
}

TEST_P(Standings, of_none_alive_are_real_once_the_ledger_began) {
  target("east", "east", "2023", "400");  // the first entry
  EXPECT_FALSE(ask("2023", "2023-06-28", "east", "things_alive").not_kept);
  auto const was = ask("2023", "2023-06-27", "east", "things_alive");
  EXPECT_EQ(was.not_kept->began, Date::parse("2023-06-28"));
  EXPECT_TRUE(was.not_kept->is_whole);
}

TEST_P(Standings, that_cut_an_opening_are_held_against_nothing) {
  thing("east", "2023-08-01", 3);
  target("east", "east", "2023", "400");
  opening("east", "east", "things_amount", "2023-03-31", "40");

  auto const now = ask("2023", "2023-12-31");
  EXPECT_EQ(now.answer.cut.size(), 1u);
  EXPECT_FALSE(now.completion);
  auto const next = ask("2024", "2024-12-31");
  EXPECT_EQ(next.year_before->answer.cut.size(), 1u);
  EXPECT_FALSE(next.year_before->growth);
  EXPECT_THAT(
      sentence(question("things_amount", "2024", "2024-12-31"), next, "示例园区", Language::zh),
      ::testing::Not(::testing::HasSubstr("上年同期")));
  auto at = snapshot();
  std::vector<bool> unknown;
  auto const steps =
      *trend(at, question("things_amount", "2023-H2", "2023-12-31"), ledger_->local());
  for (auto const& step : steps) unknown.push_back(step.is_unknown);
  EXPECT_THAT(unknown, ElementsAre(false, false, false, false, false, false));
  unknown.clear();
  auto const first =
      *trend(at, question("things_amount", "2023-H1", "2023-12-31"), ledger_->local());
  for (auto const& step : first) unknown.push_back(step.is_unknown);
  EXPECT_THAT(unknown, ElementsAre(true, true, true, true, true, false));
}

TEST_P(Standings, go_month_by_month) {
  thing("east", "2023-02-01", 3);
  thing("east", "2023-04-20", 4);

  auto now = snapshot();
  auto const told = [&](std::string_view period, std::string_view v) {
    std::vector<std::string> lines;
    auto const steps = *trend(now, question("things_amount", period, v), ledger_->local());
    for (auto const& step : steps) {
      lines.push_back(step.period.text() + " " +
                      shown(step.answer, *definitions_.at("things_amount")));
    }
    return lines;
  };
  EXPECT_THAT(told("2023-H1", "2023-04-15"),
              ElementsAre("2023-01 0.00", "2023-02 300.00", "2023-03 0.00", "2023-04 0.00"));
  EXPECT_THAT(told("2023-02-01..2023-04-25", "2023-04-30"),
              ElementsAre("2023-02 300.00", "2023-03 0.00", "2023-04-01..2023-04-25 400.00"));
  EXPECT_EQ(told("to-date", "2023-04-15").size(), 12u);
  EXPECT_EQ(told("to-date", "2023-04-15").back(), "2023-04 0.00");
  EXPECT_THAT(told("2024", "2023-04-30"), ElementsAre());
  EXPECT_EQ(trend(now, question("things_amount", "2000-01-01..2023-12-31", "2023-12-31"),
                  ledger_->local())
                .error()
                .says.key,
            "figures.trend_too_long");
}

TEST_P(Standings, are_one_sentence_whose_numbers_are_those_of_the_answer) {
  thing("east", "2022-02-01", 2);
  thing("east", "2023-02-01", 3);
  target("east", "east", "2023", "400");

  auto const asked = question("things_amount", "2023", "2023-06-30");
  auto const now = ask("2023", "2023-06-30");
  EXPECT_EQ(sentence(asked, now, "示例园区", Language::zh),
            "截至2023年6月30日，示例园区2023年完成额300.00万元，完成目标400万元的75.0%，"
            "时间进度49.6%，上年同期200.00万元，同比增长50.0%。");
  EXPECT_EQ(sentence(asked, now, "East", Language::en),
            "Amount done of East in 2023, by 30 Jun 2023: 300.00 万元, which is 75.0 % of the "
            "target of 400 万元 with 49.6 % of the time gone; a year before it was 200.00 万元, "
            "up 50.0 %.");
}

TEST_P(Standings, of_a_difference_say_what_moved_from_where_to_where_on_which_paper) {
  auto const id = thing("east", "2023-02-01", 3);
  auto then = snapshot();
  auto const asked = question("things_amount", "2023", "2023-06-30");
  auto const before = *figure(then, asked);
  append("east", R"({"kind":"correct","register":"thing","id":")" + id +
                     R"(","valid_from":"2020-01-01","fields":{"amount":350000000}})");
  auto now = snapshot();

  Moved moved{.before = before,
              .after = *figure(now, asked),
              .from_v = asked.v,
              .to_v = asked.v,
              .known_before = Date::parse("2023-06-20"),
              .known_after = {},
              .records = {}};
  moved.records.push_back({.title = "示例",
                           .term = Term::corrected,
                           .amount = Decimal(50'000'000),
                           .before = before.total.value,
                           .after = moved.after.total.value,
                           .paper = "示例合同第3页"});
  EXPECT_EQ(sentence(asked, moved, "示例园区", Language::zh),
            "截至2023年6月30日，示例园区2023年完成额350.00万元；比2023年6月20日账上所知的"
            "300.00万元多50.00万元，因示例由300.00更正为350.00（示例合同第3页）。");
  moved.before = {.before_ledger = true};
  EXPECT_EQ(sentence(asked, moved, "示例园区", Language::zh),
            "截至2023年6月30日，示例园区2023年完成额350.00万元；2023年6月20日还没有账，"
            "没有可比的数。");
  moved.before = before;
  moved.records.assign(5, moved.records.front());
  EXPECT_THAT(sentence(asked, moved, "示例园区", Language::zh), ::testing::EndsWith("另有 2 条。"));
}

// As the ledger books them, over several knowledges.
TEST_P(Standings, of_a_difference_tell_what_is_left_of_coming_and_going) {
  target("east", "east", "2023", "400");  // the first entry
  auto const asked = question("things_amount", "2023", "2023-06-30");
  clock().set("2023-07-01T02:00:00Z");
  auto const empty = ledger_->read("east", clock().now())->k();
  clock().set("2023-07-02T02:00:00Z");
  auto const id = thing("east", "2023-02-01", 3);
  clock().set("2023-07-03T02:00:00Z");
  auto const entered = ledger_->read("east", clock().now())->k();
  clock().set("2023-07-04T02:00:00Z");
  auto const write = [&](std::string const& kind, std::string const& more) {
    return append("east", R"({"kind":")" + kind + R"(","register":"thing","id":")" + id + R"(")" +
                              more + "}");
  };
  write("correct", R"(,"valid_from":"2020-01-01","fields":{"amount":350000000})");
  auto const retired = write("retire", R"(,"valid_from":"2020-01-01")").seq;
  clock().set("2023-07-05T02:00:00Z");
  auto const gone = ledger_->read("east", clock().now())->k();
  clock().set("2023-07-06T02:00:00Z");
  write("restore", R"(,"entry":)" + std::to_string(retired));

  auto now = snapshot();
  auto const amount_at = [&](std::optional<Instant> k) -> std::optional<Decimal> {
    auto then = snapshot("east", k);
    auto const behind = *records(then, asked);
    return behind.empty() ? std::nullopt : std::optional(behind.front().amount);
  };
  auto const told = [&](std::optional<Instant> from, std::optional<Instant> to) {
    auto const found = *difference(now, asked.period, Part::denominator, {asked.of, asked.v, from},
                                   {asked.of, asked.v, to});
    auto then = snapshot("east", from), later = snapshot("east", to);
    Moved moved{.before = *figure(then, asked),
                .after = *figure(later, asked),
                .from_v = asked.v,
                .to_v = asked.v,
                .known_before = Date::parse("2023-07-31"),
                .known_after = {},
                .records = {}};
    moved.records.push_back(
        moved_record("示例", found.records.at(id), amount_at(from), amount_at(to), ""));
    auto const text = sentence(asked, moved, "示例园区", Language::zh);
    return text.substr(text.find("因"));
  };
  EXPECT_EQ(told(entered, std::nullopt), "因示例由300.00更正为350.00。");
  EXPECT_EQ(told(std::nullopt, entered), "因示例由350.00更正为300.00。");
  EXPECT_EQ(told(empty, std::nullopt), "因示例新计入350.00。");
  EXPECT_EQ(told(std::nullopt, empty), "因示例不再计入350.00。");
  EXPECT_EQ(told(entered, gone), "因示例终止，不再计300.00。");
  EXPECT_EQ(told(gone, std::nullopt), "因示例恢复，重新计350.00。");
  EXPECT_EQ(told(gone, entered), "因示例重新计入300.00。");
}

TEST_P(Standings, of_a_difference_say_which_end_is_which_and_show_digits_that_differ) {
  auto const asked = question("things_amount", "2023", "2023-06-30");
  Answer before, after;
  before.total = {.value = Decimal(203'000'000), .count = 1};
  after.total = {.value = Decimal(203'000'100), .count = 1};
  Moved moved{.before = before,
              .after = after,
              .from_v = *Date::parse("2023-05-31"),
              .to_v = asked.v,
              .known_before = Date::parse("2023-07-01"),
              .known_after = Date::parse("2023-08-01"),
              .records = {moved_record("示例", {{Term::corrected, Decimal(100)}},
                                       before.total.value, after.total.value, "")}};
  EXPECT_EQ(
      sentence(asked, moved, "示例园区", Language::zh),
      "截至2023年6月30日，示例园区2023年完成额203.00万元（按2023年8月1日账上所知）；比2023年5月"
      "31日（按2023年7月1日账上所知）的203.0000万元多0.0001万元，因示例由203.0000更正为203.0001。");
  moved.known_before = moved.known_after;
  EXPECT_THAT(sentence(asked, moved, "示例园区", Language::zh),
              ::testing::HasSubstr("；比2023年5月31日的203.0000万元"));
  moved.from_v = moved.to_v;
  moved.known_before.reset();
  EXPECT_THAT(sentence(asked, moved, "示例园区", Language::zh),
              ::testing::HasSubstr("；比现在账上所知的203.0000万元"));
}

TEST_P(Standings, as_known_before_say_so) {
  thing("east", "2023-02-01", 3);
  clock().set("2023-07-03T02:00:00Z");
  auto then = snapshot("east", clock().now());
  auto const asked = question("things_amount", "2023", "2023-06-30");
  EXPECT_THAT(sentence(asked, *standing(then, asked, ledger_->local()), "示例园区", Language::zh),
              ::testing::StartsWith("截至2023年6月30日，示例园区2023年完成额300.00万元（按2023年7月"
                                    "3日账上所知）"));
}

TEST_P(Standings, of_a_rate_differ_in_percentage_points_by_one_of_its_parts) {
  thing("east", "2023-02-01", 3);
  auto then = snapshot();
  auto asked = question("yes_rate", "2023", "2023-06-30");
  auto const before = *figure(then, asked);
  thing("east", "2023-02-02", 3, "no");
  auto now = snapshot();
  Moved const moved{.before = before,
                    .after = *figure(now, asked),
                    .from_v = asked.v,
                    .to_v = asked.v,
                    .known_before = Date::parse("2023-06-20"),
                    .known_after = {},
                    .records = {{.title = "示例",
                                 .term = Term::fresh,
                                 .amount = Decimal(1),
                                 .before = {},
                                 .after = Decimal(1),
                                 .paper = ""}}};

  EXPECT_EQ(sentence(asked, moved, "示例园区", Language::zh),
            "截至2023年6月30日，示例园区2023年是率50.0%；比2023年6月20日账上所知的100.0%少50.0"
            "个百分点，其中分母示例新计入1。");
  auto both = moved;
  both.numerator = both.records;
  EXPECT_THAT(sentence(asked, both, "示例园区", Language::zh),
              ::testing::EndsWith("，其中分母示例新计入1，其中分子示例新计入1。"));
}

TEST(Sentences, name_periods_as_people_do) {
  auto const words = [](std::string_view period, Language language) {
    return period_words(*Period::parse(period), language);
  };
  EXPECT_EQ(words("2023-H2", Language::zh), "2023年下半年");
  EXPECT_EQ(words("2023-Q3", Language::en), "in the third quarter of 2023");
  EXPECT_EQ(words("2023-01", Language::zh), "2023年1月");
  EXPECT_EQ(words("2023-01-05..2023-02-01", Language::zh), "2023年1月5日至2023年2月1日");
  EXPECT_EQ(words("to-date", Language::en), "to date");
}

}  // namespace
}  // namespace zonebook::figures
