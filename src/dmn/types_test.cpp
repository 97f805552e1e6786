#include "dmn/types.h"

#include "dmn/test_model.h"

namespace zonebook::dmn {
namespace {

using feel::Value;
using test_model::number;

struct Made {
  std::vector<Problem> problems;
  Types types;

  explicit Made(std::string const& definitions)
      : types(test_model::model(test_model::document(definitions)), {}, problems) {}
  bool admits(char const* type, Value const& value) const {
    return feel::conforms(value, *types.find(type));
  }
};

std::string item(std::string const& name, std::string const& parts, std::string const& more = "") {
  return "<itemDefinition name='" + name + "' " + more + ">" + parts + "</itemDefinition>\n";
}

TEST(dmn_types, definitions_refer_to_each_other_in_any_order) {
  Made made(item("tList", "<typeRef>tAge</typeRef>", "isCollection='true'") +
            item("tAge",
                 "<typeRef>number</typeRef><allowedValues><text>[0..150]</text>"
                 "</allowedValues>"));

  EXPECT_TRUE(made.problems.empty());
  EXPECT_EQ(made.types.find("tList")->form, feel::Type::Form::list);
  EXPECT_TRUE(made.admits("tList", Value::list({number(3), number(150)})));
  EXPECT_FALSE(made.admits("tList", Value::list({number(3), number(151)})));
  EXPECT_EQ(made.types.find("tAge")->allowed->source(), "[0..150]");
}

TEST(dmn_types, allowed_values_are_of_an_item_and_a_constraint_of_the_whole) {
  Made made(item("tFew",
                 "<typeRef>string</typeRef><allowedValues><text>\"a\", \"b\"</text>"
                 "</allowedValues><typeConstraint><text>count(?) &lt; 3</text>"
                 "</typeConstraint>",
                 "isCollection='true'"));
  auto const a = Value::text("a");

  EXPECT_TRUE(made.admits("tFew", Value::list({a, a})));
  EXPECT_FALSE(made.admits("tFew", Value::list({a, a, a})));
  EXPECT_FALSE(made.admits("tFew", Value::list({a, Value::text("c")})));
}

TEST(dmn_types, a_narrower_type_keeps_what_the_wider_one_asks) {
  Made made(item("tPositive",
                 "<typeRef>number</typeRef><allowedValues><text>&gt; 0</text>"
                 "</allowedValues>") +
            item("tDigit",
                 "<typeRef>tPositive</typeRef><allowedValues><text>&lt; 10</text>"
                 "</allowedValues>"));

  EXPECT_TRUE(made.admits("tDigit", number(5)));
  EXPECT_FALSE(made.admits("tDigit", number(0)));
  EXPECT_FALSE(made.admits("tDigit", number(10)));
  EXPECT_TRUE(made.admits("tDigit", Value()));
}

TEST(dmn_types, components_make_contexts_and_parameters_functions) {
  Made made(item("tPerson",
                 "<itemComponent name='first name'><typeRef>string</typeRef>"
                 "</itemComponent><itemComponent name='tags' isCollection='true'>"
                 "<typeRef>string</typeRef></itemComponent>") +
            item("tTest",
                 "<functionItem outputTypeRef='boolean'><parameters name='p' "
                 "typeRef='tPerson'/></functionItem>"));

  EXPECT_EQ(made.types.find("tPerson")->members.size(), 2u);
  EXPECT_EQ(made.types.find("tTest")->form, feel::Type::Form::function);
  EXPECT_EQ(made.types.find("tTest")->parameters[0]->name, "tPerson");
  EXPECT_TRUE(made.admits(
      "tPerson", Value::context({{"first name", Value::text("Li")}, {"tags", Value::list({})}})));
  EXPECT_FALSE(made.admits("tPerson",
                           Value::context({{"first name", number(1)}, {"tags", Value::list({})}})));
}

TEST(dmn_types, what_cannot_be_resolved_is_any_and_a_problem) {
  Made made(item("tTree",
                 "<itemComponent name='children' isCollection='true'>"
                 "<typeRef>tTree</typeRef></itemComponent>") +
            item("tOdd", "<typeRef>tNobody</typeRef>") +
            item("tBad", "<typeRef>number</typeRef><allowedValues><text>)</text></allowedValues>") +
            item("tBad", "<typeRef>string</typeRef>"));
  std::string keys;
  for (auto const& problem : made.problems) keys += problem.says.key + " " + problem.where + "\n";

  EXPECT_NE(keys.find("dmn.decide_recursive_type test.dmn:2"), std::string::npos) << keys;
  EXPECT_NE(keys.find("dmn.decide_unknown_type test.dmn:3"), std::string::npos) << keys;
  EXPECT_NE(keys.find("feel.expected"), std::string::npos) << keys;
  EXPECT_NE(keys.find("dmn.decide_duplicate_type test.dmn:5"), std::string::npos) << keys;
  EXPECT_TRUE(made.admits("tOdd", number(1)));
  EXPECT_EQ(made.types.find("nothing"), nullptr);
  EXPECT_EQ(made.types.find("")->form, feel::Type::Form::any);
  EXPECT_EQ(feel::to_string(*made.types.find("list<tOdd>")), "list<tOdd>");
}

}  // namespace
}  // namespace zonebook::dmn
