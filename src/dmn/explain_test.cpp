#include "dmn/explain.h"

#include "dmn/table_fixture.h"

namespace zonebook::dmn {
namespace {

using feel::Value;
using Rules = std::vector<std::uint32_t>;

TableText subsidy(HitPolicy policy) {
  auto text = table_text(
      {.policy = policy,
       .inputs = {"capital: number", "jobs: number", "sector: string"},
       .outputs = {"grade: string {\"A\", \"B\", \"C\"}"},
       .rules = {">= 500 | >= 50 | \"生物\", \"芯片\" | \"A\"", ">= 200 | [20..150] | - | \"B\"",
                 "< 200 | >= 10 | not(\"化工\") | \"C\"", "- | >= 300 | - | \"B\""}});
  text.inputs[0].label = "注册资本";
  text.inputs[1].label = "就业人数";
  text.inputs[2].label = "行业";
  text.rules[0].source = "《示例条例》第十二条";
  text.rules[0].annotations = {"一事一议"};
  text.rules[1].source = "《示例条例》第十三条";
  text.annotation_names = {"备注"};
  return text;
}

// One table as a whole answer.
class Told {
 public:
  explicit Told(TableText text) : sample(std::move(text)) { EXPECT_FALSE(sample.error); }

  std::string tell(std::vector<std::string> const& inputs, Language language,
                   std::vector<bool> missing = {}) {
    std::vector<Value> values;
    for (auto const& each : inputs) values.push_back(value_of(each));
    Answer answer;
    answer.value = sample.decide_on(std::move(values), std::move(missing));
    answer.remarks = sample.evaluator.remarks();
    answer.steps.push_back({"等级", answer.value, {sample.trace}});
    return "\n" + dmn::tell(answer, language);
  }

  Sample sample;
};

TEST(dmn_explain, orders_misses_by_failed_cells_then_by_distance) {
  Sample sample(subsidy(HitPolicy::first));
  sample.decide({"190", "5", "\"钢铁\""});

  auto explanation = explain(sample.trace);

  EXPECT_TRUE(explanation.hits.empty());
  ASSERT_EQ(explanation.misses.size(), 4u);
  EXPECT_EQ(explanation.misses[0].rule, 2u);
  EXPECT_EQ(explanation.misses[0].failed, Rules{1});
  EXPECT_EQ(explanation.misses[1].rule, 3u);
  EXPECT_EQ(explanation.misses[2].rule, 1u);
  EXPECT_EQ(explanation.misses[2].failed, (Rules{0, 1}));
  EXPECT_EQ(explanation.misses[3].rule, 0u);
  EXPECT_TRUE(explanation.deciding.empty());
}

TEST(dmn_explain, groups_the_values_of_a_missing_input_by_what_they_lead_to) {
  Sample sample(subsidy(HitPolicy::unique));
  sample.decide_on({Value(Decimal(300)), Value(), Value::text("钢铁")}, {false, true, false});

  auto explanation = explain(sample.trace);

  ASSERT_EQ(explanation.deciding.size(), 1u);
  auto const& cases = explanation.deciding[0].cases;
  ASSERT_EQ(cases.size(), 3u);
  EXPECT_EQ(cases[0].values, "< 20, (150..300)");
  EXPECT_TRUE(cases[0].rules.empty());
  EXPECT_EQ(cases[1].values, "[20..150]");
  EXPECT_EQ(cases[1].rules, Rules{1});
  EXPECT_EQ(cases[2].values, ">= 300");
  EXPECT_EQ(cases[2].rules, Rules{3});
  EXPECT_TRUE(cases[1].is_settled);
}

TEST(dmn_explain, leaves_out_missing_inputs_that_cannot_matter_any_more) {
  Sample sample({.policy = HitPolicy::first,
                 .inputs = {"a: number", "b: number"},
                 .outputs = {"o"},
                 .rules = {"> 10 | - | 1", "> 5 | > 3 | 2", "- | > 7 | 3"}});

  sample.decide_on({Value(Decimal(11)), Value()}, {false, true});
  EXPECT_TRUE(explain(sample.trace).deciding.empty());
  sample.decide_on({Value(Decimal(6)), Value()}, {false, true});
  auto explanation = explain(sample.trace);
  ASSERT_EQ(explanation.deciding.size(), 1u);
  EXPECT_EQ(explanation.deciding[0].cases[1].values, "> 3");
  EXPECT_EQ(explanation.deciding[0].cases[1].rules, Rules{1});
}

TEST(dmn_explain, says_that_missing_inputs_hang_together) {
  Sample sample({.policy = HitPolicy::first,
                 .inputs = {"a: number", "b: number"},
                 .outputs = {"o"},
                 .rules = {"> 5 | > 3 | 1", "> 5 | - | 2"}});
  sample.decide_on({Value(), Value()}, {true, true});

  auto explanation = explain(sample.trace);

  ASSERT_EQ(explanation.deciding.size(), 2u);
  auto const& of_a = explanation.deciding[0].cases;
  ASSERT_EQ(of_a.size(), 2u);
  EXPECT_EQ(of_a[1].values, "> 5");
  EXPECT_EQ(of_a[1].rules, (Rules{0, 1}));
  EXPECT_FALSE(of_a[1].is_settled);
}

TEST(dmn_explain, knows_which_computed_cell_refused) {
  Sample sample({.policy = HitPolicy::unique,
                 .inputs = {"a: number", "b: number"},
                 .outputs = {"o"},
                 .rules = {"> 5 | > a | 1"}});
  sample.decide({"6", "2"});

  auto explanation = explain(sample.trace);

  ASSERT_EQ(explanation.misses.size(), 1u);
  EXPECT_EQ(explanation.misses[0].failed, Rules{1});
}

TEST(dmn_explain, tells_a_hit) {
  Told told(subsidy(HitPolicy::first));

  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::zh), R"(
“等级”的结果是“A”。
按第 1 条规则：“注册资本”为 800（要求 ≥ 500）；“就业人数”为 60（要求 ≥ 50）；“行业”为“生物”（要求“生物”或“芯片”）。
  依据：《示例条例》第十二条
  备注：一事一议
第 2 条规则也符合，但次序在后。
其他规则不适用的原因：
· 第 4 条规则：“就业人数”要求 ≥ 300，现为 60。
· 第 3 条规则：“注册资本”要求 < 200，现为 800。
)");
  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::en), R"(
“等级” is “A”.
By rule 1: 注册资本 is 800 (needs ≥ 500); 就业人数 is 60 (needs ≥ 50); 行业 is “生物” (needs “生物” or “芯片”).
  Source: 《示例条例》第十二条
  备注: 一事一议
Rule 2 fits too, but ranks behind.
Why other rules do not apply:
· Rule 4: 就业人数 needs ≥ 300, is 60.
· Rule 3: 注册资本 needs < 200, is 800.
)");
}

TEST(dmn_explain, tells_a_near_miss) {
  Told told(subsidy(HitPolicy::first));

  EXPECT_EQ(told.tell({"600", "18", "\"化工\""}, Language::zh), R"(
“等级”没有结果：没有规则适用。
最接近的规则：
· 第 2 条规则：“就业人数”要求 20 至 150，现为 18。（《示例条例》第十三条）
· 第 4 条规则：“就业人数”要求 ≥ 300，现为 18。
· 第 1 条规则：“就业人数”要求 ≥ 50，现为 18；“行业”要求“生物”或“芯片”，现为“化工”。（《示例条例》第十二条）
· 第 3 条规则：“注册资本”要求 < 200，现为 600；“行业”要求不是“化工”，现为“化工”。
)");
  EXPECT_EQ(told.tell({"600", "18", "\"化工\""}, Language::en), R"(
“等级” has no result: no rule applies.
What came closest:
· Rule 2: 就业人数 needs 20 to 150, is 18. (《示例条例》第十三条)
· Rule 4: 就业人数 needs ≥ 300, is 18.
· Rule 1: 就业人数 needs ≥ 50, is 18; 行业 needs “生物” or “芯片”, is “化工”. (《示例条例》第十二条)
· Rule 3: 注册资本 needs < 200, is 600; 行业 needs not “化工”, is “化工”.
)");
}

TEST(dmn_explain, tells_what_a_missing_input_would_decide) {
  auto text = subsidy(HitPolicy::unique);
  text.rules[0].source.clear();
  Told told(text);

  EXPECT_EQ(told.tell({"300", "null", "\"钢铁\""}, Language::zh, {false, true, false}), R"(
“等级”现在还定不下来。
还缺“就业人数”，由它决定：
· 若为 20 至 150：“B”（第 2 条规则，《示例条例》第十三条）
· 若 ≥ 300：“B”（第 4 条规则）
· 否则：没有规则适用
已经排除的规则：
· 第 3 条规则：“注册资本”要求 < 200，现为 300。
· 第 1 条规则：“注册资本”要求 ≥ 500，现为 300；“行业”要求“生物”或“芯片”，现为“钢铁”。
)");
  EXPECT_EQ(told.tell({"300", "null", "\"钢铁\""}, Language::en, {false, true, false}), R"(
“等级” cannot be decided yet.
Still missing: 就业人数. It decides:
· if 20 to 150: “B” (rule 2, 《示例条例》第十三条)
· if ≥ 300: “B” (rule 4)
· otherwise: no rule applies
Ruled out:
· Rule 3: 注册资本 needs < 200, is 300.
· Rule 1: 注册资本 needs ≥ 500, is 300; 行业 needs “生物” or “芯片”, is “钢铁”.
)");
}

TEST(dmn_explain, tells_of_several_missing_inputs_which_answers_are_left) {
  Told told(subsidy(HitPolicy::unique));
  std::vector<bool> const missing = {true, true, false};

  EXPECT_EQ(told.tell({"null", "null", "\"钢铁\""}, Language::zh, missing), R"(
“等级”现在还定不下来。
还缺“注册资本”、“就业人数”。
还有可能的结果：
· “B”，须“就业人数” ≥ 300。（第 4 条规则）
· “B”，须“注册资本” ≥ 200，“就业人数”为 20 至 150。（第 2 条规则，《示例条例》第十三条）
· “C”，须“注册资本” < 200，“就业人数” ≥ 10。（第 3 条规则）
· 没有结果，只要“就业人数” < 10。
已经排除的规则：
· 第 1 条规则：“行业”要求“生物”或“芯片”，现为“钢铁”。（《示例条例》第十二条）
)");
  EXPECT_EQ(told.tell({"null", "null", "\"钢铁\""}, Language::en, missing), R"(
“等级” cannot be decided yet.
Still missing: 注册资本, 就业人数.
Still possible:
· “B”, if 就业人数 is ≥ 300. (rule 4)
· “B”, if 注册资本 is ≥ 200, 就业人数 is 20 to 150. (rule 2, 《示例条例》第十三条)
· “C”, if 注册资本 is < 200, 就业人数 is ≥ 10. (rule 3)
· no result, as soon as 就业人数 is < 10.
Ruled out:
· Rule 1: 行业 needs “生物” or “芯片”, is “钢铁”. (《示例条例》第十二条)
)");
}

TEST(dmn_explain, tells_what_one_of_several_missing_inputs_settles) {
  Told told(table_text({.policy = HitPolicy::unique,
                        .inputs = {"a: number", "b: boolean"},
                        .outputs = {"o: string"},
                        .rules = {"> 5 | true | \"x\"", "- | false | string(a)"}}));

  EXPECT_EQ(told.tell({"null", "null"}, Language::zh, {true, true}), R"(
“等级”现在还定不下来。
还缺“a”、“b”。
还有可能的结果：
· 另行计算的结果，只要“b”为否。（第 2 条规则）
· “x”，须“a” > 5，“b”为是。（第 1 条规则）
)");
  EXPECT_EQ(told.tell({"null", "null"}, Language::en, {true, true}), R"(
“等级” cannot be decided yet.
Still missing: a, b.
Still possible:
· a computed result, as soon as b is no. (rule 2)
· “x”, if a is > 5, b is yes. (rule 1)
)");
}

TEST(dmn_explain, tells_what_was_collected) {
  auto text = subsidy(HitPolicy::collect);
  text.rules.resize(2);
  Told told(text);

  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::zh), R"(
“等级”的结果是“A”、“B”。
按第 1 条规则：“注册资本”为 800（要求 ≥ 500）；“就业人数”为 60（要求 ≥ 50）；“行业”为“生物”（要求“生物”或“芯片”）。
  依据：《示例条例》第十二条
  备注：一事一议
按第 2 条规则：“注册资本”为 800（要求 ≥ 200）；“就业人数”为 60（要求 20 至 150）。
  依据：《示例条例》第十三条
)");
  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::en), R"(
“等级” is “A”, “B”.
By rule 1: 注册资本 is 800 (needs ≥ 500); 就业人数 is 60 (needs ≥ 50); 行业 is “生物” (needs “生物” or “芯片”).
  Source: 《示例条例》第十二条
  备注: 一事一议
By rule 2: 注册资本 is 800 (needs ≥ 200); 就业人数 is 60 (needs 20 to 150).
  Source: 《示例条例》第十三条
)");
}

TEST(dmn_explain, tells_a_default) {
  auto text = subsidy(HitPolicy::unique);
  text.rules.resize(2);
  text.outputs[0].default_text = "\"C\"";
  Told told(text);

  EXPECT_EQ(told.tell({"100", "60", "\"生物\""}, Language::zh), R"(
“等级”的结果是“C”。
没有规则适用，取默认结果。
最接近的规则：
· 第 2 条规则：“注册资本”要求 ≥ 200，现为 100。（《示例条例》第十三条）
· 第 1 条规则：“注册资本”要求 ≥ 500，现为 100。（《示例条例》第十二条）
)");
  EXPECT_EQ(told.tell({"100", "60", "\"生物\""}, Language::en), R"(
“等级” is “C”.
No rule applies, so the default is taken.
What came closest:
· Rule 2: 注册资本 needs ≥ 200, is 100. (《示例条例》第十三条)
· Rule 1: 注册资本 needs ≥ 500, is 100. (《示例条例》第十二条)
)");
}

TEST(dmn_explain, tells_a_violated_unique) {
  auto text = subsidy(HitPolicy::unique);
  text.rules.resize(2);
  Told told(text);

  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::zh), R"(
“等级”没有结果。
第 1 条规则符合：“注册资本”为 800（要求 ≥ 500）；“就业人数”为 60（要求 ≥ 50）；“行业”为“生物”（要求“生物”或“芯片”）。
  依据：《示例条例》第十二条
  备注：一事一议
第 2 条规则符合：“注册资本”为 800（要求 ≥ 200）；“就业人数”为 60（要求 20 至 150）。
  依据：《示例条例》第十三条

注意：第 1, 2 条规则同时适用，而这张表只允许一条适用，请修改这些规则的条件
)");
  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::en), R"(
“等级” has no result.
Rule 1 fits: 注册资本 is 800 (needs ≥ 500); 就业人数 is 60 (needs ≥ 50); 行业 is “生物” (needs “生物” or “芯片”).
  Source: 《示例条例》第十二条
  备注: 一事一议
Rule 2 fits: 注册资本 is 800 (needs ≥ 200); 就业人数 is 60 (needs 20 to 150).
  Source: 《示例条例》第十三条

Note: rules 1, 2 apply at once, but only one may in this table; please change their conditions
)");
}

TEST(dmn_explain, tells_an_expired_rule) {
  auto text = subsidy(HitPolicy::unique);
  text.rules.resize(2);
  text.rules[0].valid_to = Date::parse("2024-01-01");
  text.rules[1].valid_from = Date::parse("2025-01-01");
  Told told(text);

  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::zh), R"(
“等级”没有结果：没有规则适用。
最接近的规则：
· 第 1 条规则：有效期到 2023-12-31，2024-06-01 已经失效。（《示例条例》第十二条）
· 第 2 条规则：自 2025-01-01 起有效，2024-06-01 尚未生效。（《示例条例》第十三条）
)");
  EXPECT_EQ(told.tell({"800", "60", "\"生物\""}, Language::en), R"(
“等级” has no result: no rule applies.
What came closest:
· Rule 1: it was valid until 2023-12-31, no longer on 2024-06-01. (《示例条例》第十二条)
· Rule 2: it is valid from 2025-01-01, not yet on 2024-06-01. (《示例条例》第十三条)
)");
}

}  // namespace
}  // namespace zonebook::dmn
