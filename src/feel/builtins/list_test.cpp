// List functions and sort.

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Lists : public testing::TestWithParam<Answer> {};

TEST_P(Lists, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    elements_are_found_where_they_are_equal, Lists,
    testing::Values(Answer{R"(list contains([1, 2.0, "3"], 2))", "true"},
                    Answer{R"(list contains([1, 2], "2"))", "false"},
                    Answer{"list contains([1, null], null)", "true"},
                    Answer{"list contains([], null)", "false"},
                    Answer{"list contains([[1, 2], {a: 1}], {a: 1.0})", "true"},
                    Answer{"list contains(element: 2, list: [1, 2])", "true"},
                    Answer{"list contains(null, 1)", "null feel.null_argument"},
                    Answer{R"(index of(["a", "b", "a"], "a"))", "[1, 3]"},
                    Answer{"index of([null, 1, null], null)", "[1, 3]"},
                    Answer{"index of([1, 2], 3)", "[]"},
                    Answer{"index of(list: [4], match: 4)", "[1]"}));

INSTANTIATE_TEST_SUITE_P(
    repetitions_go_and_the_first_stays, Lists,
    testing::Values(
        Answer{"distinct values([3, 1, 3.0, 2, 1])", "[3, 1, 2]"},
        Answer{R"(distinct values(["1", 1, null, null]))", R"(["1", 1, null])"},
        Answer{"distinct values([[1], [1.0], [2], [1, 2], [2, 1]])", "[[1], [2], [1, 2], [2, 1]]"},
        Answer{"distinct values([{a: 1, b: 2}, {b: 2, a: 1}, {a: 1}])", "[{a: 1, b: 2}, {a: 1}]"},
        Answer{R"(distinct values([@"P1Y", @"P12M", @"P1D", @"PT24H"]))", R"([@"P1Y", @"P1D"])"},
        Answer{R"(distinct values([@"2024-01-01T10:00:00Z", @"2024-01-01T12:00:00+02:00"]))",
               R"([@"2024-01-01T10:00:00Z"])"},
        Answer{R"(distinct values([@"10:00:00.1", @"10:00:00.2", @"10:00:01"]))",
               R"([@"10:00:00.1", @"10:00:01"])"},
        Answer{R"(distinct values([@"10:00:00", @"10:00:00Z", @"11:00:00+01:00"]))",
               R"([@"10:00:00", @"10:00:00Z"])"},
        Answer{"distinct values([[1..2], [1..2], [1..2)])", "[[1..2], [1..2)]"},
        Answer{"distinct values([])", "[]"}, Answer{"union([1, 2], [2, 3], [3, 1])", "[1, 2, 3]"},
        Answer{"union([1, 1])", "[1]"}, Answer{"union([1], null)", "null feel.null_argument"},
        Answer{R"(union([1], 1, "a"))", R"([1, "a"])"}));

INSTANTIATE_TEST_SUITE_P(
    lists_are_made_of_lists, Lists,
    testing::Values(Answer{"append([1], 2, [3], null)", "[1, 2, [3], null]"},
                    Answer{"append(1, 2)", "[1, 2]"},
                    Answer{"append([])", "null feel.wrong_argument_count"},
                    Answer{"append(list: [1], item: 2)", "[1, 2]"},
                    Answer{"concatenate([1], [], [[2]], 3)", "[1, [2], 3]"},
                    Answer{"concatenate([1], null)", "null feel.null_argument"},
                    Answer{R"(insert before(["a", "b"], 1, "c"))", R"(["c", "a", "b"])"},
                    Answer{R"(insert before(["a", "b"], -1, "c"))", R"(["a", "c", "b"])"},
                    Answer{R"(insert before(["a", "b"], -2, null))", R"([null, "a", "b"])"},
                    Answer{R"(insert before(["a", "b"], 2.9, "c"))", R"(["a", "c", "b"])"},
                    Answer{R"(insert before(["a", "b"], 3, "c"))", "null feel.no_such_position"},
                    Answer{R"(insert before([], 1, "c"))", "null feel.no_such_position"},
                    Answer{"insert before(list: [1], position: 1, newItem: 0)", "[0, 1]"},
                    Answer{R"(remove(["a", "b", "c"], 2))", R"(["a", "c"])"},
                    Answer{R"(remove(["a", "b", "c"], -1))", R"(["a", "b"])"},
                    Answer{R"(remove(["a"], 1))", "[]"},
                    Answer{R"(remove(["a"], 0))", "null feel.no_such_position"},
                    Answer{R"(remove(["a"], -2))", "null feel.no_such_position"},
                    Answer{R"(remove(["a"], 10 ** 40))", "null feel.no_such_position"},
                    Answer{"reverse([1, [2, 3], null])", "[null, [2, 3], 1]"},
                    Answer{"reverse([])", "[]"},
                    Answer{"flatten([1, [2, [], [3, [[4]]]], {a: [5]}])", "[1, 2, 3, 4, {a: [5]}]"},
                    Answer{"flatten([[], [[]]])", "[]"}, Answer{"flatten(7)", "[7]"}));

INSTANTIATE_TEST_SUITE_P(
    a_sublist_stays_within_the_list, Lists,
    testing::Values(Answer{R"(sublist(["a", "b", "c"], 2))", R"(["b", "c"])"},
                    Answer{R"(sublist(["a", "b", "c"], 2, null))", R"(["b", "c"])"},
                    Answer{R"(sublist(["a", "b", "c"], -2))", R"(["b", "c"])"},
                    Answer{R"(sublist(["a", "b", "c"], -3, 2))", R"(["a", "b"])"},
                    Answer{R"(sublist(["a", "b", "c"], 3, 1))", R"(["c"])"},
                    Answer{R"(sublist(["a", "b", "c"], 1.9, 1.9))", R"(["a"])"},
                    Answer{R"(sublist(["a", "b", "c"], 2, 3))", "null feel.bad_sublist_length"},
                    Answer{R"(sublist(["a", "b", "c"], 1, 0))", "null feel.bad_sublist_length"},
                    Answer{R"(sublist(["a", "b", "c"], 0))", "null feel.no_such_position"},
                    Answer{R"(sublist(["a", "b", "c"], 4))", "null feel.no_such_position"},
                    Answer{"sublist([], 1)", "null feel.no_such_position"},
                    Answer{"sublist(list: [1, 2], start position: 2, length: 1)", "[2]"}));

INSTANTIATE_TEST_SUITE_P(
    list_replace_by_position_or_by_match, Lists,
    testing::Values(
        Answer{R"(list replace(["a", "b"], 2, null))", R"(["a", null])"},
        Answer{R"(list replace(["a", "b"], -2, "c"))", R"(["c", "b"])"},
        Answer{R"(list replace(["a", "b"], 3, "c"))", "null feel.no_such_position"},
        Answer{"list replace([1, 5, 9], function(old, new) old > new, 4)", "[1, 4, 4]"},
        Answer{"list replace([], function(old, new) old > new, 4)", "[]"},
        Answer{R"(list replace(["ab", "cd"], contains, "a"))", R"(["a", "cd"])"},
        Answer{"list replace([1], function(old) true, 4)", "null feel.function_of_two_expected"},
        Answer{"list replace([1], function(old, new) old, 4)", "null feel.function_not_boolean"},
        Answer{"list replace([1], function(old, new) null, 4)", "null feel.function_not_boolean"},
        Answer{"list replace([1, 2], [1], 7)", "[7, 2]"}));

INSTANTIATE_TEST_SUITE_P(
    sort_is_stable, Lists,
    testing::Values(Answer{"sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]"},
                    Answer{"sort([3, 1, 2, 1], function(x, y) x > y)", "[3, 2, 1, 1]"},
                    Answer{R"(sort(["b", "a", "B"], function(x, y) x < y))", R"(["B", "a", "b"])"},
                    Answer{"sort([31, 12, 32, 11], function(x, y) floor(x / 10) < floor(y / 10))",
                           "[12, 11, 31, 32]"},
                    Answer{"sort([31, 12, 32, 11], function(x, y) floor(x / 10) <= floor(y / 10))",
                           "[11, 12, 32, 31]"},
                    Answer{"sort([2, 1], function(x, y) false)", "[2, 1]"},
                    Answer{"sort([], function(x, y) x < y)", "[]"},
                    Answer{R"(sort([1], function(x, y) "never asked"))", "[1]"},
                    Answer{"sort(precedes: function(x, y) x < y, list: [2, 1])", "[1, 2]"},
                    Answer{R"(sort(["ab", "a"], starts with))", R"(["ab", "a"])"},
                    Answer{"sort([2, 1], function(x, y) x - y)", "null feel.function_not_boolean"},
                    Answer{"sort([2, 1], function(x) true)", "null feel.function_of_two_expected"},
                    Answer{"sort([2, 1], abs)", "null feel.function_of_two_expected"},
                    Answer{"sort([2, 1])", "null feel.wrong_argument_count"},
                    Answer{"sort(null, function(x, y) x < y)", "null feel.null_argument"},
                    Answer{"sort([2, null], function(x, y) x < y)",
                           "null feel.not_comparable feel.function_not_boolean"}));

// A run over one list under the name `items`.
Value run_over(std::string_view source, List items, Evaluator& evaluator) {
  Scope scope;
  scope.name("items", list_of(any_type()));
  auto const expression = compile(source, scope);
  EXPECT_TRUE(expression);
  return evaluator.run(*expression, std::vector{Value::list(std::move(items))});
}

Value whole(std::int64_t number) { return Value(Decimal(number)); }

TEST(Lists, sort_agrees_with_the_library_by_seed) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    List items;
    std::vector<std::pair<std::int64_t, std::size_t>> tens;  // with their places: a stable order
    for (auto i = random() % 40; i > 0; --i) {
      std::int64_t const number = random() % 100;
      tens.emplace_back(number / 10, items.size());
      items.push_back(whole(number));
    }
    std::ranges::sort(tens);
    List expected;
    for (auto const& [ten, place] : tens) expected.push_back(items[place]);
    Evaluator evaluator;

    auto const sorted =
        run_over("sort(items, function(x, y) floor(x / 10) < floor(y / 10))", items, evaluator);

    EXPECT_EQ(to_literal(sorted), to_literal(Value::list(expected)));
  }
}

TEST(Lists, a_hundred_thousand_distinct_values_are_within_the_limits) {
  List items;
  for (int i = 0; i < 100'000; ++i) items.push_back(whole(i % 50'000));
  Evaluator evaluator;

  auto const count = run_over("count(distinct values(items))", std::move(items), evaluator);

  EXPECT_EQ(to_literal(count), "50000");
}

TEST(Lists, sorting_asks_no_more_than_n_log_n_questions) {
  List items;
  for (int i = 0; i < 4096; ++i) items.push_back(whole(i * 7919 % 4099));
  Options options;
  options.limits.steps = 4096 * 13 * 16;  // a question is about a dozen steps
  Evaluator evaluator(options);

  auto const sorted = run_over("sort(items, function(x, y) x < y)", std::move(items), evaluator);

  EXPECT_TRUE(sorted.is(Kind::list)) << evaluator.remark_count();
}

TEST(Lists, comparing_everything_with_everything_is_charged) {
  List items;
  auto const zoned = *ClockTime::parse("10:00:00+01:00");
  for (int i = 0; i < 10'000; ++i) {
    auto time = zoned;
    time.nanos = i * ClockTime::nanos_per_second;
    items.emplace_back(std::move(time));
  }
  Evaluator evaluator;

  auto const distinct = run_over("distinct values(items)", std::move(items), evaluator);

  EXPECT_TRUE(distinct.is_null());
  ASSERT_EQ(evaluator.remark_count(), 1U);
  EXPECT_EQ(evaluator.remarks()[0].says.key, "feel.limit_reached");
}

TEST(Lists, deep_nests_are_flattened_without_a_deep_stack) {
  auto nest = Value::list({whole(1)});
  for (int i = 0; i < 10'000; ++i) nest = Value::list({nest, whole(2)});
  Evaluator evaluator;

  auto const count = run_over("count(flatten(items))", {nest}, evaluator);

  EXPECT_EQ(to_literal(count), "10001");
}

}  // namespace
}  // namespace zonebook::feel
