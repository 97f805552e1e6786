#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Number : public testing::TestWithParam<Answer> {};

TEST_P(Number, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    each_rounding_has_its_own_idea_of_halves, Number,
    testing::Values(
        Answer{"[decimal(2.5, 0), decimal(3.5, 0), decimal(-2.5, 0)]", "[2, 4, -2]"},
        Answer{"[floor(2.5), floor(-2.5), floor(2.55, 1), floor(-2.55, 1)]", "[2, -3, 2.5, -2.6]"},
        Answer{"[ceiling(2.5), ceiling(-2.5), ceiling(2.55, 1), ceiling(-2.55, 1)]",
               "[3, -2, 2.6, -2.5]"},
        Answer{"[round up(2.01, 1), round up(-2.01, 1)]", "[2.1, -2.1]"},
        Answer{"[round down(2.09, 1), round down(-2.09, 1)]", "[2, -2]"},
        Answer{"[round half up(2.5, 0), round half up(-2.5, 0), round half up(2.4, 0)]",
               "[3, -3, 2]"},
        Answer{"[round half down(2.5, 0), round half down(-2.5, 0), round half down(2.6, 0)]",
               "[2, -2, 3]"},
        Answer{"decimal(1/3, 2)", "0.33"}, Answer{"decimal(n: 1.115, scale: 2)", "1.12"}));

INSTANTIATE_TEST_SUITE_P(
    scales_may_be_negative_and_have_an_end, Number,
    testing::Values(Answer{"round half up(1250, -2)", "1300"}, Answer{"floor(-1250, -2)", "-1300"},
                    Answer{"decimal(1.25, 1.9)", "1.2"}, Answer{"ceiling(7.25, 6176)", "7.25"},
                    Answer{"decimal(7, -6111)", "0"},
                    Answer{"round down(1, 6177)", "null feel.scale_out_of_range"},
                    Answer{"round half down(1, -6112)", "null feel.scale_out_of_range"},
                    Answer{"decimal(1, 10**30)", "null feel.scale_out_of_range"},
                    Answer{"floor(1, null)", "null feel.null_argument"},
                    Answer{"decimal(null, 1)", "null feel.null_argument"},
                    Answer{"round up(1)", "null feel.wrong_argument_count"},
                    Answer{"round up(\"1\", 1)", "null feel.wrong_argument_type"}));

INSTANTIATE_TEST_SUITE_P(
    arithmetic, Number,
    testing::Values(Answer{"abs(-2.5)", "2.5"}, Answer{"abs(@\"-P1Y2M\")", "@\"P1Y2M\""},
                    Answer{"abs(@\"-PT0.5S\")", "@\"PT0.5S\""}, Answer{"abs(@\"P3D\")", "@\"P3D\""},
                    Answer{"abs(true)", "null feel.wrong_argument_type"},
                    Answer{"[modulo(7, 3), modulo(-7, 3), modulo(7, -3), modulo(-7, -3)]",
                           "[1, 2, -2, -1]"},
                    Answer{"modulo(5.5, 2.5)", "0.5"}, Answer{"modulo(10**30 + 1, 10)", "1"},
                    Answer{"modulo(1, 0)", "null feel.modulo_of_zero"}, Answer{"sqrt(16)", "4"},
                    Answer{"sqrt(-1)", "null feel.square_root_of_negative"},
                    Answer{"sqrt(2)", "1.414213562373095048801688724209698"}, Answer{"log(1)", "0"},
                    Answer{"log(0)", "null feel.logarithm_not_positive"},
                    Answer{"log(-1)", "null feel.logarithm_not_positive"}, Answer{"exp(0)", "1"},
                    Answer{"exp(100000)", "null feel.number_out_of_range"},
                    Answer{"decimal(log(exp(1)), 30)", "1"}));

INSTANTIATE_TEST_SUITE_P(a_fraction_is_neither_odd_nor_even, Number,
                         testing::Values(Answer{"[odd(5), odd(2), odd(-5), odd(0), odd(2.5)]",
                                                "[true, false, true, false, false]"},
                                         Answer{"[even(5), even(2), even(-2), even(0), even(2.5)]",
                                                "[false, true, true, true, false]"},
                                         Answer{"[odd(10**33 + 1), even(10**40)]", "[true, true]"},
                                         Answer{"odd(number: 3)", "true"},
                                         Answer{"odd(null)", "null feel.null_argument"},
                                         Answer{"even(\"2\")", "null feel.wrong_argument_type"}));

}  // namespace
}  // namespace zonebook::feel
