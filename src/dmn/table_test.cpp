#include "dmn/table.h"

#include <random>

#include "dmn/column.h"
#include "dmn/table_fixture.h"

namespace zonebook::dmn {
namespace {

using feel::Value;

std::string text_of(Value const& value) { return feel::to_literal(value); }

Sample fee_table(HitPolicy policy) {
  return Sample({.policy = policy,
                 .inputs = {"age: number", "sector: string"},
                 .outputs = {"fee: number"},
                 .rules = {"< 18 | - | 0", "[18..65) | \"bio\", \"chip\" | 5",
                           ">= 65 | not(\"bio\") | 7", "- | \"生物\" | 9"}});
}

TEST(dmn_table, finds_the_rule_that_admits_all_inputs) {
  auto sample = fee_table(HitPolicy::unique);
  ASSERT_FALSE(sample.error);

  EXPECT_EQ(text_of(sample.decide({"17", "\"any\""})), "0");
  EXPECT_EQ(text_of(sample.decide({"18", "\"chip\""})), "5");
  EXPECT_EQ(text_of(sample.decide({"65", "\"chip\""})), "7");
  EXPECT_EQ(text_of(sample.decide({"30", "\"生物\""})), "9");
  EXPECT_EQ(sample.trace.chosen, std::vector<std::uint32_t>{3});
  EXPECT_TRUE(sample.evaluator.remarks().empty());
}

TEST(dmn_table, gives_null_without_a_remark_where_no_rule_hits) {
  auto sample = fee_table(HitPolicy::unique);

  EXPECT_TRUE(sample.decide({"30", "\"steel\""}).is_null());
  EXPECT_TRUE(sample.decide({"null", "\"steel\""}).is_null());
  EXPECT_EQ(sample.evaluator.remark_count(), 0u);
}

TEST(dmn_table, names_the_rules_of_a_violated_unique) {
  auto sample = fee_table(HitPolicy::unique);

  EXPECT_TRUE(sample.decide({"70", "\"生物\""}).is_null());
  ASSERT_EQ(sample.remark_key(), "dmn.table_not_unique");
  EXPECT_EQ(sample.evaluator.remarks()[0].says.args[0].second, "3, 4");
  EXPECT_EQ(sample.hits(), (std::vector<std::uint32_t>{2, 3}));
  EXPECT_TRUE(sample.trace.chosen.empty());
}

TEST(dmn_table, takes_the_first_hit_of_first) {
  auto sample = fee_table(HitPolicy::first);

  EXPECT_EQ(text_of(sample.decide({"70", "\"生物\""})), "7");
  EXPECT_EQ(sample.hits(), (std::vector<std::uint32_t>{2, 3}));
}

TEST(dmn_table, any_wants_equal_outputs) {
  Sample sample({.policy = HitPolicy::any,
                 .inputs = {"x: number"},
                 .outputs = {"a: number", "b: string"},
                 .rules = {"< 10 | 1 | \"p\"", "< 5 | 1.0 | \"p\"", "> 8 | 2 | \"p\""}});

  EXPECT_EQ(text_of(sample.decide({"3"})), R"({a: 1, b: "p"})");
  EXPECT_EQ(sample.trace.chosen, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_TRUE(sample.decide({"9"}).is_null());
  EXPECT_EQ(sample.remark_key(), "dmn.table_outputs_differ");
}

TEST(dmn_table, priority_goes_by_the_allowed_values_first_output_first) {
  Sample sample(
      {.policy = HitPolicy::priority,
       .inputs = {"x: number"},
       .outputs = {"status: string {\"no\", \"yes\"}", "rate: string {\"high\", \"low\"}"},
       .rules = {"> 0 | \"yes\" | \"high\"", "> 5 | \"no\" | \"low\"",
                 "> 9 | \"no\" | upper case(\"\") + \"high\""}});

  EXPECT_EQ(text_of(sample.decide({"1"})), R"({status: "yes", rate: "high"})");
  EXPECT_EQ(text_of(sample.decide({"6"})), R"({status: "no", rate: "low"})");
  EXPECT_EQ(text_of(sample.decide({"10"})), R"({status: "no", rate: "high"})");
  EXPECT_EQ(sample.trace.chosen, std::vector<std::uint32_t>{2});
}

TEST(dmn_table, output_order_and_rule_order_list_all_hits) {
  SampleText text{.policy = HitPolicy::output_order,
                  .inputs = {"x: number"},
                  .outputs = {"o: string {\"a\", \"b\", \"c\"}"},
                  .rules = {"> 0 | \"c\"", "> 0 | \"a\"", "> 5 | \"b\"", "> 0 | \"a\""}};

  Sample by_output(text);
  EXPECT_EQ(text_of(by_output.decide({"6"})), R"(["a", "a", "b", "c"])");
  EXPECT_EQ(by_output.trace.chosen, (std::vector<std::uint32_t>{1, 3, 2, 0}));
  text.policy = HitPolicy::rule_order;
  Sample by_rule(text);
  EXPECT_EQ(text_of(by_rule.decide({"6"})), R"(["c", "a", "b", "a"])");
  EXPECT_TRUE(by_rule.decide({"0"}).is_null());
}

TEST(dmn_table, collects_and_aggregates) {
  struct Case {
    Aggregation aggregation;
    std::string many, none;
  };
  for (auto const& each :
       {Case{Aggregation::none, "[3, 5, 4]", "[]"}, Case{Aggregation::sum, "12", "null"},
        Case{Aggregation::min, "3", "null"}, Case{Aggregation::max, "5", "null"},
        Case{Aggregation::count, "3", "0"}}) {
    Sample sample({.policy = HitPolicy::collect,
                   .aggregation = each.aggregation,
                   .inputs = {"x: number"},
                   .outputs = {"o: number"},
                   .rules = {"> 0 | 3", "> 0 | 5", "> 1 | x * 2"}});

    EXPECT_EQ(text_of(sample.decide({"2"})), each.many);
    EXPECT_EQ(text_of(sample.decide({"0"})), each.none);
    EXPECT_EQ(sample.evaluator.remark_count(), 0u);
  }
}

TEST(dmn_table, aggregates_each_of_several_outputs) {
  Sample sample({.policy = HitPolicy::collect,
                 .aggregation = Aggregation::max,
                 .inputs = {"x: number"},
                 .outputs = {"a: number", "d: date"},
                 .rules = {"- | 3 | @\"2024-01-01\"", "- | 1 | @\"2024-02-01\""}});

  EXPECT_EQ(text_of(sample.decide({"2"})), R"({a: 3, d: @"2024-02-01"})");
}

TEST(dmn_table, does_not_add_up_what_is_no_number) {
  Sample sample({.policy = HitPolicy::collect,
                 .aggregation = Aggregation::sum,
                 .inputs = {"x"},
                 .outputs = {"o"},
                 .rules = {"- | 3", "- | \"5\""}});

  EXPECT_TRUE(sample.decide({"2"}).is_null());
  EXPECT_EQ(sample.remark_key(), "dmn.table_not_a_number");
}

TEST(dmn_table, falls_back_on_the_default) {
  Sample one({.policy = HitPolicy::unique,
              .inputs = {"x: number"},
              .outputs = {"o: string = \"none\""},
              .rules = {"> 5 | \"some\""}});
  EXPECT_EQ(text_of(one.decide({"1"})), "\"none\"");
  EXPECT_TRUE(one.trace.used_default);
  EXPECT_EQ(text_of(one.decide({"6"})), "\"some\"");
  EXPECT_FALSE(one.trace.used_default);

  Sample two({.policy = HitPolicy::collect,
              .inputs = {"x: number"},
              .outputs = {"o: number = x", "p: number"},
              .rules = {"> 5 | 1 | 2"}});
  EXPECT_EQ(text_of(two.decide({"1"})), "[{o: 1, p: null}]");
}

TEST(dmn_table, refuses_inputs_outside_the_allowed_values) {
  Sample sample({.policy = HitPolicy::unique,
                 .inputs = {"risk: string {\"low\", \"high\"}", "y: number"},
                 .outputs = {"o: number"},
                 .rules = {"- | > 1 | 1"}});

  EXPECT_TRUE(sample.decide({"\"middle\"", "2"}).is_null());
  EXPECT_EQ(sample.remark_key(), "dmn.table_input_not_allowed");
  EXPECT_EQ(sample.trace.not_allowed, 0u);
  EXPECT_TRUE(sample.hits().empty());
  EXPECT_EQ(text_of(sample.decide({"\"low\"", "2"})), "1");
  EXPECT_EQ(text_of(sample.decide({"null", "2"})), "1");
  EXPECT_FALSE(sample.trace.not_allowed);
}

TEST(dmn_table, refuses_outputs_that_are_not_allowed_or_of_another_type) {
  Sample sample({.policy = HitPolicy::unique,
                 .inputs = {"x: number"},
                 .outputs = {"o: number {[0..10]}"},
                 .rules = {"1 | 11", "2 | \"a\"", "3 | x * 5", "4 | x", "5 | null"}});

  EXPECT_TRUE(sample.decide({"1"}).is_null());
  EXPECT_EQ(sample.remark_key(), "dmn.table_output_not_allowed");
  EXPECT_TRUE(sample.decide({"2"}).is_null());
  EXPECT_EQ(sample.remark_key(), "dmn.table_output_wrong_type");
  EXPECT_TRUE(sample.decide({"3"}).is_null());
  EXPECT_EQ(sample.remark_key(), "dmn.table_output_not_allowed");
  EXPECT_EQ(text_of(sample.decide({"4"})), "4");
  EXPECT_TRUE(sample.decide({"5"}).is_null());
  EXPECT_EQ(sample.evaluator.remark_count(), 0u);
}

TEST(dmn_table, evaluates_computed_cells_only_where_a_rule_still_stands) {
  Sample sample(
      {.policy = HitPolicy::first,
       .inputs = {"x: number", "y: number", "names: list<string>"},
       .outputs = {"o: string"},
       .rules = {"> 100 | no such name | - | \"a\"", "- | > x | - | \"b\"",
                 "- | - | list contains(?, \"k\") | \"c\"", "- | \"text\" + 1 | - | \"d\""}});

  EXPECT_EQ(text_of(sample.decide({"1", "2", "[]"})), "\"b\"");
  EXPECT_EQ(sample.evaluator.remark_count(), 0u);
  EXPECT_EQ(text_of(sample.decide({"3", "2", "[\"k\"]"})), "\"c\"");
  ASSERT_EQ(sample.trace.refused.size(), 1u);
  EXPECT_EQ(sample.trace.refused[0].rule, 1u);
  EXPECT_EQ(sample.trace.refused[0].column, 1u);
}

TEST(dmn_table, a_condition_that_cannot_be_told_of_null_does_not_admit_it) {
  Sample sample({.policy = HitPolicy::collect,
                 .inputs = {"symptoms: list"},
                 .outputs = {"o"},
                 .rules = {"list contains(?, \"cough\") | 1", "count(?) > 1 | 2", "null | 3",
                           "some s in ? satisfies s = \"cough\" | 4"}});

  EXPECT_EQ(text_of(sample.decide({"null"})), "[3]");
  EXPECT_EQ(text_of(sample.decide({"[\"cough\"]"})), "[1, 4]");
}

TEST(dmn_table, keeps_rules_to_their_days) {
  auto text = table_text({.policy = HitPolicy::unique,
                          .inputs = {"x: number"},
                          .outputs = {"o: number"},
                          .rules = {"> 0 | 1", "> 0 | 2"}});
  text.rules[0].valid_to = Date::parse("2024-01-01");
  text.rules[1].valid_from = Date::parse("2024-01-01");
  Sample sample(text);

  sample.on = *Date::parse("2023-12-31");
  EXPECT_EQ(text_of(sample.decide({"5"})), "1");
  sample.on = *Date::parse("2024-01-01");
  EXPECT_EQ(text_of(sample.decide({"5"})), "2");
}

TEST(dmn_table, says_where_a_cell_cannot_be_read) {
  Sample cell({.inputs = {"x: number"}, .outputs = {"o"}, .rules = {"1 | 1", "> > 2 | 1"}});
  ASSERT_TRUE(cell.error);
  EXPECT_EQ(cell.error->code, Error::Code::invalid);
  EXPECT_EQ(cell.error->where.substr(0, 27), "sample.dmn:11 rule 2, x: 1:");

  auto text = table_text({.inputs = {"x"}, .outputs = {"o"}, .rules = {"1 | 1"}});
  text.rules[0].inputs.push_back("-");
  Sample count(text);
  ASSERT_TRUE(count.error);
  EXPECT_EQ(count.error->says.key, "dmn.table_wrong_cell_count");

  Sample no_output({.inputs = {"x"}, .outputs = {}, .rules = {}});
  ASSERT_TRUE(no_output.error);
  EXPECT_EQ(no_output.error->says.key, "dmn.table_no_output");
}

TEST(dmn_table, knows_the_type_of_its_answer) {
  Sample list({.policy = HitPolicy::collect,
               .inputs = {"x"},
               .outputs = {"o: number"},
               .rules = {"- | 1"}});
  EXPECT_EQ(to_string(*list.table->type()), "list<number>");
  Sample context({.inputs = {"x"}, .outputs = {"a", "b: string"}, .rules = {"- | 1 | \"\""}});
  EXPECT_EQ(to_string(*context.table->type()), "context<a: number, b: string>");
}

// The forms of cells that an index must understand; if one falls back to evaluation, tables get
// slow and check() uncertain without anybody noticing.
TEST(dmn_table, indexes_every_test_against_constants) {
  for (auto const* cell : {"-",
                           "",
                           "5",
                           "-5",
                           "< 5",
                           ">= 5",
                           "!= 5",
                           "= 5",
                           "[1..5]",
                           "(1..5)",
                           "]1..5[",
                           "1, 2, 3",
                           "not(1, 2)",
                           "not(< 5)",
                           "null",
                           "not(null)",
                           "\"a\"",
                           "\"a\", \"b\"",
                           "[\"a\", \"b\"]",
                           "not(\"a\", \"b\")",
                           "true",
                           "false",
                           "date(\"2024-01-01\")",
                           "< @\"2024-01-01\"",
                           "[@\"2024-01-01\"..@\"2024-12-31\"]",
                           "@\"P1Y\"",
                           "> duration(\"P3D\")",
                           "< 2 * 3",
                           "@\"2024-01-01T00:00:00\"",
                           "> @\"10:00:00Z\"",
                           "\"a\", 5, null",
                           "not(\"a\", 5)",
                           "[5..1]",
                           "[1..\"a\"]"}) {
    Sample sample({.inputs = {"x"}, .outputs = {"o"}, .rules = {std::string(cell) + " | 1"}});
    ASSERT_FALSE(sample.error) << cell;
    EXPECT_FALSE(sample.table->columns()[0].cells[0].is_computed()) << cell;
  }
}

// Random tables on random values, against the evaluator cell by cell.
class Chance {
 public:
  explicit Chance(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  template <class List>
  std::string one_of(List const& list) {
    return std::string(list[below(std::size(list))]);
  }

  std::string constant() {
    static constexpr char const* pools[][6] = {
        {"0", "5", "5.50", "10", "-3", "1234567890123456789012345678901234"},
        {"\"a\"", "\"b\"", "\"\"", "\"生物\"", "\"生物医药\"", "\"Z\""},
        {"@\"2024-01-01\"", "@\"2024-01-02\"", "@\"2024-02-29\"", "@\"1999-12-31\"",
         "@\"-0001-01-01\"", "@\"2030-01-01\""},
        {"true", "false", "null", "true", "false", "null"},
        {"@\"P1Y\"", "@\"P13M\"", "@\"-P1M\"", "@\"P1D\"", "@\"PT0S\"", "@\"PT36H\""},
        {"@\"2024-01-01T00:00:00\"", "@\"2024-01-01T00:00:00Z\"", "@\"2024-01-01T08:00:00+08:00\"",
         "@\"2024-01-01T00:00:00.5\"", "@\"2024-01-01T01:00:00@Europe/Paris\"",
         "@\"2025-01-01T00:00:00\""},
        {"@\"10:00:00\"", "@\"10:00:00Z\"", "@\"12:00:00+02:00\"", "@\"10:00:00.25\"",
         "@\"12:00:00@Europe/Paris\"", "@\"23:59:59\""},
    };
    return one_of(pools[below(4) == 0 ? below(std::size(pools)) : below(3)]);
  }

  std::string test(bool nested = false) {
    static constexpr char const* signs[] = {"<", "<=", ">", ">=", "=", "!="};
    switch (below(nested ? 9 : 14)) {
      case 0:
      case 1: return one_of(signs) + " " + constant();
      case 2:
      case 3: {
        static constexpr char const* open[] = {"[", "(", "]"};
        static constexpr char const* close[] = {"]", ")"};
        return one_of(open) + constant() + ".." + constant() + one_of(close);
      }
      case 4: return "[" + constant() + ", " + constant() + "]";
      case 5: return nested ? constant() : test(true) + ", " + test(true);
      case 9:
      case 10: return "not(" + test(true) + ", " + test(true) + ")";
      case 11: return below(2) ? "-" : "";
      case 12: return computed();
      case 13: return "? " + one_of(signs) + " " + constant();
      default: return constant();
    }
  }

  std::string computed() {
    static constexpr char const* cells[] = {"b",
                                            "< b",
                                            "[a..b]",
                                            "a, b",
                                            "string length(?) > 1",
                                            "? = a or ? = b",
                                            "[a, b]",
                                            "? between 0 and 7",
                                            "? in [1..6]",
                                            "not(?)",
                                            "list contains([1, \"a\"], ?)",
                                            "? in (5, < 0, \"a\")",
                                            "count([?]) = 1",
                                            "? instance of number"};
    return one_of(cells);
  }

  std::string input() {
    static constexpr char const* odd[] = {"[]",     "[5]",    "[\"a\", 5]",     "{a: 1}",
                                          "[1..5]", "(< 5)",  "4.999",          "5.5",
                                          "7",      "\"生\"", "@\"2024-01-03\""};
    return below(4) == 0 ? one_of(odd) : constant();
  }

 private:
  std::mt19937 random_;
};

struct Naive {
  Naive(std::string const& text, feel::Scope const& scope)
      : test(*feel::compile_unary_tests(text.empty() ? "-" : text, scope, feel::any_type())) {}
  bool admits(std::vector<Value> inputs, Value const& tested) {
    inputs.push_back(tested);
    return evaluator.run(test, inputs).is_true();
  }
  feel::Expression test;
  feel::Evaluator evaluator;
};

SampleText random_table(Chance& chance) {
  SampleText text{.policy = HitPolicy::rule_order, .inputs = {"a", "b"}, .outputs = {"o"}};
  auto count = 1 + chance.below(chance.below(10) == 0 ? 100 : 12);
  for (std::size_t i = 0; i < count; ++i) {
    text.rules.push_back(chance.test() + " | " + (chance.below(3) ? "-" : chance.test()) + " | 1");
  }
  return text;
}

TEST(dmn_table, agrees_with_testing_each_cell_by_the_evaluator) {
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    Chance chance(seed);
    auto text = random_table(chance);
    Sample sample(text);
    ASSERT_FALSE(sample.error) << sample.error->where;
    feel::Scope scope;
    scope.name("a");
    scope.name("b");
    std::vector<std::vector<Naive>> naive;
    for (auto const& rule : sample.table->text().rules) {
      naive.emplace_back();
      for (auto const& cell : rule.inputs) naive.back().emplace_back(cell, scope);
    }
    for (int pair = 0; pair < 30; ++pair) {
      std::vector<std::string> sources{chance.input(), chance.input()};
      std::vector<Value> inputs{value_of(sources[0]), value_of(sources[1])};
      std::vector<std::uint32_t> expected;
      for (std::uint32_t rule = 0; rule < naive.size(); ++rule) {
        bool const hits =
            naive[rule][0].admits(inputs, inputs[0]) && naive[rule][1].admits(inputs, inputs[1]);
        if (hits) expected.push_back(rule);
      }

      sample.decide_on(inputs);

      ASSERT_EQ(sample.hits(), expected)
          << "seed " << seed << ": " << sources[0] << " and " << sources[1];
    }
  }
}

TEST(dmn_table, finds_numbers_among_many_ends) {
  SampleText text{.policy = HitPolicy::unique, .inputs = {"x: number"}, .outputs = {"o: number"}};
  for (int i = 0; i < 500; ++i) {
    text.rules.push_back("[" + std::to_string(i) + ".001.." + std::to_string(i + 1) + ".001) | " +
                         std::to_string(i));
  }
  Sample sample(text);

  EXPECT_EQ(text_of(sample.decide({"0.001"})), "0");
  EXPECT_EQ(text_of(sample.decide({"250.000999999999999999999999999999"})), "249");
  EXPECT_EQ(text_of(sample.decide({"250.001"})), "250");
  EXPECT_EQ(text_of(sample.decide({"250.001000000000000000000000000001"})), "250");
  EXPECT_TRUE(sample.decide({"0"}).is_null());
  EXPECT_TRUE(sample.decide({"500.001"}).is_null());
}

}  // namespace
}  // namespace zonebook::dmn
