// Context functions.

#include <gtest/gtest.h>

#include "feel/builtins/answers.h"

namespace zonebook::feel {
namespace {

class Contexts : public testing::TestWithParam<Answer> {};

TEST_P(Contexts, answers) { EXPECT_EQ(answer_of(GetParam().source), GetParam().answer); }

INSTANTIATE_TEST_SUITE_P(
    get_value, Contexts,
    testing::Values(Answer{R"(get value({a: 1, b: 2}, "b"))", "2"},
                    Answer{R"(get value({a: 1}, "c"))", "null"},
                    Answer{R"(get value({"two words": 1}, "two words"))", "1"},
                    Answer{R"(get value(key: "a", m: {a: 1}))", "1"},
                    Answer{"get value({a: 1}, null)", "null feel.null_argument"},
                    Answer{"get value({a: 1}, 1)", "null feel.wrong_argument_type"},
                    Answer{R"(get value([{a: 1}], "a"))", "1"},
                    Answer{R"(get value({a: {b: {c: 3}}}, ["a", "b", "c"]))", "3"},
                    Answer{R"(get value({a: {b: 1}}, ["a"]))", "{b: 1}"},
                    Answer{R"(get value({a: {b: 1}}, ["a", "c"]))", "null"},
                    Answer{R"(get value({a: {b: 1}}, ["a", "b", "c"]))",
                           "null feel.no_context_at_key"},
                    Answer{"get value({a: 1}, [])", "null feel.no_keys"}));

INSTANTIATE_TEST_SUITE_P(
    get_entries_and_context_undo_each_other, Contexts,
    testing::Values(
        Answer{"get entries({b: 1, a: null})",
               R"([{key: "b", value: 1}, {key: "a", value: null}])"},
        Answer{"get entries({})", "[]"},
        Answer{"get entries(m: {a: 1})", R"([{key: "a", value: 1}])"},
        Answer{R"(get entries("a"))", "null feel.wrong_argument_type"},
        Answer{"context(get entries({b: 1, a: [2]}))", "{b: 1, a: [2]}"},
        Answer{"context([])", "{}"}, Answer{R"(context({key: "a", value: 1, more: 2}))", "{a: 1}"},
        Answer{R"(context([{value: null, key: "a"}]))", "{a: null}"},
        Answer{R"(context([{key: "a"}]))", "null feel.entry_without_key_and_value"},
        Answer{"context([{key: 1, value: 1}])", "null feel.entry_without_key_and_value"},
        Answer{R"(context([{key: "a", value: 1}, "b"]))", "null feel.entry_without_key_and_value"},
        Answer{R"(context([{key: "a", value: 1}, {key: "a", value: 1}]))",
               "null feel.duplicate_key"}));

INSTANTIATE_TEST_SUITE_P(
    context_put, Contexts,
    testing::Values(Answer{R"(context put({a: 1, b: 2}, "a", [3]))", "{a: [3], b: 2}"},
                    Answer{R"(context put({a: 1}, "b", null))", "{a: 1, b: null}"},
                    Answer{R"(context put({}, ["a"], 1))", "{a: 1}"},
                    Answer{R"(context put({a: {b: {c: 1}, d: 2}}, ["a", "b", "c"], 3))",
                           "{a: {b: {c: 3}, d: 2}}"},
                    Answer{R"(context put({a: {b: 1}}, ["a", "c"], 3))", "{a: {b: 1, c: 3}}"},
                    Answer{R"(context put(value: 3, keys: ["a", "b"], context: {a: {}}))",
                           "{a: {b: 3}}"},
                    Answer{R"(context put({a: 1}, ["x", "y"], 3))", "null feel.no_entry"},
                    Answer{R"(context put({a: 1}, ["a", "y"], 3))", "null feel.no_context_at_key"},
                    Answer{"context put({a: 1}, [], 3)", "null feel.no_keys"},
                    Answer{R"(context put({a: 1}, ["a", 1], 3))", "null feel.wrong_argument_type"},
                    Answer{R"(context put(null, "a", 3))", "null feel.null_argument"}));

INSTANTIATE_TEST_SUITE_P(
    context_merge, Contexts,
    testing::Values(Answer{"context merge([{a: 1, b: 2}, {c: 3, a: 4}])", "{a: 4, b: 2, c: 3}"},
                    Answer{"context merge([{a: {b: 1}}, {a: {c: 2}}])", "{a: {c: 2}}"},
                    Answer{"context merge([{a: 1}, {a: null}])", "{a: null}"},
                    Answer{"context merge({a: 1})", "{a: 1}"}, Answer{"context merge([])", "{}"},
                    Answer{"context merge(contexts: [{a: 1}])", "{a: 1}"},
                    Answer{"context merge([{a: 1}, null])", "null feel.item_not_context"},
                    Answer{"context merge([{a: 1}, 2])", "null feel.item_not_context"},
                    Answer{"context merge({a: 1}, {b: 2})", "null feel.wrong_argument_count"}));

TEST(Contexts, large_ones_are_made_in_time_that_grows_with_their_size) {
  auto const source = R"(
    {entries: for i in 1..3000 return {key: string(i), value: i},
     made: context(entries),
     answer: get value(made, "2999") + count(get entries(context merge([made, made])))}.answer)";

  EXPECT_EQ(answer_of(source), "5999");
}

}  // namespace
}  // namespace zonebook::feel
