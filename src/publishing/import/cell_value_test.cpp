// What cells say: tables of what people write, and what becomes of it.

#include "publishing/import/cell_value.h"

#include <gtest/gtest.h>

#include "meta/test_registers.h"
#include "publishing/import/amount_text.h"
#include "publishing/import/day_text.h"
#include "publishing/import/plain.h"

namespace zonebook::publishing {
namespace {

namespace make = meta::test_registers;

meta::Field field_of(std::string_view type, std::string const& unit = "") {
  auto field = make::field("f", type);
  field.unit = unit;
  return field;
}

// "=JSON", "~text from..to" of what is vague, "" of nothing, "!key" of a refusal.
std::string told(CellValue const& cell, meta::Field const& field, std::string_view unit = "") {
  auto const given = read_cell(cell, field, {.unit = find_unit(unit)});
  if (!given) return "!" + given.error().says.key.substr(std::string("publishing.cell.").size());
  if (auto const* json = std::get_if<Json>(&*given)) return "=" + to_text(*json);
  if (auto const* vague = std::get_if<Vague>(&*given)) {
    return "~" + vague->text + " " + vague->from + ".." + vague->to;
  }
  return "";
}

Number number(std::string_view digits, bool is_percent = false) {
  return {*Decimal::parse(digits), is_percent};
}

TEST(CellValue, days_are_never_invented) {
  struct Row {
    CellValue cell;
    char const* expected;
  } const rows[] = {
      {*Date::parse("2023-06-28"), "=\"2023-06-28\""},
      {Moment{*Date::parse("2023-06-28"), 3600}, "=\"2023-06-28\""},
      {number("45105"), "=\"2023-06-28\""},
      {number("20230628"), "=\"2023-06-28\""},
      {"2023-6-28", "=\"2023-06-28\""},
      {"2023/6/28", "=\"2023-06-28\""},
      {"2023.6.28", "=\"2023-06-28\""},
      {"２０２３．０６．２８", "=\"2023-06-28\""},
      {"2023年6月28日", "=\"2023-06-28\""},
      {" 2023 年 6 月 28 日 ", "=\"2023-06-28\""},
      {"2023-06-28 00:00:00", "=\"2023-06-28\""},
      {"2023-6-2 00:00:00", "=\"2023-06-02\""},
      {"2023/6/3 00:00", "=\"2023-06-03\""},
      {"2023/6/1 0:00", "=\"2023-06-01\""},
      {"2023-6-2T00:00:00", "=\"2023-06-02\""},
      {"2023-6-200:00:00", "!no_day"},
      {number("2023.1"), "~2023.1 2023-01-01..2023-10-31"},
      {number("2023.6"), "~2023.6 2023-06-01..2023-06-30"},
      {"2023.6", "~2023.6 2023-06-01..2023-06-30"},
      {"2023年6月", "~2023年6月 2023-06-01..2023-06-30"},
      {"2023年6月底", "~2023年6月底 2023-06-01..2023-06-30"},
      {"6月底", "~6月底 .."},
      {"6月28日", "~6月28日 .."},
      {"2023年", "~2023年 2023-01-01..2023-12-31"},
      {number("2023"), "~2023 2023-01-01..2023-12-31"},
      {"2023年上半年", "~2023年上半年 2023-01-01..2023-12-31"},
      {"待定", "~待定 .."},
      {"2023-02-30", "!no_day"},
      {"2023-13-01", "!no_day"},
      {"签约时", "!no_day"},
      {number("12.5"), "!no_day"},
      {"", ""},
      {"—", ""},
      {"/", ""},
      {"暂无", ""},
      {Fault{"#REF!"}, "!fault"},
      {Fault{"="}, "!not_computed"},
  };
  auto const date = field_of("date");
  for (auto const& [cell, expected] : rows) EXPECT_EQ(told(cell, date), expected) << text_of(cell);
}

TEST(CellValue, a_month_is_exact_where_a_month_is_asked_for) {
  auto const month = field_of("month");
  EXPECT_EQ(told("2023.6", month), "=\"2023-06\"");
  EXPECT_EQ(told(number("2023.1"), month), "~2023.1 2023-01-01..2023-10-31");  // or 2023.10
  EXPECT_EQ(told("2023.10", month), "=\"2023-10\"");
  EXPECT_EQ(told("2023年6月份", month), "=\"2023-06\"");
  EXPECT_EQ(told("202306", month), "=\"2023-06\"");
  EXPECT_EQ(told(*Date::parse("2023-06-01"), month), "=\"2023-06\"");
  EXPECT_EQ(told("2023年", month), "~2023年 2023-01-01..2023-12-31");
}

TEST(CellValue, money_has_a_unit_and_becomes_cents) {
  struct Row {
    CellValue cell;
    char const* unit;
    char const* expected;
  } const rows[] = {
      {number("2.03"), "亿元", "=20300000000"},
      {number("20300"), "万元", "=20300000000"},
      {number("2.03"), "", "!no_unit"},
      {"2.03亿", "", "=20300000000"},
      {"２．０３亿元", "", "=20300000000"},
      {"20,300万元", "亿元", "=20300000000"},
      {"1,234.5", "万元", "=1234500000"},
      {"1,23.5", "万元", "!no_number"},
      {"12,34", "万元", "!no_number"},
      {"¥500", "元", "=50000"},
      {"-3.5", "万元", "=-3500000"},
      {number("0.33333333333"), "亿元", "!too_fine"},
      {number("0.000001"), "万元", "=1"},
      {"约3亿", "", "~约3亿 .."},
      {"3亿以上", "", "~3亿以上 3亿元.."},
      {"超过500", "万元", "~超过500 500万元.."},
      {"不足2亿", "", "~不足2亿 ..2亿元"},
      {"不超过2亿", "", "~不超过2亿 ..2亿元"},
      {"3亿多元", "", "~3亿多元 .."},
      {"2-3亿", "", "~2-3亿 2亿元..3亿元"},
      {"2亿～3亿", "", "~2亿～3亿 2亿元..3亿元"},
      {"3亿左右", "", "~3亿左右 .."},
      {"三亿", "", "!no_number"},
      {"5亩", "", "!other_unit"},
      {*Date::parse("2023-06-28"), "亿元", "!no_number"},
      {true, "亿元", "!no_number"},
      {"0", "万元", "=0"},
  };
  auto const money = field_of("money", "亿元");
  for (auto const& [cell, unit, expected] : rows) {
    EXPECT_EQ(told(cell, money, unit), expected) << text_of(cell) << unit;
  }
}

TEST(CellValue, areas_and_rates_come_in_the_fields_own_unit) {
  auto const mu = field_of("decimal", "亩");
  EXPECT_EQ(told(number("15"), mu), "!no_area_unit");
  EXPECT_EQ(told(number("15"), mu, "亩"), "=\"15\"");
  EXPECT_EQ(told(number("1"), mu, "公顷"), "=\"15\"");
  EXPECT_EQ(told(number("10000"), mu, "平方米"), "=\"15\"");
  EXPECT_EQ(told("50余亩", mu), "~50余亩 ..");
  EXPECT_EQ(told("3人", mu), "!other_unit");
  auto const percent = field_of("decimal", "%");
  EXPECT_EQ(told(number("0.667", true), percent), "=\"66.7\"");
  EXPECT_EQ(told("66.7%", percent), "=\"66.7\"");
  EXPECT_EQ(told(number("66.7"), percent, "%"), "=\"66.7\"");
  EXPECT_EQ(told(number("0.5", true), mu), "!other_unit");
  auto const people = field_of("integer", "人");
  EXPECT_EQ(told("１，２３４", people), "=1234");
  EXPECT_EQ(told("1234人", people), "=1234");
}

TEST(CellValue, a_unit_is_never_dropped) {
  auto const bare = field_of("decimal");
  EXPECT_EQ(told("15万", bare), "=\"150000\"");
  EXPECT_EQ(told("3亿", bare), "=\"300000000\"");
  EXPECT_EQ(told("3亿元", bare), "!other_unit");
  EXPECT_EQ(told("50%", bare), "!other_unit");
  EXPECT_EQ(told("15亩", bare), "!other_unit");
  EXPECT_EQ(told(std::string(200'000, '('), bare), "!too_long");
}

TEST(CellValue, choices_go_by_label_and_texts_keep_their_digits) {
  auto const choice = field_of("choice");
  EXPECT_EQ(told("是", choice), "=\"yes\"");
  EXPECT_EQ(told(" 是 ", choice), "=\"yes\"");
  EXPECT_EQ(told("YES", choice), "=\"yes\"");
  EXPECT_EQ(told(true, choice), "=\"yes\"");
  EXPECT_EQ(told("也许", choice), "!no_choice");
  EXPECT_EQ(told("", choice), "");
  auto none = choice;
  none.choices.push_back({"none", {"无", "None"}});
  EXPECT_EQ(told("无", none), "=\"none\"");
  auto const text = field_of("text");
  EXPECT_EQ(told(number("140322"), text), "=\"140322\"");
  EXPECT_EQ(told(number("911403221234567000"), text), "!spoilt");
  EXPECT_EQ(told(*Date::parse("2023-06-28"), text), "=\"2023-06-28\"");
  EXPECT_EQ(told("  示例  ", text), "=\"示例\"");
}

TEST(CellValue, names_of_firms_are_compared_without_their_form) {
  EXPECT_EQ(firm("示例材料（山西）有限公司"), "示例材料山西");
  EXPECT_EQ(firm("示例材料(山西) 有限责任公司"), "示例材料山西");
  EXPECT_EQ(firm("示例材料山西"), "示例材料山西");
  EXPECT_EQ(firm(std::string(1'000'000, '(')), "");  // in one pass: else it takes half a minute
}

TEST(Unit, converts_only_within_its_dimension) {
  EXPECT_EQ(amount_in(Decimal(2), *find_unit("万元"), *find_unit("亿元"))->to_string(), "0.0002");
  EXPECT_EQ(amount_in(Decimal(30), *find_unit("亩"), *find_unit("平方米"))->to_string(), "20000");
  EXPECT_FALSE(amount_in(Decimal(1), *find_unit("亩"), *find_unit("万元")));
  EXPECT_EQ(find_unit("光年"), nullptr);
  EXPECT_EQ(unit_at_end("2.03亿元").rest, "2.03");
}

}  // namespace
}  // namespace zonebook::publishing
