#include "feel/arithmetic.h"

#include <gtest/gtest.h>

#include "feel/compare.h"
#include "feel/sample_values.h"
#include "feel/temporal.h"

namespace zonebook::feel {
namespace {

Value read(std::string_view text) {
  if (auto value = temporal_from(text)) return *value;
  if (auto number = Decimal::parse(text)) return *number;
  if (text == "null") return {};
  if (text == "true") return Value(true);
  return Value::text(std::string(text));
}

struct Row {
  char const* left;
  char sign;
  char const* right;
  char const* answer;  // as to_text, or the key of the reason
};

void expect_answers(std::span<Row const> rows) {
  for (auto const& [left, sign, right, expected] : rows) {
    auto const a = read(left);
    auto const b = read(right);
    auto const outcome = sign == '+'   ? add(a, b)
                         : sign == '-' ? subtract(a, b)
                         : sign == '*' ? multiply(a, b)
                         : sign == '/' ? divide(a, b)
                                       : power(a, b);
    EXPECT_EQ(outcome ? to_text(*outcome) : outcome.error().key, expected)
        << left << ' ' << sign << ' ' << right;
  }
}

TEST(Arithmetic, numbers_and_texts) {
  Row const rows[] = {
      {"0.1", '+', "0.2", "0.3"},
      {"1", '-', "1.00", "0"},
      {"1.5", '*', "-4", "-6"},
      {"2", '/', "3", "0.6666666666666666666666666666666667"},
      {"1", '/', "0", "feel.division_by_zero"},
      {"0", '/', "0", "feel.division_by_zero"},
      {"9e6144", '+', "9e6144", "feel.result_too_large"},
      {"1e6144", '*', "10", "feel.result_too_large"},
      {"2", '^', "10", "1024"},
      {"0", '^', "-1", "feel.no_such_power"},
      {"-8", '^', "0.5", "feel.no_such_power"},
      {"ab", '+', "c", "abc"},
      {"ab", '-', "c", "feel.cannot_subtract"},
      {"ab", '+', "1", "feel.cannot_add"},
      {"ab", '*', "3", "feel.cannot_multiply"},
      {"true", '+', "1", "feel.cannot_add"},
      {"1", '/', "ab", "feel.cannot_divide"},
      {"ab", '^', "2", "feel.cannot_raise"},
      {"1", '+', "null", "feel.operand_is_null"},
      {"null", '/', "0", "feel.operand_is_null"},
      {"null", '^', "null", "feel.operand_is_null"},
  };
  expect_answers(rows);
}

TEST(Arithmetic, dates_and_lengths) {
  Row const rows[] = {
      {"2024-01-31", '+', "P1M", "2024-02-29"},
      {"P1M", '+', "2023-01-31", "2023-02-28"},
      {"2024-03-31", '-', "P1M", "2024-02-29"},
      {"2024-02-28", '+', "P2D", "2024-03-01"},
      {"2024-02-28", '+', "PT23H59M", "2024-02-28"},
      {"2024-02-28", '-', "PT0.5S", "2024-02-27"},
      {"1970-01-01", '-', "P1D", "1969-12-31"},
      {"PT48H", '+', "1969-12-30", "1970-01-01"},
      {"2024-03-01", '-', "2024-02-01", "P29D"},
      {"2024-02-01", '-', "2024-03-01", "-P29D"},
      {"999999999-12-31", '+', "P1D", "feel.date_out_of_range"},
      {"999999999-12-31", '+', "P1M", "feel.date_out_of_range"},
      {"2024-03-01", '+', "2024-02-01", "feel.cannot_add"},
      {"P1D", '-', "2024-02-01", "feel.cannot_subtract"},
      {"2024-02-01", '-', "null", "feel.operand_is_null"},
      {"2024-02-01", '*', "2", "feel.cannot_multiply"},
      {"2024-02-01", '+', "1", "feel.cannot_add"},
      {"2024-02-01", '-', "10:00:00", "feel.cannot_subtract"},
  };
  expect_answers(rows);
}

TEST(Arithmetic, moments_and_lengths) {
  Row const rows[] = {
      {"2024-01-31T10:00:00", '+', "P1M", "2024-02-29T10:00:00"},
      {"2024-01-31T10:00:00+02:00", '+', "PT14H", "2024-02-01T00:00:00+02:00"},
      {"2024-01-31T10:00:00.25Z", '-', "PT0.5S", "2024-01-31T09:59:59.75Z"},
      {"2024-03-30T12:00:00@Europe/Paris", '+', "P1D", "2024-03-31T13:00:00@Europe/Paris"},
      {"2024-03-30T12:00:00@Europe/Paris", '+', "P1M", "2024-04-30T12:00:00@Europe/Paris"},
      {"2024-03-01T00:00:00", '-', "2024-02-28T12:00:00", "P1DT12H"},
      {"2024-03-01T00:00:00Z", '-', "2024-03-01T00:00:00+01:00", "PT1H"},
      {"2024-03-01T00:00:00Z", '-', "2024-03-01T00:00:00.5Z", "-PT0.5S"},
      {"2024-03-01T00:00:00Z", '-', "2024-03-01T00:00:00", "feel.one_side_without_zone"},
      {"2024-03-01T00:00:00+01:00", '-', "2024-03-01", "-PT1H"},
      {"2024-03-01", '-', "2024-03-01T00:00:00+01:00", "PT1H"},
      {"2024-03-01", '-', "2024-03-01T00:00:00", "feel.one_side_without_zone"},
      {"2024-03-01T00:00:00Z", '+', "2024-03-01T00:00:00Z", "feel.cannot_add"},
  };
  expect_answers(rows);
}

TEST(Arithmetic, clocks_and_lengths) {
  Row const rows[] = {
      {"23:30:00", '+', "PT1H", "00:30:00"},
      {"PT1H", '+', "23:30:00+02:00", "00:30:00+02:00"},
      {"00:30:00", '-', "P1DT1H", "23:30:00"},
      {"10:00:00", '-', "12:30:00.5", "-PT2H30M0.5S"},
      {"10:00:00Z", '-', "10:00:00+02:00", "PT2H"},
      {"10:00:00", '-', "10:00:00Z", "feel.one_side_without_zone"},
      {"10:00:00@Europe/Paris", '-', "09:00:00@Europe/Paris", "PT1H"},
      {"10:00:00@Europe/Paris", '-', "09:00:00Z", "feel.time_needs_its_date"},
      {"10:00:00@Asia/Dhaka", '-', "04:00:00Z", "PT0S"},
      {"10:00:00", '+', "P1M", "feel.cannot_add"},
      {"10:00:00", '-', "P1M", "feel.cannot_subtract"},
  };
  expect_answers(rows);
}

TEST(Arithmetic, lengths_and_numbers) {
  Row const rows[] = {
      {"P1Y", '+', "-P14M", "-P2M"},
      {"P1D", '-', "PT0.25S", "PT23H59M59.75S"},
      {"P1Y", '+', "P1D", "feel.cannot_add"},
      {"P1Y", '-', "P1D", "feel.cannot_subtract"},
      {"P1Y", '*', "1.99", "P1Y11M"},
      {"-1.99", '*', "P1Y", "-P1Y11M"},
      {"P1D", '*', "-0.5", "-PT12H"},
      {"-PT0.5S", '*', "3", "-PT1.5S"},
      {"PT1S", '/', "3", "PT0.333333333S"},
      {"-PT1S", '/', "3", "-PT0.333333333S"},
      {"P1Y", '/', "5", "P2M"},
      {"-P1Y", '/', "5", "-P2M"},
      {"P1Y", '/', "P4M", "3"},
      {"PT1H", '/', "-PT0.5S", "-7200"},
      {"P1Y", '/', "0", "feel.division_by_zero"},
      {"P1Y", '/', "P0M", "feel.division_by_zero"},
      {"P1Y", '/', "P1D", "feel.cannot_divide"},
      {"1", '/', "P1D", "feel.cannot_divide"},
      {"P1Y", '*', "P1Y", "feel.cannot_multiply"},
      {"P1D", '*', "null", "feel.operand_is_null"},
      {"P1Y", '*', "1e30", "feel.duration_too_long"},
      {"P1D", '*', "1e30", "feel.duration_too_long"},
      {"P1D", '*', "1e-30", "PT0S"},
      {"P1D", '^', "2", "feel.cannot_raise"},
  };
  expect_answers(rows);
}

TEST(Arithmetic, numbers_and_lengths_have_a_negative) {
  std::pair<char const*, char const*> const rows[] = {
      {"1.5", "-1.5"},
      {"P1M", "-P1M"},
      {"-PT0.5S", "PT0.5S"},
      {"abc", "feel.cannot_negate"},
      {"null", "feel.operand_is_null"},
      {"2024-01-01", "feel.cannot_negate"},
  };
  for (auto const& [value, expected] : rows) {
    auto const outcome = negate(read(value));
    EXPECT_EQ(outcome ? to_text(*outcome) : outcome.error().key, expected) << value;
  }
}

TEST(Arithmetic, a_reason_names_both_kinds) {
  auto const outcome = add(read("2024-01-01"), read("10:00:00"));

  ASSERT_FALSE(outcome);
  EXPECT_EQ(
      outcome.error(),
      (Text{"feel.cannot_add", {{"left", noun_of(Kind::date)}, {"right", noun_of(Kind::time)}}}));
}

// What every pair of kinds may do, against tables 45 to 48 written as one string of kinds: null,
// boolean, number, string, date, time, moment, months, seconds.
TEST(Arithmetic, only_these_kinds_go_together) {
  std::string_view const kinds = "0bnsdtmMS";
  std::string_view const sums = "nn ss dM dS mM mS tS Md Sd Mm Sm St MM SS";
  std::string_view const differences = "nn dd tt mm dm md dM dS mM mS tS MM SS";
  std::string_view const products = "nn nM nS Mn Sn";
  std::string_view const quotients = "nn Mn Sn MM SS";
  Samples samples(5);
  for (int i = 0; i < 20'000; ++i) {
    int const row = samples.below(9);
    int const column = samples.below(9);
    auto const left = samples.atom(static_cast<Kind>(row));
    auto const right = samples.atom(static_cast<Kind>(column));
    std::string const pair = {kinds[static_cast<std::size_t>(row)],
                              kinds[static_cast<std::size_t>(column)]};
    auto const goes = [](Outcome const& outcome) {
      return outcome || (!outcome.error().key.starts_with("feel.cannot_") &&
                         outcome.error().key != "feel.operand_is_null");
    };
    EXPECT_EQ(goes(add(left, right)), sums.contains(pair)) << pair;
    EXPECT_EQ(goes(subtract(left, right)), differences.contains(pair)) << pair;
    EXPECT_EQ(goes(multiply(left, right)), products.contains(pair)) << pair;
    EXPECT_EQ(goes(divide(left, right)), quotients.contains(pair)) << pair;
    EXPECT_EQ(goes(power(left, right)), pair == "nn") << pair;
  }
}

TEST(Arithmetic, what_is_added_can_be_taken_away) {
  Samples samples(6);
  for (int i = 0; i < 20'000; ++i) {
    Value const points[] = {samples.date_time(), samples.time(), samples.number(),
                            samples.seconds()};
    Value const lengths[] = {samples.seconds(), samples.seconds(), samples.number(),
                             samples.seconds()};
    auto const which = static_cast<std::size_t>(samples.below(4));
    auto const later = add(points[which], lengths[which]);
    ASSERT_TRUE(later);
    auto const back = subtract(*later, lengths[which]);
    ASSERT_TRUE(back);
    EXPECT_EQ(to_text(*back), to_text(points[which])) << to_text(lengths[which]);
  }
}

TEST(Arithmetic, whole_days_and_dates_are_exact) {
  Samples samples(8);
  for (int i = 0; i < 20'000; ++i) {
    Value const from = samples.date();
    Value const to = samples.date();
    auto const length = subtract(to, from);
    ASSERT_TRUE(length);
    EXPECT_EQ(to_text(*add(from, *length)), to_text(to));
    EXPECT_EQ(to_text(*subtract(to, *length)), to_text(from));
    EXPECT_EQ(order(from, to), order(Value(SecondsDuration{}), *length));
  }
}

TEST(Arithmetic, a_quotient_of_lengths_times_one_is_the_other) {
  Samples samples(9);
  for (int i = 0; i < 5'000; ++i) {
    Value const unit = samples.months();
    Value const times = Decimal(samples.below(100) - 50);
    auto const whole = multiply(unit, times);
    ASSERT_TRUE(whole);
    auto const quotient = divide(*whole, unit);
    if (unit.months_duration().months == 0) continue;
    ASSERT_TRUE(quotient);
    EXPECT_EQ(equal(*quotient, times), true);
  }
}

}  // namespace
}  // namespace zonebook::feel
