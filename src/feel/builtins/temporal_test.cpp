// Temporal functions, now() and today().

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Temporal : public testing::TestWithParam<Answer> {};

TEST_P(Temporal, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    days_months_and_weeks, Temporal,
    testing::Values(Answer{R"(day of year(@"2024-12-31"))", "366"},
                    Answer{R"(day of year(@"2023-03-01T23:59:59-11:00"))", "60"},
                    Answer{R"(day of year(date: @"-0001-01-01"))", "1"},
                    Answer{R"(day of week(@"2024-02-29"))", R"("Thursday")"},
                    Answer{R"(day of week(@"1970-01-01T00:00:00@Asia/Shanghai"))", R"("Thursday")"},
                    Answer{"[for d in 1..7 return day of week(date(2024, 1, d))][1][7]",
                           R"("Sunday")"},
                    Answer{R"(month of year(@"2024-02-29"))", R"("February")"},
                    Answer{"for m in 1..12 return substring(month of year(date(2024, m, 1)), 1, 3)",
                           R"(["Jan", "Feb", "Mar", "Apr", "May", "Jun", )"
                           R"("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])"},
                    Answer{R"(week of year(@"2004-12-31"))", "53"},
                    Answer{R"(week of year(@"2005-01-02"))", "53"},
                    Answer{R"(week of year(@"2005-01-03"))", "1"},
                    Answer{R"(week of year(@"2008-12-29"))", "1"},
                    Answer{"day of week(null)", "null feel.null_argument"},
                    Answer{R"(month of year("2024-02-29"))", "null feel.wrong_argument_type"},
                    Answer{R"(week of year(@"10:00:00"))", "null feel.wrong_argument_type"},
                    Answer{"day of year()", "null feel.wrong_argument_count"}));

INSTANTIATE_TEST_SUITE_P(
    there_is_no_hidden_clock, Temporal,
    testing::Values(Answer{"now()", "null feel.no_clock"}, Answer{"today()", "null feel.no_clock"},
                    Answer{"now(1)", "null feel.wrong_argument_count"},
                    Answer{R"(today("x"))", "null feel.wrong_argument_count"}));

TEST(Temporal, now_and_today_are_what_the_evaluation_was_told) {
  Options options;
  options.now = DateTime::parse("2024-02-29T23:30:00@Asia/Shanghai");

  EXPECT_EQ(answer_of("now()", options), "@\"2024-02-29T23:30:00@Asia/Shanghai\"");
  EXPECT_EQ(answer_of("today()", options), "@\"2024-02-29\"");
  EXPECT_EQ(answer_of("now() - now()", options), "@\"PT0S\"");
}

}  // namespace
}  // namespace zonebook::feel
