#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class String : public testing::TestWithParam<Answer> {};

TEST_P(String, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    substring_counts_code_points_from_either_end, String,
    testing::Values(Answer{R"(substring("开发区🐎一", 3))", R"("区🐎一")"},
                    Answer{R"(substring("开发区🐎一", -2, 1))", R"("🐎")"},
                    Answer{R"(substring("abc", -3))", R"("abc")"},
                    Answer{R"(substring("abc", 2, 99))", R"("bc")"},
                    Answer{R"(substring("abc", 2, 0))", R"("")"},
                    Answer{R"(substring("abc", 2, null))", R"("bc")"},
                    Answer{R"(substring("abc", 1.9, 1.9))", R"("a")"},
                    Answer{R"(substring("abc", 2, 10**30))", R"("bc")"},
                    Answer{R"(substring(string: "abc", start position: 2, length: 1))", R"("b")"},
                    Answer{R"(substring("abc", 0))", "null feel.substring_outside"},
                    Answer{R"(substring("abc", 4))", "null feel.substring_outside"},
                    Answer{R"(substring("abc", -4))", "null feel.substring_outside"},
                    Answer{R"(substring("", 1))", "null feel.substring_outside"},
                    Answer{R"(substring("abc", 10**30))", "null feel.substring_outside"},
                    Answer{R"(substring("abc", 1, -1))", "null feel.substring_length_negative"},
                    Answer{R"(substring(null, 1))", "null feel.null_argument"},
                    Answer{R"(substring("abc", null))", "null feel.null_argument"},
                    Answer{R"(substring(12, 1))", "null feel.wrong_argument_type"}));

INSTANTIATE_TEST_SUITE_P(
    length_and_case_are_those_of_unicode, String,
    testing::Values(Answer{R"(string length("🐎é区"))", "3"}, Answer{R"(string length(""))", "0"},
                    Answer{R"(string length("e\u0301"))", "2"},
                    Answer{R"(upper case("straße, ǆ, ñ, αλς"))", R"("STRASSE, Ǆ, Ñ, ΑΛΣ")"},
                    Answer{R"(lower case("ÄÖÜ İ ΑΛΣ"))", R"("äöü i̇ αλς")"},
                    Answer{R"(lower case("Ab1"))", R"("ab1")"},
                    Answer{R"(upper case(string: "Ab1"))", R"("AB1")"},
                    Answer{R"(string length(12))", "null feel.wrong_argument_type"}));

INSTANTIATE_TEST_SUITE_P(before_and_after_the_first_occurrence, String,
                         testing::Values(Answer{R"(substring before("a=b=c", "="))", R"("a")"},
                                         Answer{R"(substring after("a=b=c", "="))", R"("b=c")"},
                                         Answer{R"(substring before("abc", "x"))", R"("")"},
                                         Answer{R"(substring after("abc", "x"))", R"("")"},
                                         Answer{R"(substring before("abc", ""))", R"("")"},
                                         Answer{R"(substring after("abc", ""))", R"("abc")"},
                                         Answer{R"(substring after("", "a"))", R"("")"},
                                         Answer{R"(substring after("开发区", "发"))", R"("区")"},
                                         Answer{R"(substring after("abc", null))",
                                                "null feel.null_argument"}));

INSTANTIATE_TEST_SUITE_P(
    finding, String,
    testing::Values(
        Answer{R"(contains("开发区", "发"))", "true"}, Answer{R"(contains("ab", "c"))", "false"},
        Answer{R"(contains("ab", ""))", "true"}, Answer{R"(starts with("开发区", "开"))", "true"},
        Answer{R"(starts with("ab", "b"))", "false"}, Answer{R"(starts with("ab", ""))", "true"},
        Answer{R"(ends with("ab🐎", "🐎"))", "true"}, Answer{R"(ends with("b", "ab"))", "false"},
        Answer{R"(ends with(string: "ab", match: "b"))", "true"},
        Answer{R"(ends with("ab", 1))", "null feel.wrong_argument_type"}));

INSTANTIATE_TEST_SUITE_P(
    join_leaves_nulls_out, String,
    testing::Values(Answer{R"(string join(["a", "b"]))", R"("ab")"},
                    Answer{R"(string join(["a", null, "b"], "、"))", R"("a、b")"},
                    Answer{R"(string join([null, "a", "", null], "-"))", R"("a-")"},
                    Answer{R"(string join(["a", "b"], null))", R"("ab")"},
                    Answer{R"(string join([], "-"))", R"("")"},
                    Answer{R"(string join("a", "-"))", R"("a")"},
                    Answer{R"(string join(list: ["a", "b"], delimiter: "/"))", R"("a/b")"},
                    Answer{R"(string join(["a", 1], "-"))", "null feel.item_not_string"},
                    Answer{R"(string join(null, "-"))", "null feel.null_argument"}));

TEST(String, long_texts_are_charged) {
  auto const source = R"(string length(string join(for i in 1..300 return "0123456789abcdef")))";
  Options tight;
  tight.limits.steps = 1'000;

  EXPECT_EQ(answer_of(source), "4800");
  EXPECT_TRUE(answer_of(source, tight).starts_with("null feel.limit_reached"));
}

}  // namespace
}  // namespace zonebook::feel
