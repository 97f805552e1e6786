// What FEEL makes of patterns; the patterns themselves are tested in regex_test.cpp.

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Pattern : public testing::TestWithParam<Answer> {};

TEST_P(Pattern, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    matches_finds_anywhere, Pattern,
    testing::Values(Answer{R"(matches("浙A·12345", "\\d{5}$"))", "true"},
                    Answer{R"(matches("abc", "B"))", "false"},
                    Answer{R"(matches("abc", "B", "i"))", "true"},
                    Answer{R"(matches("abc", "b", null))", "true"},
                    Answer{R"(matches("abc", "b", ""))", "true"},
                    Answer{R"(matches(input: "a b", pattern: "a b", flags: "x"))", "false"},
                    Answer{R"(matches("abc", "("))", "null feel.pattern_group_not_closed"},
                    Answer{R"(matches("abc", "b", "y"))", "null feel.pattern_bad_flags"},
                    Answer{R"(matches("abc", null))", "null feel.null_argument"},
                    Answer{R"(matches(12, "1"))", "null feel.wrong_argument_type"},
                    Answer{R"(matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$"))",
                           "null feel.pattern_too_costly"}));

INSTANTIATE_TEST_SUITE_P(
    replace_puts_groups_where_they_are_named, Pattern,
    testing::Values(Answer{R"~(replace("2023-12", "(\\d+)-(\\d+)", "$2/$1"))~", R"("12/2023")"},
                    Answer{R"(replace("AbC", "b", "", "i"))", R"("AC")"},
                    Answer{R"(replace(input: "a", pattern: "a", replacement: "区"))", R"("区")"},
                    Answer{R"(replace("a", "a", "$"))", "null feel.replacement_bad_dollar"},
                    Answer{R"(replace("abc", "x*", "-"))", "null feel.pattern_matches_empty"},
                    Answer{R"(replace("a", "a", null))", "null feel.null_argument"}));

INSTANTIATE_TEST_SUITE_P(
    split_takes_the_text_apart, Pattern,
    testing::Values(Answer{R"(split("甲、乙，丙", "[、，]"))", R"(["甲", "乙", "丙"])"},
                    Answer{R"(split("", ","))", R"([""])"},
                    Answer{R"(split("a", ","))", R"(["a"])"},
                    Answer{R"(split("a.b", "\\."))", R"(["a", "b"])"},
                    Answer{R"(split("abc", ""))", "null feel.pattern_matches_empty"},
                    Answer{R"(split(string: "a,b", delimiter: ","))", R"(["a", "b"])"}));

TEST(Pattern, costly_ones_are_charged) {
  Options options;
  options.limits.steps = 3'000'000;
  auto const source = R"(for i in 1..9 return
      matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$"))";

  auto const answer = answer_of(source, options);

  EXPECT_EQ(answer, "null feel.pattern_too_costly feel.pattern_too_costly feel.limit_reached");
}

TEST(Pattern, one_evaluator_compiles_a_pattern_once) {
  auto const expression = compile(R"(matches("abc", "[a-c]+"))", Scope());
  ASSERT_TRUE(expression);
  Evaluator evaluator;

  for (int i = 0; i < 3; ++i) EXPECT_TRUE(evaluator.run(*expression, {}).is_true());

  EXPECT_EQ(evaluator.regexes().size(), 1U);
}

}  // namespace
}  // namespace zonebook::feel
