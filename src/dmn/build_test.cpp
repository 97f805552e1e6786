// Boxed expressions, each through a small document.

#include "dmn/build.h"

#include "dmn/test_model.h"

namespace zonebook::dmn {
namespace {

using test_model::document;
using test_model::keys;
using test_model::literal;

std::string evaluated(std::string const& boxed, std::string const& more = "") {
  auto decisions =
      test_model::compiled(document(more + "<decision name='top'>" + boxed + "</decision>"));
  auto answer = Decider(decisions).decide("top", feel::Value());
  auto text = feel::to_literal(answer.value);
  return answer.remarks.empty() ? text : text + " " + keys(answer.remarks);
}

std::string entry(std::string const& name, std::string const& logic, std::string const& type = "") {
  auto variable = name.empty() ? ""
                               : "<variable name='" + name + "'" +
                                     (type.empty() ? "" : " typeRef='" + type + "'") + "/>";
  return "<contextEntry>" + variable + logic + "</contextEntry>";
}

std::string part(std::string const& tag, std::string const& text) {
  return "<" + tag + ">" + literal(text) + "</" + tag + ">";
}

TEST(dmn_build, entries_of_a_context_see_those_before_them) {
  auto const entries = entry("a b", literal("1")) + entry("c", literal("a b + 1"));

  EXPECT_EQ(evaluated("<context>" + entries + "</context>"), "{a b: 1, c: 2}");
  EXPECT_EQ(evaluated("<context>" + entries + entry("", literal("c * 10")) + "</context>"), "20");
  EXPECT_EQ(evaluated("<context/>"), "{}");
}

TEST(dmn_build, entries_are_converted_to_their_types) {
  EXPECT_EQ(evaluated("<context>" + entry("a", literal("[1]"), "number") + "</context>"), "{a: 1}");
  EXPECT_EQ(evaluated("<context>" + entry("a", literal("\"x\""), "number") + "</context>"),
            "{a: null} feel.wrong_type");
}

TEST(dmn_build, lists_and_relations) {
  EXPECT_EQ(evaluated("<list>" + literal("1") + "<list/></list>"), "[1, []]");
  EXPECT_EQ(evaluated("<relation><column name='a'/><column name='b' typeRef='string'/><row>" +
                      literal("1") + literal("\"x\"") + "</row><row>" + literal("2") +
                      literal("\"y\"") + "</row></relation>"),
            "[{a: 1, b: \"x\"}, {a: 2, b: \"y\"}]");
}

TEST(dmn_build, functions_close_over_what_is_around_them) {
  auto const function = "<functionDefinition><formalParameter name='b' typeRef='number'/>" +
                        literal("a + b") + "</functionDefinition>";

  EXPECT_EQ(evaluated("<context>" + entry("a", literal("1")) + entry("f", function) +
                      entry("", literal("f(2)")) + "</context>"),
            "3");
  EXPECT_EQ(evaluated("<context>" +
                      entry("f", "<functionDefinition kind='Java'>" + literal("1") +
                                     "</functionDefinition>") +
                      entry("", literal("f()")) + "</context>"),
            "null feel.external_function");
}

TEST(dmn_build, an_invocation_binds_by_name) {
  auto call = [](std::string const& parameter, std::string const& argument) {
    return "<invocation>" + literal("substring") + "<binding><parameter name='string'/>" +
           literal("\"foobar\"") + "</binding><binding><parameter name='" + parameter + "'/>" +
           literal(argument) + "</binding></invocation>";
  };

  EXPECT_EQ(evaluated(call("start position", "4")), "\"bar\"");
  EXPECT_EQ(evaluated(call("where", "4")).substr(0, 5), "null ");
}

TEST(dmn_build, conditions) {
  auto branches = part("then", "1") + part("else", "2");

  EXPECT_EQ(evaluated("<conditional>" + part("if", "true") + branches + "</conditional>"), "1");
  EXPECT_EQ(evaluated("<conditional>" + part("if", "null") + branches + "</conditional>"), "2");
}

TEST(dmn_build, a_boxed_filter_takes_conditions_only) {
  auto filtered = [](std::string const& list, std::string const& match) {
    return evaluated("<filter>" + part("in", list) + part("match", match) + "</filter>");
  };

  EXPECT_EQ(filtered("[1, 2, 3]", "item > 1"), "[2, 3]");
  EXPECT_EQ(filtered("[{a: 1}, {a: 2}]", "a > 1"), "[{a: 2}]");
  EXPECT_EQ(filtered("5", "item > 1"), "[5]");
  EXPECT_EQ(filtered("null", "true"), "[]");
  EXPECT_EQ(filtered("[1, 2, 3]", "2"), "null feel.condition_not_boolean");
}

TEST(dmn_build, loops) {
  auto const domain = part("in", "[1, 2, 3]");
  auto loop = [&](std::string const& tag, std::string const& body) {
    return evaluated("<" + tag + " iteratorVariable='x y'>" + domain + body + "</" + tag + ">");
  };

  EXPECT_EQ(loop("for", part("return", "x y * 2")), "[2, 4, 6]");
  EXPECT_EQ(loop("for", part("return", "x y + count(partial)")), "[1, 3, 5]");
  EXPECT_EQ(loop("every", part("satisfies", "x y > 0")), "true");
  EXPECT_EQ(loop("some", part("satisfies", "x y > 3")), "false");
  EXPECT_EQ(evaluated("<for>" + domain + part("return", "1") + "</for>"),
            "null dmn.decide_broken dmn.decide_no_iterator");
}

TEST(dmn_build, what_is_absent_or_foreign_is_broken) {
  EXPECT_EQ(evaluated("<context>" + entry("a", "") + "</context>"),
            "null dmn.decide_broken dmn.decide_no_expression");
  EXPECT_EQ(evaluated(literal(" ")), "null dmn.decide_broken dmn.decide_no_expression");
  EXPECT_EQ(evaluated("<literalExpression expressionLanguage='python'><text>1</text>"
                      "</literalExpression>"),
            "null dmn.decide_broken dmn.decide_other_language");
  EXPECT_EQ(evaluated("<decisionTable><input><inputExpression><text>(</text></inputExpression>"
                      "</input><output/></decisionTable>")
                .substr(0, 23),
            "null dmn.decide_broken ");
}

TEST(dmn_build, a_table_within_a_context_sees_its_entries) {
  EXPECT_EQ(evaluated("<context>" + entry("a", literal("5")) +
                      entry("b",
                            "<decisionTable><input><inputExpression><text>a</text>"
                            "</inputExpression></input><output/><rule><inputEntry><text>&gt; 3"
                            "</text></inputEntry><outputEntry><text>a * 2</text></outputEntry>"
                            "</rule></decisionTable>") +
                      "</context>"),
            "{a: 5, b: 10}");
}

}  // namespace
}  // namespace zonebook::dmn
