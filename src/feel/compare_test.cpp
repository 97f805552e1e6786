#include "feel/compare.h"

#include <gtest/gtest.h>

#include "feel/sample_values.h"
#include "feel/temporal.h"

namespace zonebook::feel {
namespace {

Value read(std::string_view text) {
  if (auto value = temporal_from(text)) return *value;
  if (auto number = Decimal::parse(text)) return *number;
  return text == "null" ? Value() : Value::text(std::string(text));
}

Value range(std::string_view start, std::string_view end, Range::Form form = Range::Form::interval,
            bool start_included = true, bool end_included = true) {
  return Range{.start = read(start),
               .end = read(end),
               .start_included = start_included,
               .end_included = end_included,
               .form = form};
}

char const* word(std::optional<bool> answer) {
  return !answer ? "null" : *answer ? "true" : "false";
}

char const* word(std::optional<std::weak_ordering> answer) {
  return !answer ? "null" : *answer < 0 ? "less" : *answer > 0 ? "greater" : "same";
}

TEST(Compare, single_values_have_an_order_within_their_kind) {
  struct {
    char const* left;
    char const* right;
    char const* order;
  } const rows[] = {
      {"1", "2", "less"},
      {"1.0", "1", "same"},
      {"-0", "0", "same"},
      {"1", "a", "null"},
      {"1", "null", "null"},
      {"a", "B", "greater"},
      {"a", "ab", "less"},
      {"～", "🐎", "less"},  // code points, not UTF-16 units
      {"2023-12-31", "2024-01-01", "less"},
      {"2023-12-31", "2023-12-31T00:00:00Z", "null"},
      {"10:30:00", "10:30:00.7", "same"},
      {"10:30:00", "10:30:01", "less"},
      {"10:30:00", "10:30:00Z", "null"},
      {"10:30:00+01:00", "10:30:00Z", "less"},
      {"10:30:00+01:00", "09:30:00Z", "same"},
      {"2024-01-01T10:30:00.9", "2024-01-01T10:30:00", "same"},
      {"2024-01-01T10:30:00", "2024-01-01T10:30:00Z", "null"},
      {"2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00Z", "same"},
      {"1969-12-31T23:59:59.9Z", "1970-01-01T00:00:00Z", "less"},
      {"P1Y", "P12M", "same"},
      {"P1Y", "P365D", "null"},
      {"P1D", "PT24H", "same"},
      {"PT0.1S", "PT0.2S", "less"},
      {"-PT0.1S", "PT0S", "less"},
  };
  for (auto const& [left, right, expected] : rows) {
    EXPECT_STREQ(word(order(read(left), read(right))), expected) << left << ' ' << right;
  }
}

TEST(Compare, clocks_with_summer_time_are_certain_only_where_every_day_agrees) {
  struct {
    char const* left;
    char const* right;
    char const* order;
  } const rows[] = {
      {"10:30:00@Europe/Paris", "10:30:00@Europe/Paris", "same"},
      {"10:30:00@Europe/Paris", "10:31:00@Europe/Paris", "less"},
      {"10:30:00@Europe/Paris", "10:30:00@Asia/Dhaka", "greater"},
      {"10:30:00@Europe/Paris", "10:30:00+02:00", "null"},
      {"10:30:00@Europe/Paris", "10:29:00+02:00", "greater"},
      {"10:30:00@Europe/Paris", "09:30:00+02:00", "greater"},
      {"10:30:00@Europe/Paris", "08:00:00Z", "greater"},
      {"10:30:00@Europe/Paris", "09:00:00Z", "null"},
      {"10:30:00@Europe/Paris", "10:30:00", "null"},
      {"10:30:00@Asia/Dhaka", "04:30:00Z", "same"},
  };
  for (auto const& [left, right, expected] : rows) {
    EXPECT_STREQ(word(order(read(left), read(right))), expected) << left << ' ' << right;
  }
}

TEST(Compare, null_equals_null_alone_and_two_kinds_cannot_be_told) {
  EXPECT_STREQ(word(equal({}, {})), "true");
  EXPECT_STREQ(word(equal({}, Decimal(0))), "false");
  EXPECT_STREQ(word(equal(Value::list({}), {})), "false");
  EXPECT_STREQ(word(equal(Value(true), Decimal(1))), "null");
  EXPECT_STREQ(word(equal(Value(true), Value(false))), "false");
  EXPECT_STREQ(word(order(Value(true), Value(false))), "null");
  EXPECT_STREQ(word(equal(Value::list({}), Value::context({}))), "null");
}

TEST(Compare, lists_and_contexts_are_equal_by_content) {
  auto const one = Value(Decimal(1));
  auto const text = Value::text("1");
  auto const both = Value::context({{"a", one}, {"b", text}});

  EXPECT_STREQ(word(equal(Value::list({one, text}), Value::list({one, text}))), "true");
  EXPECT_STREQ(word(equal(Value::list({one}), Value::list({one, one}))), "false");
  EXPECT_STREQ(word(equal(Value::list({one}), Value::list({text}))), "null");
  EXPECT_STREQ(word(equal(Value::list({one, one}), Value::list({text, Value()}))), "false");
  EXPECT_STREQ(word(equal(both, Value::context({{"b", text}, {"a", one}}))), "true");
  EXPECT_STREQ(word(equal(both, Value::context({{"a", one}, {"c", text}}))), "false");
  EXPECT_STREQ(word(equal(both, Value::context({{"a", text}, {"b", text}}))), "null");
  EXPECT_STREQ(word(equal(both, Value::context({{"a", one}}))), "false");
}

TEST(Compare, ranges_are_equal_by_ends_and_form) {
  using Form = Range::Form;
  EXPECT_STREQ(word(equal(range("1", "5"), range("1.0", "5"))), "true");
  EXPECT_STREQ(word(equal(range("1", "5"), range("1", "6"))), "false");
  EXPECT_STREQ(word(equal(range("1", "5"), range("1", "5", Form::interval, false))), "false");
  EXPECT_STREQ(word(equal(range("null", "5"), range("null", "5", Form::one_sided))), "false");
  EXPECT_STREQ(word(equal(range("5", "5"), range("5", "5", Form::equal))), "false");
  EXPECT_STREQ(word(equal(range("1", "5"), range("a", "b"))), "null");
}

TEST(Contains, asks_both_ends) {
  using Form = Range::Form;
  struct {
    char const* value;
    Value range;
    char const* answer;
  } const rows[] = {
      {"1", range("1", "5"), "true"},
      {"1", range("1", "5", Form::interval, false), "false"},
      {"5", range("1", "5", Form::interval, false, true), "true"},
      {"5", range("1", "5", Form::interval, true, false), "false"},
      {"6", range("1", "5"), "false"},
      {"a", range("1", "5"), "null"},
      {"null", range("1", "5"), "null"},
      {"3", range("null", "5"), "null"},
      {"6", range("null", "5"), "null"},
      {"3", range("null", "5", Form::one_sided), "true"},
      {"5", range("null", "5", Form::one_sided, false, false), "false"},
      {"5", range("null", "5", Form::one_sided, false, true), "true"},
      {"9", range("5", "null", Form::one_sided), "true"},
      {"5", range("5", "null", Form::one_sided, false), "false"},
      {"5", range("5", "5", Form::equal), "true"},
      {"6", range("5", "5", Form::unequal), "true"},
      {"a", range("5", "5", Form::unequal), "null"},
      {"2024-02-29", range("2024-02-01", "2024-03-01"), "true"},
  };
  for (auto const& row : rows) {
    EXPECT_STREQ(word(contains(row.range.range(), read(row.value))), row.answer)
        << row.value << " in " << to_text(row.range);
  }
}

TEST(Compare, order_is_antisymmetric_and_agrees_with_equality) {
  Samples samples(1);
  for (int i = 0; i < 50'000; ++i) {
    auto const a = samples.value();
    auto const b = samples.value();
    auto const forward = order(a, b);
    auto const back = order(b, a);

    ASSERT_EQ(forward.has_value(), back.has_value()) << to_literal(a) << ' ' << to_literal(b);
    ASSERT_EQ(equal(a, b), equal(b, a)) << to_literal(a) << ' ' << to_literal(b);
    if (!forward) continue;
    EXPECT_EQ(*forward < 0, *back > 0) << to_literal(a) << ' ' << to_literal(b);
    EXPECT_EQ(*forward == 0, equal(a, b)) << to_literal(a) << ' ' << to_literal(b);
  }
}

TEST(Compare, order_is_transitive) {
  Samples samples(2);
  for (int i = 0; i < 50'000; ++i) {
    auto const kind = static_cast<Kind>(samples.below(9));
    Value const some[] = {samples.atom(kind), samples.atom(kind), samples.atom(kind)};
    auto const first = order(some[0], some[1]);
    auto const second = order(some[1], some[2]);
    if (!first || !second || *first > 0 || *second > 0) continue;

    auto const whole = order(some[0], some[2]);
    ASSERT_TRUE(whole) << to_literal(some[0]) << ' ' << to_literal(some[2]);
    EXPECT_TRUE(*whole <= 0);
    EXPECT_EQ(*whole == 0, *first == 0 && *second == 0);
  }
}

TEST(Compare, what_is_compared_with_itself_is_the_same) {
  Samples samples(3);
  for (int i = 0; i < 5'000; ++i) {
    auto const value = samples.value(3);
    EXPECT_EQ(equal(value, value), true) << to_literal(value);
  }
}

}  // namespace
}  // namespace zonebook::feel
