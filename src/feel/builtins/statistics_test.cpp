// Functions that make one value of many.

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Statistics : public testing::TestWithParam<Answer> {};

TEST_P(Statistics, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(of_nothing, Statistics,
                         testing::Values(Answer{"count([])", "0"}, Answer{"min([])", "null"},
                                         Answer{"max([])", "null"}, Answer{"sum([])", "null"},
                                         Answer{"mean([])", "null"}, Answer{"median([])", "null"},
                                         Answer{"mode([])", "[]"},
                                         Answer{"product([])", "null feel.product_of_nothing"},
                                         Answer{"stddev([])", "null feel.deviation_of_too_few"},
                                         Answer{"max(null)", "null feel.null_argument"},
                                         Answer{"sum(list: null)", "null feel.null_argument"},
                                         Answer{"mean()", "null feel.wrong_argument_count"}));

INSTANTIATE_TEST_SUITE_P(counting, Statistics,
                         testing::Values(Answer{"count([1, null, [2, 3]])", "3"},
                                         Answer{R"(count("one"))", "1"},
                                         Answer{"count(1, 2)", "null feel.wrong_argument_count"},
                                         Answer{"count(null)", "null feel.null_argument"}));

INSTANTIATE_TEST_SUITE_P(
    the_least_and_the_greatest, Statistics,
    testing::Values(Answer{"min(3, 1.5, 2)", "1.5"}, Answer{"max([3, 1.5, 2])", "3"},
                    Answer{"max(7)", "7"}, Answer{R"(min("b", "ab", "B"))", R"("B")"},
                    Answer{R"(max(@"2023-12-31", @"2024-01-01"))", R"(@"2024-01-01")"},
                    Answer{R"(min([@"PT1H", @"PT59M"]))", R"(@"PT59M")"},
                    Answer{R"(max(@"P1Y", @"P13M"))", R"(@"P1Y1M")"},
                    Answer{R"(max([@"2024-01-01T00:00:00Z", @"2024-01-01T00:30:00+01:00"]))",
                           R"(@"2024-01-01T00:00:00Z")"},
                    Answer{"min(list: [2, 1])", "1"},
                    Answer{R"(max(1, "2"))", "null feel.item_not_comparable"},
                    Answer{"min([1, null])", "null feel.item_not_comparable"},
                    Answer{R"(max(@"P1Y", @"P365D"))", "null feel.item_not_comparable"},
                    Answer{"max(true, false)", "null feel.item_not_comparable"},
                    Answer{R"(max(@"10:00:00", @"10:00:00Z"))", "null feel.item_not_comparable"}));

INSTANTIATE_TEST_SUITE_P(
    sums_and_products, Statistics,
    testing::Values(Answer{"sum(1, 2, 3.5)", "6.5"}, Answer{"sum([0.1, 0.2])", "0.3"},
                    Answer{"sum(5)", "5"}, Answer{"sum(list: [1, 2])", "3"},
                    Answer{"sum(1, null)", "null feel.item_not_number"},
                    Answer{R"(sum([1, "2"]))", "null feel.item_not_number"},
                    Answer{R"(sum([@"PT1H", @"PT2H"]))", "null feel.item_not_number"},
                    Answer{"sum(9e6144, 9e6144)", "null feel.number_out_of_range"},
                    Answer{"product(2, 3.5)", "7"}, Answer{"product([5])", "5"},
                    Answer{"product([1e4000, 1e4000])", "null feel.number_out_of_range"},
                    Answer{"product(2, true)", "null feel.item_not_number"},
                    Answer{"mean(1, 2)", "1.5"},
                    Answer{"mean([1, 1, 2])", "1.333333333333333333333333333333333"},
                    Answer{"mean([1, null])", "null feel.item_not_number"}));

INSTANTIATE_TEST_SUITE_P(
    the_middle_and_the_spread, Statistics,
    testing::Values(Answer{"median(7, 1, 3)", "3"}, Answer{"median([4, 1, 3, 2])", "2.5"},
                    Answer{"median([1, 1, 2, 2])", "1.5"}, Answer{"median(-2.5)", "-2.5"},
                    Answer{R"(median([1, "2"]))", "null feel.item_not_number"},
                    Answer{"abs(stddev([1, 2, 3, 4, 5]) ** 2 - 2.5) < 1e-30", "true"},
                    Answer{"stddev([2, 4])", "1.414213562373095048801688724209698"},
                    Answer{"stddev(5, 5, 5)", "0"},
                    Answer{"stddev(5)", "null feel.deviation_of_too_few"},
                    Answer{"stddev([1, null])", "null feel.item_not_number"},
                    Answer{"mode(1, 2, 2, 3)", "[2]"}, Answer{"mode([3, 1, 2])", "[1, 2, 3]"},
                    Answer{"mode([3, 1.0, 3.00, 1])", "[1, 3]"},
                    Answer{R"(mode(["a"]))", "null feel.item_not_number"}));

}  // namespace
}  // namespace zonebook::feel
