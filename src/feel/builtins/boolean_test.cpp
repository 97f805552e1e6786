#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Boolean : public testing::TestWithParam<Answer> {};

TEST_P(Boolean, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(not_swaps_true_and_false_and_nothing_else, Boolean,
                         testing::Values(Answer{"not(true)", "false"}, Answer{"not(1 > 2)", "true"},
                                         Answer{"not(null)", "null"},
                                         Answer{"not(negand: false)", "true"},
                                         Answer{"not(12)", "null feel.not_boolean"},
                                         Answer{"not([true, false])", "null feel.not_boolean"}));

INSTANTIATE_TEST_SUITE_P(
    all_is_three_valued, Boolean,
    testing::Values(Answer{"all([])", "true"}, Answer{"all([true])", "true"},
                    Answer{"all([null, false])", "false"}, Answer{"all([null, true])", "null"},
                    Answer{"all(null, false)", "false"}, Answer{"all(true, true)", "true"},
                    Answer{"all([false, \"no\"])", "null feel.item_not_boolean"},
                    Answer{"all([\"no\", false])", "null feel.item_not_boolean"},
                    Answer{"all(\"no\")", "null feel.item_not_boolean"},
                    Answer{"all(null)", "null feel.null_argument"},
                    Answer{"all(list: [true, null, false])", "false"}));

INSTANTIATE_TEST_SUITE_P(
    any_is_three_valued, Boolean,
    testing::Values(Answer{"any([])", "false"}, Answer{"any([false])", "false"},
                    Answer{"any([null, true])", "true"}, Answer{"any([null, false])", "null"},
                    Answer{"any(false, null, true)", "true"}, Answer{"any(false, false)", "false"},
                    Answer{"any(true)", "true"},
                    Answer{"any([true, 1])", "null feel.item_not_boolean"},
                    Answer{"any(0)", "null feel.item_not_boolean"},
                    Answer{"any(null)", "null feel.null_argument"},
                    Answer{"any(list: [false, false])", "false"}));

INSTANTIATE_TEST_SUITE_P(
    is_wants_the_same_value_of_the_same_kind, Boolean,
    testing::Values(Answer{"is(1, 1.00)", "true"}, Answer{"is(1, \"1\")", "false"},
                    Answer{"is(null, null)", "true"}, Answer{"is(null, false)", "false"},
                    Answer{"is([1], 1)", "false"}, Answer{"is([1, [2]], [1, [2]])", "true"},
                    Answer{"is([1, 2], [2, 1])", "false"},
                    Answer{"is({a: 1, b: 2}, {b: 2, a: 1})", "true"},
                    Answer{"is({a: 1}, {a: 1, b: null})", "false"},
                    Answer{"is([1..2], [1..2])", "true"}, Answer{"is([1..2], [1..2))", "false"},
                    Answer{"is(value1: \"a\", value2: \"a\")", "true"}));

INSTANTIATE_TEST_SUITE_P(
    is_tells_local_offset_and_zone_apart, Boolean,
    testing::Values(
        Answer{"is(@\"10:30:00\", @\"10:30:00\")", "true"},
        Answer{"is(@\"10:30:00\", @\"10:30:00Z\")", "false"},
        Answer{"is(@\"10:30:00Z\", @\"10:30:00+00:00\")", "true"},
        Answer{"is(@\"10:30:00+01:00\", @\"09:30:00Z\")", "false"},
        Answer{"is(@\"2024-07-01T10:00:00@Europe/Paris\", @\"2024-07-01T10:00:00+02:00\")",
               "false"},
        Answer{"is(@\"2024-07-01T10:00:00@Europe/Paris\", @\"2024-07-01T10:00:00@Europe/Paris\")",
               "true"},
        Answer{"is(@\"2024-07-01\", @\"2024-07-01T00:00:00Z\")", "false"},
        Answer{"is(@\"P0Y\", @\"PT0S\")", "false"}, Answer{"is(@\"P1Y\", @\"P12M\")", "true"}));

}  // namespace
}  // namespace zonebook::feel
