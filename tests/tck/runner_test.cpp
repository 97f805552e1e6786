// The runner judges rightly: on a small suite of its own, and on values.

#include <gtest/gtest.h>

#include <map>

#include "report.h"

namespace zonebook::tck {
namespace {

using feel::Value;

std::map<std::string, Verdict> verdicts(std::string const& file) {
  std::map<std::string, Verdict> by_id;
  for (auto& verdict : run_suite(file).verdicts) by_id[verdict.id] = verdict;
  return by_id;
}

TEST(tck_runner, right_answers_pass_and_all_others_fail) {
  auto const cases = verdicts("tests/tck/sample/sample-test-01.xml");
  ASSERT_EQ(cases.size(), 10u);

  for (auto const* id : {"right", "close", "error", "plain null", "context", "service"}) {
    EXPECT_TRUE(cases.at(id).passed) << id << ": " << cases.at(id).why;
  }
  EXPECT_EQ(cases.at("wrong").why, "half: another value");
  EXPECT_EQ(cases.at("wrong").expected, "2.51");
  EXPECT_EQ(cases.at("wrong").got, "2.5");
  EXPECT_EQ(cases.at("unwanted remark").why, "noisy: unwanted remark");
  EXPECT_EQ(cases.at("unwanted remark").remarks.size(), 1u);
  EXPECT_EQ(cases.at("missing remark").why, "quiet: missing remark");
  EXPECT_EQ(cases.at("one of two results is wrong").why, "third: another value");
  EXPECT_TRUE(cases.at("close").only_close);
  EXPECT_FALSE(cases.at("service").only_close);
}

TEST(tck_runner, a_suite_whose_model_is_missing_fails_in_every_case) {
  auto const cases = verdicts("tests/tck/sample/no-model-test-01.xml");

  ASSERT_EQ(cases.size(), 2u);
  EXPECT_FALSE(cases.at("1").passed);
  EXPECT_FALSE(cases.at("2").passed);
  EXPECT_FALSE(run_suite("tests/tck/sample/nothing.xml").verdicts.at(0).passed);
}

TEST(tck_runner, values_are_compared_by_kind_and_to_the_last_digit) {
  auto number = [](char const* text) { return Value(*Decimal::parse(text)); };
  auto one = number("1");

  EXPECT_EQ(compare(one, number("1.00")), Likeness::same);
  EXPECT_EQ(compare(one, number("1.000000001")), Likeness::close);
  EXPECT_EQ(compare(one, number("1.00000001")), Likeness::different);
  EXPECT_EQ(compare(one, Value::text("1")), Likeness::different);
  EXPECT_EQ(compare(one, Value()), Likeness::different);
  EXPECT_EQ(compare(one, Value::list({one})), Likeness::different);
  EXPECT_EQ(compare(Value::list({one, one}), Value::list({one, number("1.000000001")})),
            Likeness::close);
  EXPECT_EQ(compare(Value::context({{"a", one}}), Value::context({{"a", one}, {"b", one}})),
            Likeness::different);
  auto moment = [](char const* text) { return Value(*DateTime::parse(text)); };
  EXPECT_EQ(compare(moment("2023-12-31T10:00:00.1Z"), moment("2023-12-31T10:00:00.2Z")),
            Likeness::different);
  EXPECT_EQ(compare(moment("2023-12-31T10:00:00Z"), moment("2023-12-31T10:00:00+00:00")),
            Likeness::same);
}

TEST(tck_runner, tallies_count_folders_cases_and_kinds) {
  Tally tally;
  tally.append(run_suite("tests/tck/sample/sample-test-01.xml"));

  EXPECT_EQ(tally.cases, 10u);
  EXPECT_EQ(tally.passed, 6u);
  EXPECT_EQ(tally.valued, 7u);
  EXPECT_EQ(tally.valued_passed, 4u);
  EXPECT_EQ(tally.errors, 2u);
  EXPECT_EQ(tally.errors_passed, 1u);
  EXPECT_EQ(tally.plain_nulls, 2u);
  EXPECT_EQ(tally.remarked_nulls, 0u);
  EXPECT_EQ(tally.only_close, 1u);
  EXPECT_EQ(tally.green_folders, 0u);
  EXPECT_FALSE(tally.is_green());
}

}  // namespace
}  // namespace zonebook::tck
