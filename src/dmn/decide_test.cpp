#include "dmn/decide.h"

#include "dmn/test_model.h"

namespace zonebook::dmn {
namespace {

using feel::Value;
using test_model::compiled;
using test_model::decision;
using test_model::document;
using test_model::input;
using test_model::keys;
using test_model::literal;
using test_model::number;

Answer decide(std::shared_ptr<Decisions const> const& decisions, std::string_view entry,
              Value const& inputs = Value::context({})) {
  return Decider(decisions).decide(entry, inputs);
}

std::string shown(Answer const& answer) {
  auto text = feel::to_literal(answer.value);
  if (!answer.remarks.empty()) text += " " + keys(answer.remarks);
  return text;
}

std::string refusal(std::string_view xml, std::vector<Model> others = {}) {
  auto decisions = Decisions::compile(test_model::model(xml), std::move(others));
  return decisions ? "accepted" : decisions.error().says.key + " " + decisions.error().where;
}

std::string knowledge(std::string const& name, std::vector<std::string> const& required,
                      std::string const& logic) {
  auto xml = "<businessKnowledgeModel id='" + name + "' name='" + name + "'><encapsulatedLogic>" +
             logic + "</encapsulatedLogic>";
  for (auto const& id : required) {
    xml += "<knowledgeRequirement><requiredKnowledge href='#" + id + "'/></knowledgeRequirement>";
  }
  return xml + "</businessKnowledgeModel>\n";
}

TEST(dmn_decide, each_decision_is_made_once_and_only_if_needed) {
  auto decisions =
      compiled(document(input("a", "number") + decision("twice", {"a"}, literal("a * 2")) +
                        decision("unused", {"a"}, literal("a / 0")) +
                        decision("left", {"twice"}, literal("twice + 1")) +
                        decision("right", {"twice"}, literal("twice + 2")) +
                        decision("top", {"left", "right", "unused"}, literal("left + right"))));

  auto answer = decide(decisions, "top", Value::context({{"a", number(5)}}));

  EXPECT_EQ(shown(answer), "23");
  std::vector<std::string> steps;
  for (auto const& step : answer.steps) steps.push_back(step.name);
  EXPECT_EQ(steps, (std::vector<std::string>{"twice", "left", "right", "top"}));
  EXPECT_TRUE(answer.missing.empty());
}

TEST(dmn_decide, entries_tell_what_can_be_asked) {
  auto decisions = compiled(document(input("a", "number") + input("b", "string") +
                                     decision("low", {"a"}, literal("a")) +
                                     decision("top", {"low", "b"}, literal("low"), "number")));
  auto const& entries = decisions->entries();

  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].name, "top");
  EXPECT_EQ(entries[1].inputs, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(feel::to_string(*entries[0].type), "number");
  EXPECT_EQ(feel::to_string(*decisions->input_type()), "context<a: number, b: string>");
  EXPECT_EQ(shown(decide(decisions, "nothing")), "null dmn.decide_unknown_entry");
}

TEST(dmn_decide, inputs_are_converted_and_missing_ones_are_told) {
  auto decisions = compiled(document(input("a", "number") + input("b", "string") +
                                     decision("top", {"a", "b"}, literal("[a, b]"))));
  auto with = [&](std::vector<std::pair<std::string, Value>> inputs) {
    return decide(decisions, "top", Value::context(std::move(inputs)));
  };

  auto some = with({{"a", number(1)}});
  EXPECT_EQ(shown(some), "[1, null]");
  EXPECT_EQ(some.missing, std::vector<std::string>{"b"});
  EXPECT_EQ(shown(with({{"b", Value::text("x")}, {"a", Value::list({number(1)})}})), "[1, \"x\"]");
  EXPECT_EQ(shown(with({{"a", Value::text("x")}, {"b", Value()}})),
            "[null, null] dmn.decide_wrong_input");
  EXPECT_EQ(shown(decide(decisions, "top", number(1))),
            "[null, null] dmn.decide_inputs_no_context");
}

TEST(dmn_decide, an_input_outside_of_the_allowed_values_is_null_and_says_what_is_allowed) {
  auto decisions =
      compiled(document("<itemDefinition name='tAge'><typeRef>number</typeRef>"
                        "<allowedValues><text>[0..150]</text></allowedValues></itemDefinition>" +
                        input("age", "tAge") + decision("a", {"age"}, literal("age"))));

  auto answer = decide(decisions, "a", Value::context({{"age", number(200)}}));

  EXPECT_EQ(shown(answer), "null dmn.decide_input_not_allowed");
  EXPECT_EQ(render(answer.remarks[0].says, Language::en),
            "the input “age” may be [0..150], not 200; it is taken as null");
}

TEST(dmn_decide, the_same_decider_answers_inputs_in_any_order) {
  auto decisions = compiled(document(input("a", "number") + input("b", "number") +
                                     decision("top", {"a", "b"}, literal("a - b"))));
  Decider decider(decisions);

  auto const ab = Value::context({{"a", number(5)}, {"b", number(3)}});
  auto const ba = Value::context({{"b", number(3)}, {"x", number(9)}, {"a", number(5)}});
  for (auto const* inputs : {&ab, &ba, &ba, &ab}) {
    EXPECT_EQ(shown(decider.decide("top", *inputs)), "2");
  }
  EXPECT_EQ(shown(decider.decide("top", Value::context({{"a", number(5)}}))),
            "null feel.operand_is_null");
}

TEST(dmn_decide, a_required_decision_may_be_set_by_hand) {
  auto decisions =
      compiled(document(input("a", "number") + decision("low", {"a"}, literal("a / 0"), "number") +
                        decision("top", {"low"}, literal("low + 1"))));

  auto answer = decide(decisions, "top", Value::context({{"low", number(41)}}));

  EXPECT_EQ(shown(answer), "42");
  EXPECT_EQ(answer.steps.size(), 1u);
  EXPECT_TRUE(answer.missing.empty());
}

TEST(dmn_decide, a_result_that_is_not_of_its_type_is_null) {
  auto decisions = compiled(document(decision("a", {}, literal("\"x\""), "number") +
                                     decision("b", {}, literal("[1]"), "number") +
                                     decision("c", {}, literal("null"), "number")));

  EXPECT_EQ(shown(decide(decisions, "a")), "null dmn.decide_wrong_result");
  EXPECT_EQ(shown(decide(decisions, "b")), "1");
  EXPECT_EQ(shown(decide(decisions, "c")), "null");
}

TEST(dmn_decide, what_cannot_be_read_is_null_and_says_where) {
  auto decisions = compiled(
      document(decision("a", {}, "<literalExpression>\n<text>1 +\n+ )</text></literalExpression>") +
               decision("b", {}, literal("1")) + decision("c", {}, "")));

  auto answer = decide(decisions, "a");
  ASSERT_EQ(answer.remarks.size(), 2u);
  EXPECT_TRUE(answer.value.is_null());
  EXPECT_EQ(render(answer.remarks[0].says, Language::en),
            "“a” cannot be read (test.dmn:4); the result is null");
  ASSERT_EQ(decisions->problems().size(), 1u);
  EXPECT_EQ(decisions->problems()[0].where, "test.dmn:4");
  EXPECT_EQ(shown(decide(decisions, "b")), "1");
  EXPECT_EQ(shown(decide(decisions, "c")), "null dmn.decide_no_logic");
}

TEST(dmn_decide, names_that_nothing_has_are_problems_but_not_broken) {
  auto decisions = compiled(document(decision("a", {}, literal("if true then 1 else nobody"))));

  EXPECT_EQ(shown(decide(decisions, "a")), "1");
  ASSERT_EQ(decisions->problems().size(), 1u);
  EXPECT_EQ(decisions->problems()[0].says.key, "feel.unknown_name");
}

TEST(dmn_decide, only_what_is_required_is_visible) {
  auto decisions = compiled(document(input("a", "number") + decision("b", {}, literal("a"))));

  EXPECT_EQ(shown(decide(decisions, "b", Value::context({{"a", number(1)}}))),
            "null feel.unknown_name");
}

TEST(dmn_decide, requirements_in_a_circle_are_refused) {
  EXPECT_EQ(
      refusal(document(decision("a", {"b"}, literal("b")) + decision("b", {"c"}, literal("c")) +
                       decision("c", {"a"}, literal("a")))),
      "dmn.decide_circular test.dmn:2");
  EXPECT_EQ(refusal(document(decision("a", {"a"}, literal("a")))),
            "dmn.decide_circular test.dmn:2");
}

TEST(dmn_decide, two_elements_of_one_name_are_refused) {
  EXPECT_EQ(refusal(document("<decision id='a' name='x'/>\n<inputData id='b' name='x'/>\n")),
            "dmn.decide_duplicate_name test.dmn:3");
}

// Ten thousand decisions, each resting on the one before: neither ordering nor deciding recurses.
TEST(dmn_decide, a_long_chain_of_decisions_is_no_deep_recursion) {
  auto body = decision("d0", {}, literal("0"));
  for (int i = 1; i < 10'000; ++i) {
    auto const before = "d" + std::to_string(i - 1);
    body += decision("d" + std::to_string(i), {before}, literal(before + " + 1"));
  }
  auto decisions = compiled(document(body));

  EXPECT_EQ(shown(decide(decisions, "d9999")), "9999");
}

TEST(dmn_decide, knowledge_models_call_each_other_and_themselves) {
  auto const parameter = std::string("<formalParameter name='n' typeRef='number'/>");
  auto decisions = compiled(
      document(knowledge("factorial", {},
                         parameter + literal("if n <= 1 then 1 else n * factorial(n - 1)")) +
               knowledge("is even", {"is odd"},
                         parameter + literal("if n = 0 then true else is odd(n - 1)")) +
               knowledge("is odd", {"is even"},
                         parameter + literal("if n = 0 then false else is even(n - 1)")) +
               "<decision name='top'><knowledgeRequirement><requiredKnowledge href='#factorial'/>"
               "</knowledgeRequirement><knowledgeRequirement><requiredKnowledge href='#is even'/>"
               "</knowledgeRequirement>" +
               literal("[factorial(5), factorial(n: 3), is even(7)]") + "</decision>"));

  EXPECT_EQ(shown(decide(decisions, "top")), "[120, 6, false]");
}

TEST(dmn_decide, a_knowledge_model_asked_directly_takes_its_parameters_as_inputs) {
  auto decisions = compiled(document(
      knowledge("f", {}, "<formalParameter name='n' typeRef='number'/>" + literal("[n]"))));

  EXPECT_EQ(shown(decide(decisions, "f", Value::context({{"n", number(4)}}))), "[4]");
  EXPECT_EQ(shown(decide(decisions, "f", Value::context({{"n", Value::text("x")}}))),
            "[null] dmn.decide_wrong_input");
  EXPECT_EQ(decide(decisions, "f").missing, std::vector<std::string>{"n"});
}

TEST(dmn_decide, a_recursion_without_end_is_stopped) {
  auto decisions = compiled(document(knowledge("f", {}, literal("f()"))));

  auto answer = decide(decisions, "f");

  EXPECT_TRUE(answer.value.is_null());
  EXPECT_EQ(answer.remarks.front().says.key, "feel.limit_reached");
}

TEST(dmn_decide, arguments_must_fit_in_number_name_and_type) {
  auto called = [](std::string const& call) {
    auto decisions = compiled(
        document(knowledge("f", {}, "<formalParameter name='n' typeRef='number'/>" + literal("n")) +
                 "<decision name='top'><knowledgeRequirement><requiredKnowledge href='#f'/>"
                 "</knowledgeRequirement>" +
                 literal(call) + "</decision>"));
    return shown(decide(decisions, "top"));
  };

  EXPECT_EQ(called("f(1)"), "1");
  EXPECT_EQ(called("f([1])"), "1");
  EXPECT_EQ(called("f()"), "null feel.wrong_argument_count");
  EXPECT_EQ(called("f(1, 2)"), "null feel.wrong_argument_count");
  EXPECT_EQ(called("f(m: 1)"), "null feel.missing_argument");
  EXPECT_EQ(called("f(\"x\")"), "null feel.wrong_argument_type");
}

std::string service(std::string const& name, std::string const& parts) {
  return "<decisionService id='" + name + "' name='" + name + "'>" + parts + "</decisionService>\n";
}

TEST(dmn_decide, a_service_decides_afresh_with_its_arguments) {
  auto decisions = compiled(document(
      input("a", "number") + decision("given", {}, literal("\"global\""), "string") +
      decision("inner", {"a", "given"}, literal("[a, given]")) +
      service("ask",
              "<outputDecision href='#inner'/><inputDecision href='#given'/>"
              "<inputData href='#a'/>") +
      "<decision name='top'><informationRequirement><requiredInput href='#a'/>"
      "</informationRequirement><informationRequirement><requiredDecision href='#inner'/>"
      "</informationRequirement><knowledgeRequirement><requiredKnowledge href='#ask'/>"
      "</knowledgeRequirement>" +
      literal("[inner, ask(2, \"argument\"), ask(given: \"named\", a: 3), ask(\"x\", \"y\"), a]") +
      "</decision>"));

  EXPECT_EQ(shown(decide(decisions, "top", Value::context({{"a", number(1)}}))),
            "[[1, \"global\"], [2, \"argument\"], [3, \"named\"], null, 1] "
            "feel.wrong_argument_type");
}

TEST(dmn_decide, a_service_asked_directly_knows_only_its_parameters) {
  auto decisions = compiled(document(
      input("a", "number") + input("b", "number") + decision("one", {"a", "b"}, literal("[a, b]")) +
      decision("two", {"a"}, literal("a")) +
      service("ask",
              "<outputDecision href='#one'/><outputDecision href='#two'/>"
              "<inputData href='#a'/>")));

  auto answer = decide(decisions, "ask", Value::context({{"a", number(1)}, {"b", number(2)}}));

  EXPECT_EQ(shown(answer), "{one: [1, null], two: 1}");
  EXPECT_EQ(decisions->entries().back().inputs, std::vector<std::string>{"a"});
}

std::string const library = document(
    "<itemDefinition name='tPerson'><itemComponent name='first name'><typeRef>string</typeRef>"
    "</itemComponent></itemDefinition>" +
        input("who", "tPerson") +
        knowledge("hello", {},
                  "<formalParameter name='p' typeRef='tPerson'/>" +
                      literal("\"Hello \" + p.first name")) +
        "<decision id='greet' name='greet'><informationRequirement><requiredInput href='#who'/>"
        "</informationRequirement><knowledgeRequirement><requiredKnowledge href='#hello'/>"
        "</knowledgeRequirement>" +
        literal("hello(who)") + "</decision>",
    "library");

Value person(std::string name) {
  return Value::context({{"first name", Value::text(std::move(name))}});
}

TEST(dmn_decide, imported_elements_have_names_below_their_import) {
  auto const xml = document(
      "<import namespace='urn:library' name='lib'/>" + input("me", "lib.tPerson") +
      "<decision name='top'><informationRequirement><requiredInput href='#me'/>"
      "</informationRequirement><informationRequirement>"
      "<requiredDecision href='urn:library#greet'/></informationRequirement><knowledgeRequirement>"
      "<requiredKnowledge href='urn:library#hello'/></knowledgeRequirement>" +
      literal("[lib.hello(me), lib.greet, me instance of lib.tPerson]") + "</decision>");
  auto decisions = compiled(xml, {library});

  auto answer = decide(
      decisions, "top",
      Value::context({{"me", person("Li")}, {"lib", Value::context({{"who", person("Wang")}})}}));
  EXPECT_EQ(shown(answer), "[\"Hello Li\", \"Hello Wang\", true]");
  EXPECT_EQ(answer.steps[0].name, "lib.greet");

  answer =
      decide(decisions, "top", Value::context({{"lib.who", person("Wang")}, {"me", person("Li")}}));
  EXPECT_EQ(shown(answer), "[\"Hello Li\", \"Hello Wang\", true]");
  EXPECT_EQ(decisions->entries()[0].inputs, (std::vector<std::string>{"me", "lib.who"}));
  EXPECT_EQ(shown(decide(decisions, "lib.greet", Value::context({{"lib.who", person("Z")}}))),
            "\"Hello Z\"");
}

// The same document below two others: its input data are asked for on each way.
TEST(dmn_decide, a_document_imported_on_two_ways_has_inputs_on_each) {
  auto between = [](std::string const& name) {
    return document(
        "<import namespace='urn:library' name='lib'/>"
        "<decision id='d' name='d'><informationRequirement>"
        "<requiredDecision href='urn:library#greet'/></informationRequirement>" +
            literal("lib.greet + \" from " + name + "\"") + "</decision>",
        name);
  };
  auto const xml =
      document("<import namespace='urn:b' name='b'/><import namespace='urn:c' name='c'/>" +
               decision("top", {"urn:b#d", "urn:c#d"}, literal("b.d + \", \" + c.d")));
  auto decisions = compiled(xml, {between("b"), between("c"), library});
  auto below = [](std::string name) {
    return Value::context({{"lib", Value::context({{"who", person(std::move(name))}})}});
  };

  auto answer =
      decide(decisions, "top", Value::context({{"b", below("Li")}, {"c", below("Wang")}}));

  EXPECT_EQ(shown(answer), "\"Hello Li from b, Hello Wang from c\"");
}

TEST(dmn_decide, an_import_without_a_name_puts_its_elements_among_the_own_ones) {
  auto const xml = document("<import namespace='urn:library' name=''/>" +
                            decision("top", {"urn:library#greet"}, literal("greet")));
  auto decisions = compiled(xml, {library});

  EXPECT_EQ(shown(decide(decisions, "top", Value::context({{"who", person("Li")}}))),
            "\"Hello Li\"");
}

TEST(dmn_decide, imports_must_be_there_and_go_round_in_no_circle) {
  auto const xml = document("\n<import namespace='urn:other' name='o'/>");
  std::vector<Model> back;
  back.push_back(
      test_model::model(document("<import namespace='urn:test' name='t'/>", "other"), "other.dmn"));

  EXPECT_EQ(refusal(xml), "dmn.decide_missing_import test.dmn:3");
  EXPECT_EQ(refusal(xml, std::move(back)), "dmn.decide_circular_import other.dmn:2");
}

std::string const fee_table = R"(
    <decisionTable hitPolicy="FIRST">
      <input label="Age"><inputExpression><text>age</text></inputExpression></input>
      <input label="City"><inputExpression><text>home.city</text></inputExpression></input>
      <output name="fee"/>
      <rule><inputEntry><text>&lt; 18</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>1</text></outputEntry></rule>
      <rule><extensionElements><zb:valid_from>2024-01-01</zb:valid_from></extensionElements>
        <inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>2</text></outputEntry></rule>
    </decisionTable>)";

TEST(dmn_decide, the_trace_tells_hits_and_what_was_missing) {
  auto decisions = compiled(document(input("age", "number") + input("home", "context") +
                                     decision("fee", {"age", "home"}, fee_table)));
  DecideOptions options;
  options.on = *Date::parse("2024-05-01");
  Decider decider(decisions, options);

  auto answer = decider.decide("fee", Value::context({{"home", Value::context({})}}));

  EXPECT_EQ(feel::to_literal(answer.value), "2");
  EXPECT_EQ(answer.missing, std::vector<std::string>{"age"});
  ASSERT_EQ(answer.steps.size(), 1u);
  ASSERT_EQ(answer.steps[0].tables.size(), 1u);
  auto const& trace = answer.steps[0].tables[0];
  EXPECT_EQ(trace.missing, (std::vector<bool>{true, true}));
  EXPECT_EQ(trace.chosen, std::vector<std::uint32_t>{1});
  EXPECT_EQ(trace.table, decisions->tables("fee").at(0).get());
  options.on = *Date::parse("2023-05-01");
  answer = Decider(decisions, options).decide("fee", Value::context({{"age", number(40)}}));
  EXPECT_TRUE(answer.value.is_null());
}

TEST(dmn_decide, tables_of_a_function_belong_to_the_decision_that_calls_it) {
  auto decisions = compiled(document(
      knowledge("f", {},
                "<formalParameter name='age'/><formalParameter name='home'/>" + fee_table) +
      "<decision name='top'><knowledgeRequirement><requiredKnowledge href='#f'/>"
      "</knowledgeRequirement>" +
      literal("f(1, {city: \"x\"}) + f(2, {city: \"y\"})") + "</decision>"));

  auto answer = decide(decisions, "top");

  EXPECT_EQ(shown(answer), "2");
  ASSERT_EQ(answer.steps.size(), 1u);
  EXPECT_EQ(answer.steps[0].tables.size(), 2u);
}

TEST(dmn_decide, a_function_in_an_answer_works_only_within_its_decider) {
  auto decisions =
      compiled(document(knowledge("f", {}, literal("1")) +
                        "<decision name='top'><knowledgeRequirement><requiredKnowledge "
                        "href='#f'/></knowledgeRequirement>" +
                        literal("f") + "</decision>"));

  auto answer = decide(decisions, "top");
  feel::Evaluator elsewhere;
  elsewhere.start();
  auto value = elsewhere.invoke(answer.value, {}, {}, {});

  EXPECT_TRUE(value.is_null());
  EXPECT_EQ(keys(elsewhere.remarks()), "dmn.decide_outside_of_decision");
}

}  // namespace
}  // namespace zonebook::dmn
