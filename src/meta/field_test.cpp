#include "meta/field.h"

#include <gtest/gtest.h>

#include "feel/compare.h"
#include "meta/test_registers.h"

namespace zonebook::meta {
namespace {

using test_registers::field;

std::string outcome(Field const& of, Json const& json) {
  auto const value = of.type->read(json, of);
  if (!value) return value.error().says.key;
  return to_text(of.type->write(*value, of));
}

// What is sent, and what the ledger's body then holds, or why it does not take it.
struct Row {
  char const* type;
  char const* sent;
  char const* holds;
};

constexpr Row rows[] = {
    {"text", R"("  示例企业　")", R"("示例企业")"},
    {"text", R"("e\u0301")", R"("é")"},
    {"text", R"("a\nb")", "meta.value.control_character"},
    {"text", R"("　")", "meta.value.empty"},
    {"text", "12", "meta.value.no_text"},
    {"long_text", R"("一\r\n二\r三\t四\n")", R"("一\n二\n三\t四")"},
    {"long_text", R"("\u0007x")", "meta.value.control_character"},
    {"code", R"("ＸＹ-１２")", R"("XY-12")"},
    {"code", R"("xy-12")", R"("XY-12")"},
    {"code", R"("XY-12a")", "meta.value.no_match"},
    {"code", R"("1XY-12")", "meta.value.no_match"},
    {"integer", "12", "12"},
    {"integer", "-12.0", "-12"},
    {"integer", R"("１２")", "12"},
    {"integer", "9223372036854775807", "9223372036854775807"},
    {"integer", "-9223372036854775807", "-9223372036854775807"},
    {"integer", "-9223372036854775808", "meta.value.too_large"},
    {"integer", "1e30", "meta.value.too_large"},
    {"integer", "1.5", "meta.value.no_integer"},
    {"integer", R"("1,000")", "meta.value.no_integer"},
    {"integer", "true", "meta.value.no_integer"},
    {"decimal", "12.5", R"("12.50")"},
    {"decimal", R"("-0.05")", R"("-0.05")"},
    {"decimal", R"("12.500")", R"("12.50")"},
    {"decimal", R"("１２．５")", R"("12.50")"},
    {"decimal", R"("12.505")", "meta.value.too_fine"},
    {"decimal", R"("0.1000000000000000000000000000000000000000001")", "meta.value.too_fine"},
    {"decimal", "1e17", "meta.value.too_large"},
    {"decimal", R"("1e2")", "meta.value.no_number"},
    {"decimal", R"(".5")", "meta.value.no_number"},
    {"decimal", R"("5.")", "meta.value.no_number"},
    {"decimal", R"("--5")", "meta.value.no_number"},
    {"decimal", R"("-")", "meta.value.no_number"},
    {"money", "20300000000", "20300000000"},
    {"money", "2.5", "meta.value.no_money"},
    {"money", R"("203")", "meta.value.no_money"},
    {"money", "1e19", "meta.value.too_large"},
    {"date", R"("2023-12-31")", R"("2023-12-31")"},
    {"date", R"("2023年6月28日")", R"("2023-06-28")"},
    {"date", R"("２０２３-12-31")", R"("2023-12-31")"},
    {"date", R"("2023-02-29")", "meta.value.no_date"},
    {"date", R"("2023年2月29日")", "meta.value.no_date"},
    {"date", R"("2023年2月日")", "meta.value.no_date"},
    {"date", R"("1899-12-31")", "meta.value.outside_calendar"},
    {"date", R"("1900-01-01")", R"("1900-01-01")"},
    {"date", R"("9998-12-31")", R"("9998-12-31")"},
    {"date", R"("9999-12-31")", "meta.value.outside_calendar"},
    {"date", "20231231", "meta.value.no_date"},
    {"month", R"("2023-12")", R"("2023-12")"},
    {"month", R"("2023年6月")", R"("2023-06")"},
    {"month", R"("2023-13")", "meta.value.no_month"},
    {"month", R"("9998-12")", R"("9998-12")"},
    {"month", R"("9999-01")", "meta.value.outside_calendar"},
    {"choice", R"("yes")", R"("yes")"},
    {"choice", R"("maybe")", "meta.value.no_choice"},
    {"reference", R"("jiaocheng.12.0")", R"("jiaocheng.12.0")"},
    {"reference", R"("new:a")", R"("new:a")"},
    {"reference", R"("new:")", "meta.value.no_reference"},
    {"reference", R"("Jiao.1.2")", "meta.value.no_reference"},
    {"reference", R"("jiaocheng.12")", "meta.value.no_reference"},
    {"reference", R"("jiaocheng.12.0.1")", "meta.value.no_reference"},
    {"reference", R"(".1.2")", "meta.value.no_reference"},
    {"person", R"(" 张示例 ")", R"("张示例")"},
    {"file", R"("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")",
     R"("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")"},
    {"file", R"("ba78")", "meta.value.no_file"},
    {"place", R"("112.1560, 37.556")", R"("112.156,37.556")"},
    {"place", R"("112.156，37.556")", R"("112.156,37.556")"},
    {"place", R"("-0.0,0")", R"("0,0")"},
    {"place", R"("180,-90")", R"("180,-90")"},
    {"place", R"("180.000001,0")", "meta.value.off_the_map"},
    {"place", R"("112.1234567,37")", "meta.value.no_place"},
    {"place", R"("112.1")", "meta.value.no_place"},
};

TEST(FieldTypes, take_what_people_send_and_hold_one_form) {
  for (auto const& [type, sent, holds] : rows) {
    EXPECT_EQ(outcome(field("x", type), *Json::parse(sent)), holds) << type << " " << sent;
  }
}

TEST(FieldTypes, read_back_what_they_write) {
  for (auto const& row : rows) {
    auto const of = field("x", row.type);
    auto const value = of.type->read(*Json::parse(row.sent), of);
    if (!value) continue;
    auto const again = of.type->read(of.type->write(*value, of), of);
    ASSERT_TRUE(again) << row.type << " " << row.sent;
    EXPECT_EQ(*again, *value) << row.type << " " << row.sent;
    bool const is_text = std::holds_alternative<std::string>(*value);
    EXPECT_EQ(of.type->column() == FieldType::Column::text, is_text) << row.type;
    EXPECT_TRUE(feel::conforms(of.type->feel(*value, of), *of.type->feel_type(of))) << row.type;
  }
}

// Numbers spread over all magnitudes; the same each time.
class Numbers {
 public:
  std::int64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::int64_t>(state_) >> (state_ % 61 + 1);
  }

 private:
  std::uint64_t state_ = 20231231;
};

TEST(FieldTypes, keep_every_number_of_a_column) {
  Numbers numbers;
  for (int i = 0; i < 20'000; ++i) {
    for (auto const* type : {"integer", "money", "decimal"}) {
      auto of = field("x", type);
      if (of.type->name() == "decimal") of.scale = i % 10;
      db::Value const value = numbers.next();
      auto const again = of.type->read(of.type->write(value, of), of);
      ASSERT_TRUE(again) << type;
      ASSERT_EQ(*again, value) << type << " " << i;
    }
  }
}

TEST(FieldTypes, keep_every_day_and_month_of_the_calendar) {
  auto const date = field("x", "date");
  auto const month = field("x", "month");
  auto const last = Date::parse("9998-12-31")->days();
  for (auto days = Date::parse("1900-01-01")->days(); days <= last; days += 13) {
    auto const again = date.type->read(date.type->write(days, date), date);
    ASSERT_TRUE(again);
    ASSERT_EQ(*again, db::Value(days));
  }
  for (std::int64_t months = 1900 * 12; months < 9999 * 12; ++months) {
    auto const again = month.type->read(month.type->write(months, month), month);
    ASSERT_TRUE(again);
    ASSERT_EQ(*again, db::Value(months));
  }
}

TEST(FieldTypes, know_their_columns) {
  auto const column = [](char const* type, char const* sent) {
    auto const of = field("x", type);
    return std::get<std::int64_t>(*of.type->read(*Json::parse(sent), of));
  };

  EXPECT_EQ(column("date", R"("2023-12-31")"), 19722);
  EXPECT_EQ(column("month", R"("2023-12")"), 2023 * 12 + 11);
  EXPECT_EQ(column("decimal", R"("12.50")"), 1250);
}

TEST(FieldTypes, bound_their_length) {
  auto const text = field("x", "text");
  auto const story = field("x", "long_text");
  auto const signs = [](std::size_t count) {
    std::string made;
    for (std::size_t i = 0; i < count; ++i) made += "区";
    return Json::string(made);
  };

  EXPECT_TRUE(text.type->read(signs(400), text));
  EXPECT_EQ(outcome(text, signs(401)), "meta.value.too_long");
  EXPECT_TRUE(story.type->read(signs(20'000), story));
  EXPECT_EQ(outcome(story, signs(20'001)), "meta.value.too_long");
  EXPECT_EQ(outcome(text, Json::string("\xff")), "meta.value.not_utf8");
}

TEST(FieldTypes, show_values_to_people) {
  struct Shown {
    char const* type;
    char const* unit;
    char const* sent;
    char const* zh;
    char const* en;
  } const shown[] = {
      {"money", "亿元", "20300000000", "2.03 亿元", "2.03 (100 million yuan)"},
      {"money", "亿元", "20350000000", "2.04 亿元", "2.04 (100 million yuan)"},
      {"money", "亿元", "-20350000000", "-2.04 亿元", "-2.04 (100 million yuan)"},
      {"money", "亿元", "20349999999", "2.03 亿元", "2.03 (100 million yuan)"},
      {"money", "", "123455000", "123.46 万元", "123.46 (10 thousand yuan)"},
      {"money", "元", "1250", "12.50 元", "12.50 yuan"},
      {"date", "", R"("2023-12-31")", "2023年12月31日", "31 Dec 2023"},
      {"month", "", R"("2023-05")", "2023年5月", "May 2023"},
      {"decimal", "亩", "12.5", "12.50 亩", "12.50 亩"},
      {"integer", "人", "300", "300 人", "300 人"},
      {"choice", "", R"("yes")", "是", "Yes"},
      {"text", "", R"("示例")", "示例", "示例"},
  };
  for (auto const& [type, unit, sent, zh, en] : shown) {
    auto of = field("x", type);
    of.unit = unit;
    auto const value = *of.type->read(*Json::parse(sent), of);
    EXPECT_EQ(of.type->show(value, of, Language::zh), zh);
    EXPECT_EQ(of.type->show(value, of, Language::en), en);
  }
}

TEST(FieldTypes, hold_a_closed_choice_but_write_none) {
  auto of = field("kind", "choice");
  of.choices[1].closed = true;

  EXPECT_EQ(outcome(of, Json::string("no")), R"("no")");
  EXPECT_TRUE(may_be_written(std::string("yes"), of));
  EXPECT_TRUE(may_be_written({}, of));
  EXPECT_FALSE(may_be_written(std::string("no"), of));
}

TEST(FieldTypes, are_found_by_their_names) {
  EXPECT_EQ(field_types().size(), 13U);
  for (auto const* type : field_types()) EXPECT_EQ(find_field_type(type->name()), type);
  EXPECT_EQ(find_field_type("float"), nullptr);
}

}  // namespace
}  // namespace zonebook::meta
