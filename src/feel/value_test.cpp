#include "feel/value.h"

#include <gtest/gtest.h>

#include "feel/compare.h"
#include "feel/evaluate.h"
#include "feel/function.h"
#include "feel/remark.h"
#include "feel/sample_values.h"
#include "feel/temporal.h"

namespace zonebook::feel {
namespace {

// A function that can only be looked at.
class Unused final : public Function {
 public:
  std::string name() const override { return "fee"; }
  std::vector<Parameter> parameters() const override {
    return {{"days", simple_type(Kind::number)}, {"note", any_type()}};
  }
  TypePtr result() const override { return any_type(); }
  Value call(Call&) const override { return {}; }
};

Value temporal(std::string_view text) { return *temporal_from(text); }

TEST(Value, has_the_kind_of_what_it_holds) {
  std::pair<Value, std::string_view> const rows[] = {
      {Value(), "null"},
      {Value(true), "boolean"},
      {Decimal(1), "number"},
      {Value::text("x"), "string"},
      {temporal("2023-12-31"), "date"},
      {temporal("10:30:00"), "time"},
      {temporal("2023-12-31T10:30:00Z"), "date and time"},
      {temporal("P1Y"), "years and months duration"},
      {temporal("P1D"), "days and time duration"},
      {Value::list({}), "list"},
      {Value::context({}), "context"},
      {Range{.start = Decimal(1), .end = Decimal(2)}, "range"},
      {std::shared_ptr<Function const>(std::make_shared<Unused>()), "function"},
  };
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    EXPECT_EQ(rows[i].first.kind(), static_cast<Kind>(i));
    EXPECT_EQ(name_of(rows[i].first.kind()), rows[i].second);
  }
}

TEST(ValueDeath, a_wrong_accessor_is_our_own_bug) {
  EXPECT_DEATH(Value(true).number(), "");
  EXPECT_DEATH(Value().list(), "");
}

TEST(Context, finds_its_entries_by_key) {
  auto context = Value::context({{"a", Decimal(1)}, {"fee rate", Decimal(2)}});

  ASSERT_NE(context.context().find("fee rate"), nullptr);
  EXPECT_EQ(context.context().find("fee rate")->number(), Decimal(2));
  EXPECT_EQ(context.context().find("fee"), nullptr);
}

TEST(ToText, writes_as_people_do_and_to_literal_as_feel_does) {
  struct {
    Value value;
    char const* text;
    char const* literal;
  } const rows[] = {
      {Value(), "null", "null"},
      {Value(false), "false", "false"},
      {*Decimal::parse("-12.50"), "-12.5", "-12.5"},
      {Value::text("say \"hi\"\n"), "say \"hi\"\n", R"("say \"hi\"\n")"},
      {Value::text("a\\b\x01"), "a\\b\x01", R"("a\\b\u0001")"},
      {Value::text("示例企业"), "示例企业", "\"示例企业\""},
      {temporal("2023-12-31"), "2023-12-31", "@\"2023-12-31\""},
      {temporal("-P1Y2M"), "-P1Y2M", "@\"-P1Y2M\""},
      {Value::list({Decimal(1), Value::text("a"), Value(), temporal("PT1H")}),
       R"([1, "a", null, PT1H])", R"([1, "a", null, @"PT1H"])"},
      {Value::list({}), "[]", "[]"},
      {Value::context({{"fee rate", Value::text("x")}, {"a-b", Value::list({Value(true)})}}),
       R"({fee rate: "x", "a-b": [true]})", R"({fee rate: "x", "a-b": [true]})"},
      {Value::context({{"if so", Decimal(1)}, {"", Decimal(2)}, {"x  y", Decimal(3)}}),
       R"({"if so": 1, "": 2, "x  y": 3})", R"({"if so": 1, "": 2, "x  y": 3})"},
      {Value::context({{"金额", Decimal(1)}, {"2a", Decimal(2)}, {"a\"", Decimal(3)}}),
       R"({金额: 1, "2a": 2, "a\"": 3})", R"({金额: 1, "2a": 2, "a\"": 3})"},
      {std::shared_ptr<Function const>(std::make_shared<Unused>()),
       "function fee(days: number, note)", "function fee(days: number, note)"},
  };
  for (auto const& row : rows) {
    EXPECT_EQ(to_text(row.value), row.text);
    EXPECT_EQ(to_literal(row.value), row.literal);
  }
}

TEST(ToText, writes_a_range_with_its_brackets) {
  auto one = Value(Decimal(1));
  auto nine = Value::text("9");
  std::pair<Range, char const*> const rows[] = {
      {{.start = one, .end = nine, .start_included = true, .end_included = true}, "[1..\"9\"]"},
      {{.start = one, .end = nine}, "(1..\"9\")"},
      {{.start = {}, .end = one, .end_included = true}, "(null..1]"},
      {{.start = {}, .end = one, .form = Range::Form::one_sided}, "(< 1)"},
      {{.start = {}, .end = one, .end_included = true, .form = Range::Form::one_sided}, "(<= 1)"},
      {{.start = one, .end = {}, .form = Range::Form::one_sided}, "(> 1)"},
      {{.start = one, .end = {}, .start_included = true, .form = Range::Form::one_sided}, "(>= 1)"},
      {{.start = one, .end = one, .form = Range::Form::equal}, "(= 1)"},
      {{.start = one, .end = one, .form = Range::Form::unequal}, "(!= 1)"},
  };
  for (auto const& [range, text] : rows) EXPECT_EQ(to_text(range), text);
}

TEST(ToLiteral, reads_back_as_the_same_value) {
  Samples samples(7);
  for (int i = 0; i < 2'000; ++i) {
    auto const value = samples.value();
    auto const literal = to_literal(value);
    auto const read = compile(literal, Scope());
    ASSERT_TRUE(read) << literal;
    auto const again = Evaluator().run(*read, {});
    EXPECT_EQ(to_literal(again), literal);
  }
}

TEST(Position, counts_code_points_from_one) {
  std::string_view const source = "a + 金额\n  + 🐎b";
  std::pair<std::uint32_t, char const*> const rows[] = {
      {0, "1:1"}, {4, "1:5"}, {7, "1:6"}, {11, "2:1"}, {15, "2:5"}, {19, "2:6"}, {99, "2:7"},
  };
  for (auto const& [byte, position] : rows) EXPECT_EQ(position_in(source, byte), position);
}

}  // namespace
}  // namespace zonebook::feel
