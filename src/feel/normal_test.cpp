// The normal form of conditions: golden texts, and agreement with the original by seed.

#include "feel/normal.h"

#include <gtest/gtest.h>

#include <random>

#include "feel/builder.h"
#include "feel/evaluate.h"

namespace zonebook::feel {
namespace {

Scope scope() {
  Scope scope;
  scope.name("a", simple_type(Kind::number));
  scope.name("b", simple_type(Kind::number));
  scope.name("s", simple_type(Kind::string));
  scope.name("d", simple_type(Kind::date));
  scope.name("t", simple_type(Kind::boolean));
  return scope;
}

std::string normal(std::string_view source) {
  auto expression = compile(source, scope());
  EXPECT_TRUE(expression) << source;
  return print_tree(*normal_form(expression->root()), scope());
}

TEST(Normal, golden_texts) {
  struct Row {
    char const* source;
    char const* normal;
  } const rows[] = {
      {"not(a = 5)", "(unequal a:number 5)"},
      {"not(a < 5)", "(at_least a:number 5)"},
      {"not(a = 1 or not(b > 2))", "(and (unequal a:number 1) (greater b:number 2))"},
      {"a between 1 and 5", "(and (at_least a:number 1) (at_most a:number 5))"},
      {"not(a between 1 and 5)", "(or (less a:number 1) (greater a:number 5))"},
      {"5 <= a", "(at_least a:number 5)"},
      {"a = 1 and (b = 2 and t)", "(and (equal a:number 1) (equal b:number 2) t:boolean)"},
      {"s in (\"x\", \"y\")", "(or (equal s:string \"x\") (equal s:string \"y\"))"},
      {"s in [\"x\", \"y\"]", "(in s:string \"x\" \"y\")"},
      {"s in [\"x\", null]", "(or (equal s:string null) (in s:string \"x\"))"},
      {"not(s in [\"x\", null])", "(and (unequal s:string null) (not (in s:string \"x\")))"},
      {"a in (1..5]", "(and (greater a:number 1) (at_most a:number 5))"},
      {"not(a in [null..5])", "(not (in a:number (range [] null 5)))"},
      {"not(a in [b..5])", "(not (in a:number (range [] b:number 5)))"},
      {"not(a in (< 3, 7))", "(and (at_least a:number 3) (unequal a:number 7))"},
      {"not(t)", "(not t:boolean)"},
      {"not(not(t))", "t:boolean"},
      {"not(some x in [a, b] satisfies x > 1)",
       "(every (list a:number b:number) (at_most #5:number 1))"},
      {"not(starts with(s, \"x\"))", "(not (call 'starts with' s:string \"x\"))"},
      {"d >= date(\"2023-01-01\")", "(at_least d:date @\"2023-01-01\")"},
  };
  for (auto const& [source, expected] : rows) EXPECT_EQ(normal(source), expected) << source;
}

TEST(Normal, conjuncts_are_the_parts_that_can_be_pushed_one_by_one) {
  auto expression = *compile("a > 1 and not(b = 2 or t) and s = \"x\"", scope());
  auto form = normal_form(expression.root());

  EXPECT_EQ(conjuncts(*form).size(), 4u);
}

// Random conditions over all that the form knows.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string condition(int depth) {
    switch (pick(depth > 0 ? 12 : 8)) {
      case 0: return operand() + " " + comparison() + " " + operand();
      case 1: return "a between " + number() + " and " + number();
      case 2: return "s in [" + text() + ", " + text() + "]";
      case 3: return "a in (" + number() + ", < " + number() + ", [" + operand() + ".." + "5])";
      case 4: return "s " + std::string(pick(2) ? "=" : "!=") + " " + text();
      case 5: return "t";
      case 6: return "d < @\"2023-06-30\"";
      case 7: return "s in (" + text() + ", null)";
      case 8: return "not(" + condition(depth - 1) + ")";
      case 9: return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
      case 10: return "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
      default: return "some x in [a, b] satisfies not(x > " + number() + ")";
    }
  }

  Value number_value() {
    return pick(4) == 0 ? Value() : Value(Decimal(static_cast<int>(pick(9))));
  }
  Value text_value() {
    return pick(4) == 0 ? Value() : Value::text(std::string(1, "xyz"[pick(3)]));
  }
  Value boolean_value() { return pick(3) == 0 ? Value() : Value(pick(2) == 0); }
  Value date_value() {
    return pick(4) == 0 ? Value() : Value(*Date::from_days(19'300 + static_cast<int>(pick(300))));
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  std::string number() { return pick(8) == 0 ? "null" : std::to_string(pick(9)); }
  std::string text() {
    return pick(8) == 0 ? "null" : "\"" + std::string(1, "xyz"[pick(3)]) + "\"";
  }
  std::string operand() { return pick(3) == 0 ? number() : pick(2) ? "a" : "b"; }
  std::string comparison() {
    static char const* const all[] = {"=", "!=", "<", "<=", ">", ">="};
    return all[pick(6)];
  }

  std::mt19937 random_;
};

TEST(Normal, a_condition_and_its_form_agree_on_all_values) {
  for (unsigned seed = 0; seed < 4'000; ++seed) {
    Generator generator(seed);
    auto source = generator.condition(3);
    auto original = compile(source, scope());
    ASSERT_TRUE(original) << source;
    Builder builder(scope());
    auto tree = *builder.parse(source);
    auto form = builder.finish(normal_form(*tree), source);
    Evaluator evaluator;
    for (int i = 0; i < 8; ++i) {
      std::vector<Value> values = {generator.number_value(), generator.number_value(),
                                   generator.text_value(), generator.date_value(),
                                   generator.boolean_value()};

      auto expected = to_literal(evaluator.run(*original, values));
      auto got = to_literal(evaluator.run(form, values));

      ASSERT_EQ(got, expected) << source << "\n" << print_tree(form.root(), scope());
    }
  }
}

}  // namespace
}  // namespace zonebook::feel
