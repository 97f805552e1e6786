// Conversion functions.

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Conversions : public testing::TestWithParam<Answer> {};

TEST_P(Conversions, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    date, Conversions,
    testing::Values(Answer{R"(date("2024-02-29"))", R"(@"2024-02-29")"},
                    Answer{R"(date(@"2024-02-29"))", R"(@"2024-02-29")"},
                    Answer{R"(date(@"2024-02-29T23:30:00-05:00"))", R"(@"2024-02-29")"},
                    Answer{"date(2024, 2, 29)", R"(@"2024-02-29")"},
                    Answer{"date(-44, 3, 15)", R"(@"-0044-03-15")"},
                    Answer{"date(day: 29, month: 2, year: 2024)", R"(@"2024-02-29")"},
                    Answer{R"(date(["2024-02-29"]))", R"(@"2024-02-29")"},
                    Answer{R"(date("2023-02-29"))", "null feel.not_a_date"},
                    Answer{R"(date("2024-2-29"))", "null feel.not_a_date"},
                    Answer{R"(date("2024-02-29T10:00:00"))", "null feel.not_a_date"},
                    Answer{"date(2023, 2, 29)", "null feel.no_such_day"},
                    Answer{"date(2023, 13, 1)", "null feel.no_such_day"},
                    Answer{"date(2023, 1.5, 1)", "null feel.no_such_day"},
                    Answer{"date(1000000000, 1, 1)", "null feel.no_such_day"},
                    Answer{"date(10 ** 30, 1, 1)", "null feel.no_such_day"},
                    Answer{"date(2023, null, 1)", "null feel.null_argument"},
                    Answer{"date(2023, 1)", "null feel.wrong_argument_count"},
                    Answer{"date(2023)", "null feel.wrong_argument_type"},
                    Answer{"date(null)", "null feel.null_argument"}));

INSTANTIATE_TEST_SUITE_P(
    time, Conversions,
    testing::Values(Answer{R"(time("10:30:15"))", R"(@"10:30:15")"},
                    Answer{R"(time("10:30:15.5+08:00"))", R"(@"10:30:15.5+08:00")"},
                    Answer{R"(time("10:30:15@Asia/Shanghai"))", R"(@"10:30:15@Asia/Shanghai")"},
                    Answer{R"(time(@"10:30:15Z"))", R"(@"10:30:15Z")"},
                    Answer{R"(time(@"2024-02-29T10:30:15+08:00"))", R"(@"10:30:15+08:00")"},
                    Answer{R"(time(@"2024-02-29"))", R"(@"00:00:00Z")"},
                    Answer{"time(10, 30, 15)", R"(@"10:30:15")"},
                    Answer{"time(0, 0, 0)", R"(@"00:00:00")"},
                    Answer{R"(time(10, 30, 15.123456789, @"PT8H"))",
                           R"(@"10:30:15.123456789+08:00")"},
                    Answer{"time(10, 30, 15.1234567899)", R"(@"10:30:15.123456789")"},
                    Answer{"time(10, 30, 15, null)", R"(@"10:30:15")"},
                    Answer{R"(time(10, 30, 15, @"PT0S"))", R"(@"10:30:15Z")"},
                    Answer{R"(time(10, 30, 15, @"-PT18H"))", R"(@"10:30:15-18:00")"},
                    Answer{R"(time(hour: 10, minute: 30, second: 15, offset: @"-PT1H30M"))",
                           R"(@"10:30:15-01:30")"},
                    Answer{"time(hour: 10, minute: 30, second: 15)", R"(@"10:30:15")"},
                    Answer{R"(time("10:30"))", "null feel.not_a_time"},
                    Answer{R"(time("24:30:00"))", "null feel.not_a_time"},
                    Answer{R"(time("10:30:15@Nowhere/City"))", "null feel.not_a_time"},
                    Answer{"time(24, 0, 0)", "null feel.no_such_time_of_day"},
                    Answer{"time(10, 60, 0)", "null feel.no_such_time_of_day"},
                    Answer{"time(10, 30, 60)", "null feel.no_such_time_of_day"},
                    Answer{"time(10, 30, -1)", "null feel.no_such_time_of_day"},
                    Answer{"time(10.5, 30, 0)", "null feel.no_such_time_of_day"},
                    Answer{"time(10, 30, 1e-6000)", R"(@"10:30:00")"},
                    Answer{R"(time(10, 30, 15, @"PT18H1S"))", "null feel.no_such_offset"},
                    Answer{R"(time(10, 30, 15, @"PT0.5S"))", "null feel.no_such_offset"},
                    Answer{R"(time(10, 30, 15, @"P1Y"))", "null feel.wrong_argument_type"},
                    Answer{"time(10, null, 15)", "null feel.null_argument"},
                    Answer{"time(10, 30)", "null feel.wrong_argument_count"}));

INSTANTIATE_TEST_SUITE_P(
    date_and_time, Conversions,
    testing::Values(
        Answer{R"(date and time("2024-02-29T10:30:15"))", R"(@"2024-02-29T10:30:15")"},
        Answer{R"(date and time("2024-02-29"))", R"(@"2024-02-29T00:00:00")"},
        Answer{R"(date and time(from: "2024-02-29T10:30:15Z"))", R"(@"2024-02-29T10:30:15Z")"},
        Answer{R"(date and time(@"2024-02-29", @"10:30:15"))", R"(@"2024-02-29T10:30:15")"},
        Answer{R"(date and time(@"2024-02-29T23:00:00+01:00", @"10:30:15"))",
               R"(@"2024-02-29T10:30:15")"},
        Answer{R"(date and time(@"2024-02-29", @"10:30:15Z", "Asia/Shanghai"))",
               R"(@"2024-02-29T10:30:15@Asia/Shanghai")"},
        Answer{"date and time(2024, 2, 29, 10, 30, 15.5)", R"(@"2024-02-29T10:30:15.5")"},
        Answer{R"(date and time(2024, 2, 29, 10, 30, 15, @"PT8H"))",
               R"(@"2024-02-29T10:30:15+08:00")"},
        Answer{"date and time(2024, 2, 29, 10, 30, 15, null)", R"(@"2024-02-29T10:30:15")"},
        Answer{"date and time(2024, 2, 29, 10, 30, 15, 5.5)", R"(@"2024-02-29T10:30:15+05:30")"},
        Answer{R"(date and time(2024, 2, 29, 10, 30, 15, "Europe/Paris"))",
               R"(@"2024-02-29T10:30:15@Europe/Paris")"},
        Answer{R"(date and time(2024, 2, 29, 10, 30, 15, "-03:00"))",
               R"(@"2024-02-29T10:30:15-03:00")"},
        Answer{R"(date and time(2024, 2, 29, 10, 30, 15, ""))", "null feel.unknown_time_zone"},
        Answer{R"(date and time(2024, 2, 29, 10, 30, 15, "Nowhere"))",
               "null feel.unknown_time_zone"},
        Answer{"date and time(2024, 2, 29, 10, 30, 15, 19)", "null feel.no_such_offset"},
        Answer{"date and time(2024, 2, 30, 10, 30, 15)", "null feel.no_such_day"},
        Answer{"date and time(2024, 2, 29, 25, 30, 15)", "null feel.no_such_time_of_day"},
        Answer{R"(date and time("2024-02-29 10:30:15"))", "null feel.not_a_date_and_time"},
        Answer{R"(date and time(@"2024-02-29", null))", "null feel.null_argument"},
        Answer{R"(date and time("2024-02-29", @"10:30:15"))", "null feel.wrong_argument_type"}));

INSTANTIATE_TEST_SUITE_P(
    durations, Conversions,
    testing::Values(
        Answer{R"(duration("P1Y14M"))", R"(@"P2Y2M")"},
        Answer{R"(duration("-PT90M"))", R"(@"-PT1H30M")"},
        Answer{R"(duration(from: "P1D"))", R"(@"P1D")"},
        Answer{R"(duration("P1Y1D"))", "null feel.not_a_duration"},
        Answer{R"(duration("1D"))", "null feel.not_a_duration"},
        Answer{"duration(1)", "null feel.wrong_argument_type"},
        Answer{R"(years and months duration(@"2023-01-31", @"2024-02-29"))", R"(@"P1Y")"},
        Answer{R"(years and months duration(@"2023-01-31", @"2024-03-31"))", R"(@"P1Y2M")"},
        Answer{R"(years and months duration(@"2024-03-31", @"2023-01-31"))", R"(@"-P1Y2M")"},
        Answer{R"(years and months duration(@"2024-03-30", @"2023-01-31"))", R"(@"-P1Y1M")"},
        Answer{R"(years and months duration(@"2023-01-01T23:00:00", @"2024-01-01T01:00:00Z"))",
               R"(@"P1Y")"},
        Answer{R"(years and months duration(to: @"2024-01-01", from: @"2023-01-01T10:00:00"))",
               R"(@"P1Y")"},
        Answer{R"(years and months duration(@"2023-01-01", null))", "null feel.null_argument"},
        Answer{R"(years and months duration(@"2023-01-01"))", "null feel.wrong_argument_count"}));

// The examples of 10.3.4.1 and 10.3.4.8.
INSTANTIATE_TEST_SUITE_P(
    time_zones_may_be_a_small_z, Conversions,
    testing::Values(Answer{R"(time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC"))",
                           "true"},
                    Answer{R"(time("23:59:00z") = time(23, 59, 0, duration("PT0H")))", "true"},
                    Answer{R"(is(time("23:00:50z"), time("23:00:50")))", "false"},
                    Answer{R"(is(time("23:00:50z"), time("23:00:50+00:00")))", "true"}));

INSTANTIATE_TEST_SUITE_P(
    number_with_its_separators, Conversions,
    testing::Values(
        Answer{R"(number("1 234,5", " ", ","))", "1234.5"},
        Answer{R"(number("-1.234,50", ".", ","))", "-1234.5"},
        Answer{R"(number("1,23,456", ",", "."))", "123456"},
        Answer{R"(number("1,234.5", ",", null))", "1234.5"},
        Answer{R"(number("1.5", null, null))", "1.5"},
        Answer{R"(number("1.5e3", null, "."))", "1500"},
        Answer{R"(number("1234567890123456789012345678901234", null, null))",
               "1234567890123456789012345678901234"},
        Answer{R"(number(from: "1 000", decimal separator: null, grouping separator: " "))",
               "1000"},
        Answer{R"(number("1.5", null, ","))", "1.5"}, Answer{R"(number(".5", null, null))", "0.5"},
        Answer{R"(number("-,5", null, ","))", "-0.5"},
        Answer{R"(number("5.", null, null))", "null feel.not_a_number"},
        Answer{R"(number("-", null, null))", "null feel.not_a_number"},
        Answer{R"(number("1,5,0", null, ","))", "null feel.not_a_number"},
        Answer{R"(number("", null, null))", "null feel.not_a_number"},
        Answer{R"(number(" 1", null, null))", "null feel.not_a_number"},
        Answer{R"(number("1 m", " ", "."))", "null feel.not_a_number"},
        Answer{R"(number("NaN", null, null))", "null feel.not_a_number"},
        Answer{R"(number("1", ".", "."))", "null feel.bad_separators"},
        Answer{R"(number("1", "'", "."))", "null feel.bad_separators"},
        Answer{R"(number("1", " ", " "))", "null feel.bad_separators"},
        Answer{R"(number("1", "", "."))", "null feel.bad_separators"},
        Answer{R"(number("1", 1, "."))", "null feel.bad_separators"},
        Answer{R"(number(null, " ", "."))", "null feel.null_argument"},
        Answer{R"(number(1, " ", "."))", "null feel.wrong_argument_type"},
        Answer{R"(number("1"))", "null feel.wrong_argument_count"}));

INSTANTIATE_TEST_SUITE_P(
    string_of_anything_but_null, Conversions,
    testing::Values(Answer{R"(string("a \"b\""))", R"("a \"b\"")"},
                    Answer{"string(1.50)", R"("1.5")"}, Answer{"string(true)", R"("true")"},
                    Answer{R"(string(@"2024-02-29T10:30:15@Asia/Shanghai"))",
                           R"("2024-02-29T10:30:15@Asia/Shanghai")"},
                    Answer{R"(string(@"P14M"))", R"("P1Y2M")"},
                    Answer{R"(string(["a", null, [1]]))", R"("[\"a\", null, [1]]")"},
                    Answer{R"(string({a: "b"}))", R"("{a: \"b\"}")"},
                    Answer{"string([1..2))", R"~("[1..2)")~"}, Answer{"string(from: 1)", R"("1")"},
                    Answer{"string(null)", "null feel.null_argument"},
                    Answer{"string()", "null feel.wrong_argument_count"}));

TEST(Conversions, a_remark_shows_the_beginning_of_a_long_text) {
  auto const source = "date(\"" + std::string(200, 'x') + "\")";
  auto const expression = compile(source, Scope());
  ASSERT_TRUE(expression);
  Evaluator evaluator;

  evaluator.run(*expression, {});

  ASSERT_EQ(evaluator.remark_count(), 1U);
  EXPECT_EQ(evaluator.remarks()[0].says.args[0].second, std::string(80, 'x') + "…");
}

}  // namespace
}  // namespace zonebook::feel
