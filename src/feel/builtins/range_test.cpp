// Relations of points and ranges, and range(from).

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Ranges : public testing::TestWithParam<Answer> {};

TEST_P(Ranges, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    points_and_ranges, Ranges,
    testing::Values(
        Answer{"before(1, 10)", "true"}, Answer{"before(10, 10)", "false"},
        Answer{"before(1, [1..10])", "false"}, Answer{"before(1, (1..10])", "true"},
        Answer{"before([1..10], 10)", "false"}, Answer{"before([1..10), 10)", "true"},
        Answer{"after(12, [1..10])", "true"}, Answer{"after(10, [1..10))", "true"},
        Answer{"after((11..20], 11)", "true"}, Answer{R"(after("b", "a"))", "true"},
        Answer{"finishes(10, [1..10])", "true"}, Answer{"finishes(10, [1..10))", "false"},
        Answer{"finished by([1..10], 10)", "true"}, Answer{"includes([1..10], 1)", "true"},
        Answer{"includes((1..10], 1)", "false"}, Answer{"during(10, [1..10))", "false"},
        Answer{R"(during(@"2024-02-29", [@"2024-02-01"..@"2024-03-01"]))", "true"},
        Answer{"starts(1, [1..10])", "true"}, Answer{"starts(1, (1..10])", "false"},
        Answer{"started by([1..10], 2)", "false"}, Answer{"coincides(5, 5.0)", "true"},
        Answer{R"(coincides(@"PT60M", @"PT1H"))", "true"}, Answer{"coincides(5, 6)", "false"},
        Answer{"before(point1: 1, point2: 2)", "true"},
        Answer{"before(range1: [0..1], range2: [2..3])", "true"}));

INSTANTIATE_TEST_SUITE_P(
    one_sided_ranges_reach_to_infinity, Ranges,
    testing::Values(
        Answer{"before((< 5), (>= 5))", "true"}, Answer{"before((<= 5), (>= 5))", "false"},
        Answer{"before((> 5), 100)", "false"}, Answer{"after((> 5), 5)", "true"},
        Answer{"meets((<= 5), [5..9])", "true"}, Answer{"overlaps((> 5), (< 6))", "true"},
        Answer{"overlaps((> 5), (<= 5))", "false"},
        Answer{"overlaps before((< 6), [5..9])", "true"},
        Answer{"overlaps after((> 6), [5..9])", "true"}, Answer{"includes((< 10), (< 5))", "true"},
        Answer{"includes((< 5), (< 10))", "false"}, Answer{"includes((>= 5), [5..9])", "true"},
        Answer{"during([5..9], (> 5))", "false"}, Answer{"finishes([5..9], (<= 9))", "true"},
        Answer{"starts((>= 5), (>= 5))", "true"}, Answer{"coincides((>= 5), (> 5))", "false"},
        Answer{"coincides((= 5), [5..5])", "true"}, Answer{"includes((= 5), 5)", "true"},
        Answer{"includes((!= 5), 6)", "null feel.range_without_ends"}));

INSTANTIATE_TEST_SUITE_P(
    what_has_no_order_has_no_relation, Ranges,
    testing::Values(Answer{"before(1, null)", "null feel.null_argument"},
                    Answer{"before(null, [1..2])", "null feel.null_argument"},
                    Answer{"includes([1..2], null)", "null feel.null_argument"},
                    Answer{"meets([1..2], null)", "null feel.null_argument"},
                    Answer{R"(before(1, "a"))", "null feel.not_comparable"},
                    Answer{R"(includes([1..2], "a"))", "null feel.not_comparable"},
                    Answer{R"(overlaps([1..2], ["a".."b"]))", "null feel.not_comparable"},
                    Answer{"before([1], [2])", "true"},
                    Answer{"before([1, 2], [3, 4])", "null feel.not_comparable"},
                    Answer{"coincides(true, true)", "null feel.wrong_argument_type"},
                    Answer{"coincides(5, [5..5])", "null feel.wrong_argument_type"},
                    Answer{"includes([1..null], 5)", "null feel.range_without_ends"},
                    Answer{"during(5, 5)", "null feel.wrong_argument_type"},
                    Answer{"meets([1..2])", "null feel.wrong_argument_count"}));

INSTANTIATE_TEST_SUITE_P(
    range_from_text, Ranges,
    testing::Values(Answer{R"(range("[1..3]"))", "[1..3]"},
                    Answer{R"(range(" ( -1.5 .. 3 ) "))", "(-1.5..3)"},
                    Answer{R"(range("]1..3]"))", "(1..3]"},
                    Answer{R"(range("[\"a]\"..\"b\"]"))", R"(["a]".."b"])"},
                    Answer{R"(range("[@\"P1D\"..duration(\"P2D\")]"))", R"([@"P1D"..@"P2D"])"},
                    Answer{R"~(range("(date(\"2024-01-01\")..@\"2024-12-31\")"))~",
                           R"((@"2024-01-01"..@"2024-12-31"))"},
                    Answer{R"(range(from: "[1..1]"))", "[1..1]"},
                    Answer{R"(range("[1..1+1]"))", "null feel.not_a_range"},
                    Answer{R"(range("[a..b]"))", "null feel.not_a_range"},
                    Answer{R"(range("[date(string(\"2024-01-01\"))..@\"2024-12-31\"]"))",
                           "null feel.not_a_range"},
                    Answer{R"(range("[@\"2024-13-01\"..@\"2024-12-31\"]"))",
                           "null feel.not_a_range"},
                    Answer{R"(range("[null..1]"))", "null feel.not_a_range"},
                    Answer{R"(range("[1..]"))", "null feel.not_a_range"},
                    Answer{R"~(range("(< 5)"))~", "null feel.not_a_range"},
                    Answer{R"(range("[1, 2]"))", "null feel.not_a_range"},
                    Answer{R"(range("[1..3] or true"))", "null feel.not_a_range"},
                    Answer{R"(range(""))", "null feel.not_a_range"},
                    Answer{R"(range("[3..1]"))", "null feel.range_backwards"},
                    Answer{R"(range("[1..\"b\"]"))", "null feel.range_of_two_kinds"},
                    Answer{R"(range("[true..true]"))", "null feel.range_of_two_kinds"},
                    Answer{"range([1..3])", "null feel.wrong_argument_type"},
                    Answer{"range(null)", "null feel.null_argument"}));

// Table 82, written out in FEEL itself.
struct Definition {
  char const* function;
  char const* meaning;
};

constexpr Definition definitions[] = {
    {"before(a, b)",
     "a.end < b.start or (a.end = b.start and (not(a.end included) or not(b.start included)))"},
    {"after(a, b)",
     "a.start > b.end or (a.start = b.end and (not(a.start included) or not(b.end included)))"},
    {"meets(a, b)", "a.end included and b.start included and a.end = b.start"},
    {"met by(a, b)", "a.start included and b.end included and a.start = b.end"},
    {"overlaps(a, b)",
     "(a.end > b.start or (a.end = b.start and a.end included and b.start included)) and "
     "(a.start < b.end or (a.start = b.end and a.start included and b.end included))"},
    {"overlaps before(a, b)",
     "(a.start < b.start or (a.start = b.start and a.start included and not(b.start included)))"
     " and (a.end > b.start or (a.end = b.start and a.end included and b.start included))"
     " and (a.end < b.end or (a.end = b.end and (not(a.end included) or b.end included)))"},
    {"overlaps after(a, b)",
     "(b.start < a.start or (b.start = a.start and b.start included and not(a.start included)))"
     " and (b.end > a.start or (b.end = a.start and b.end included and a.start included))"
     " and (b.end < a.end or (b.end = a.end and (not(b.end included) or a.end included)))"},
    {"finishes(a, b)",
     "a.end included = b.end included and a.end = b.end and (a.start > b.start or "
     "(a.start = b.start and (not(a.start included) or b.start included)))"},
    {"finished by(a, b)",
     "a.end included = b.end included and a.end = b.end and (a.start < b.start or "
     "(a.start = b.start and (a.start included or not(b.start included))))"},
    {"includes(a, b)",
     "(a.start < b.start or (a.start = b.start and (a.start included or not(b.start included))))"
     " and (a.end > b.end or (a.end = b.end and (a.end included or not(b.end included))))"},
    {"during(a, b)",
     "(b.start < a.start or (b.start = a.start and (b.start included or not(a.start included))))"
     " and (b.end > a.end or (b.end = a.end and (b.end included or not(a.end included))))"},
    {"starts(a, b)",
     "a.start = b.start and a.start included = b.start included and (a.end < b.end or "
     "(a.end = b.end and (not(a.end included) or b.end included)))"},
    {"started by(a, b)",
     "a.start = b.start and a.start included = b.start included and (b.end < a.end or "
     "(b.end = a.end and (not(b.end included) or a.end included)))"},
    {"coincides(a, b)",
     "a.start = b.start and a.start included = b.start included and a.end = b.end and "
     "a.end included = b.end included"},
};

// All ranges between 0 and 3, with open and closed ends.
std::vector<Value> small_ranges() {
  std::vector<Value> ranges;
  for (int i = 0; i < 64; ++i) {
    auto const start = i / 16;
    auto const end = i / 4 % 4;
    if (start > end) continue;
    ranges.emplace_back(Range{.start = Value(Decimal(start)),
                              .end = Value(Decimal(end)),
                              .start_included = i % 2 == 1,
                              .end_included = i / 2 % 2 == 1});
  }
  return ranges;
}

TEST(Ranges, every_relation_is_as_the_standard_defines_it) {
  Scope scope;
  scope.name("a", range_of(simple_type(Kind::number)));
  scope.name("b", range_of(simple_type(Kind::number)));
  auto const ranges = small_ranges();
  for (auto const& [function, meaning] : definitions) {
    auto const called = compile(function, scope);
    auto const defined = compile(meaning, scope);
    ASSERT_TRUE(called && defined) << function;
    Evaluator evaluator;
    for (auto const& a : ranges) {
      for (auto const& b : ranges) {
        auto const answer = to_literal(evaluator.run(*called, std::vector{a, b}));
        ASSERT_EQ(answer, to_literal(evaluator.run(*defined, std::vector{a, b})))
            << function << " with " << to_literal(a) << " and " << to_literal(b);
      }
    }
  }
}

}  // namespace
}  // namespace zonebook::feel
