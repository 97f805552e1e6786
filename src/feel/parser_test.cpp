// What the parser makes of a text, and what it says of one that is none.

#include <gtest/gtest.h>

#include "feel/normal.h"

namespace zonebook::feel {
namespace {

Scope scope() {
  Scope scope;
  scope.name("a", simple_type(Kind::number));
  scope.name("b", simple_type(Kind::number));
  scope.name("a-b", simple_type(Kind::number));
  scope.name("fee", simple_type(Kind::number));
  scope.name("fee rate", simple_type(Kind::number));
  scope.name("注册资本", simple_type(Kind::number));
  scope.name("rows", list_of(context_of({{"unit price", simple_type(Kind::number)}})));
  scope.name("date", simple_type(Kind::boolean));
  scope.name("time", simple_type(Kind::boolean));
  scope.name("anything");
  return scope;
}

std::string tree(std::string_view source) {
  auto expression = compile(source, scope());
  if (!expression) {
    return expression.error().where + " " + render(expression.error().says, Language::en);
  }
  return print_tree(expression->root(), scope());
}

struct Row {
  char const* source;
  char const* tree;
};

void expect_trees(std::span<Row const> rows) {
  for (auto const& [source, expected] : rows) EXPECT_EQ(tree(source), expected) << source;
}

TEST(Parser, binds_operators_from_or_to_sign) {
  Row const rows[] = {
      {"1 + 2 * 3", "(add 1 (multiply 2 3))"},
      {"(1 + 2) * 3", "(multiply (add 1 2) 3)"},
      {"1 - 2 - 3", "(subtract (subtract 1 2) 3)"},
      {"2 ** 3 ** 2", "(power (power 2 3) 2)"},
      {"-2 ** 2", "(power -2 2)"},
      {"-a * 2", "(multiply (minus a:number) 2)"},
      {"a < 1 or a > 2 and b = 3",
       "(or (less a:number 1) (and (greater a:number 2) (equal b:number 3)))"},
      {"a between 1 and 2 and b between 3 and 4",
       "(and (between a:number 1 2) (between b:number 3 4))"},
      {"1 + a instance of number", "(add 1 (instance_of number a:number))"},
      {"not(a = 1)", "(not (equal a:number 1))"},
  };
  expect_trees(rows);
}

TEST(Parser, takes_the_longest_name_that_the_scope_knows) {
  Row const rows[] = {
      {"fee rate", "fee rate:number"},
      {"fee   rate", "fee rate:number"},
      {"fee * 2", "(multiply fee:number 2)"},
      {"a-b", "a-b:number"},
      {"a - b", "(subtract a:number b:number)"},
      {"a -b", "(subtract a:number b:number)"},
      {"注册资本>=500", "(at_least 注册资本:number 500)"},
      {"rows.unit price", "(path 'unit price' rows:list<context<unit price: number>>)"},
      {"rows[unit price > 1]",
       "(filter rows:list<context<unit price: number>> (greater (path 'unit price' "
       "#10:context<unit price: number>) 1))"},
      {"anything.what ever + 1", "(add (path 'what ever' anything:Any) 1)"},
      {"fees", "(unknown 'fees')"},
  };
  expect_trees(rows);
}

TEST(Parser, a_built_in_with_spaces_is_taken_only_where_it_is_called) {
  Row const rows[] = {
      {"date and time", "(and date:boolean time:boolean)"},
      {"date and time(\"2023-01-01T10:00:00\")", "@\"2023-01-01T10:00:00\""},
      {"string length(\"x\")", "(call 'string length' \"x\")"},
      {"abs", "'abs'"},
  };
  expect_trees(rows);
}

TEST(Parser, reads_ranges_with_every_kind_of_end) {
  Row const rows[] = {
      {"[1..2]", "(range [] 1 2)"},
      {"(1..2)", "(range () 1 2)"},
      {"]1..2[", "(range () 1 2)"},
      {"[1..2)", "(range [) 1 2)"},
      {"(a+1..2]", "(range (] (add a:number 1) 2)"},
      {"(< 5)", "(range () _ 5)"},
      {"(>= 5)", "(range [) 5 _)"},
      {"(= 5)", "(range = 5 _)"},
      {"(!= 5)", "(range != 5 _)"},
      {"[1..2[ = a", "(equal (range [) 1 2) a:number)"},
      {"[1..rows[1].unit price]",
       "(range [] 1 (path 'unit price' (filter rows:list<context<unit price: number>> 1)))"},
      {"a in (1, [2..3], > 4)", "(in a:number 1 (range [] 2 3) (range () 4 _))"},
      {"a in (1 + 2) * 3", "(in a:number (multiply (add 1 2) 3))"},
      {"a in <= 3", "(in a:number (range (] _ 3))"},
  };
  expect_trees(rows);
}

TEST(Parser, knows_comments_escapes_and_numbers) {
  Row const rows[] = {
      {"1 // one\n + /* two */ 2", "(add 1 2)"},
      {R"("\u4E2D\uD83D\uDC0E\U01F40E")", "\"中🐎🐎\""},
      {R"("a\tb\d")", R"("a\tb\\d")"},
      {".5", "0.5"},
      {"1.50e2", "150"},
      {"@\"P1Y\"", "@\"P1Y\""},
  };
  expect_trees(rows);
}

TEST(Parser, says_where_it_stopped_and_what_it_expected) {
  Row const rows[] = {
      {"", "1:1 the text ends here, but a value or an expression should follow"},
      {"1 +", "1:4 the text ends here, but a value or an expression should follow"},
      {"(1", "1:3 the text ends here, but “)” is still missing"},
      {"if a then 1", "1:12 the text ends here, but “else” is still missing"},
      {"注册资本 500", "1:6 the expression is complete before “500”; is an operator missing"},
      {"a +\n  * 2", "2:3 expected a value or an expression here, found “*”"},
      {"\"open", "1:1 the text that begins here has no closing quote"},
      {"[1..2", "1:6 the range is not complete; it ends with ], ) or ["},
      {"f(a: 1, 2)", "1:9 in one call either all arguments are named or none is"},
      {"a instance of whatever", "1:15 there is no type called “whatever”"},
      {"\"\\uD83D\"",
       "1:1 \\u in a text needs 4 hexadecimal digits (\\U needs 6), and never half a surrogate "
       "pair"},
      {"for x return 1", "1:15 the text ends after the name; a colon or “in” should follow"},
      {"for x; y in z return 1",
       "1:6 a name cannot contain “;”; is a colon or “in” missing after the name"},
  };
  expect_trees(rows);
}

TEST(Parser, says_it_in_chinese_too) {
  auto expression = compile("1 +", scope());

  ASSERT_FALSE(expression);
  EXPECT_EQ(render(expression.error().says, Language::zh),
            "写到这里就断了，后面还应有一个值或算式");
}

TEST(Parser, refuses_what_is_nested_too_deep_or_too_long) {
  auto deep = compile(std::string(300, '(') + "1" + std::string(300, ')'), scope());
  auto minus = compile(std::string(300, '-') + "a", scope());
  auto tests = compile(
      [] {
        std::string text = "1";
        for (int i = 0; i < 200; ++i) text = "(1 in (" + text + ") * 1)";
        return text;
      }(),
      scope());
  auto longest = compile(std::string((1 << 20) + 1, ' '), scope());

  ASSERT_FALSE(deep);
  EXPECT_EQ(deep.error().says.key, "feel.nested_too_deep");
  EXPECT_FALSE(minus);
  EXPECT_FALSE(tests);
  ASSERT_FALSE(longest);
  EXPECT_EQ(longest.error().says.key, "feel.too_long");
}

TEST(Parser, remembers_what_is_suspicious_already) {
  auto expression = compile("unheard of + 1", scope());

  ASSERT_TRUE(expression);
  ASSERT_EQ(expression->notes().size(), 1u);
  EXPECT_EQ(render(expression->notes()[0].says, Language::zh),
            "这里没有叫“unheard of”的量；请核对名称，或先把它列为输入");
}

TEST(Parser, unary_tests_become_conditions_on_the_tested_value) {
  Row const rows[] = {
      {"-", "true"},
      {"< 5", "(less ?:number 5)"},
      {"[1..5]", "(test ?:number (range [] 1 5))"},
      {"1, 2", "(or (test ?:number 1) (test ?:number 2))"},
      {"not(1, > 2)", "(not (or (test ?:number 1) (greater ?:number 2)))"},
      {"? > 5 and ? < a", "(test ?:number (and (greater ?:number 5) (less ?:number a:number)))"},
      {"!= 3", "(unequal ?:number 3)"},
  };
  for (auto const& [source, expected] : rows) {
    auto with_input = scope();
    auto tests = compile_unary_tests(source, scope(), simple_type(Kind::number));
    with_input.name("?", simple_type(Kind::number));

    ASSERT_TRUE(tests) << source;
    EXPECT_EQ(print_tree(tests->root(), with_input), expected) << source;
  }
}

TEST(Parser, types_are_read_with_their_arguments) {
  Row const rows[] = {
      {"number", "number"},
      {"days and time duration", "days and time duration"},
      {"list < list<string> >", "list<list<string>>"},
      {"context<a: number, b c: Any>", "context<a: number, b c: Any>"},
      {"function<number, string> -> boolean", "function<number, string> -> boolean"},
      {"range<date>", "range<date>"},
  };
  for (auto const& [source, expected] : rows) {
    auto type = parse_type(source, scope());
    ASSERT_TRUE(type) << source;
    EXPECT_EQ(to_string(**type), expected) << source;
  }
}

}  // namespace
}  // namespace zonebook::feel
