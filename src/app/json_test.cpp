#include "app/json.h"

#include <gtest/gtest.h>

namespace zonebook::app {
namespace {

TEST(Json, keeps_every_digit_of_a_number) {
  char const* const numbers[] = {"0.1",  "-12.50", "12345678901234567890.1234567890123",
                                 "1e30", "0",      "1234567890123456789012345678901234"};
  for (auto const* number : numbers) {
    auto value = value_from_json(number);
    ASSERT_TRUE(value) << number;
    EXPECT_EQ(value->number(), *Decimal::parse(number)) << number;
  }
}

TEST(Json, reads_back_what_it_writes) {
  char const* const texts[] = {
      R"({"a":1,"名":"示例","list":[true,false,null,{"b":[]}],"empty":{}})",
      R"("line\nquote\"back\\\u0001")",
      "[]",
      "null",
      "-0.25",
  };
  for (auto const* text : texts) {
    auto value = value_from_json(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(to_json(*value), text);
  }
}

TEST(Json, says_where_a_text_is_no_json) {
  struct Row {
    char const* text;
    char const* where;
  } const rows[] = {
      {"{\"a\": }", "1:7"}, {"[1,\n2,,]", "2:3"}, {"", "1:1"}, {"{} x", "1:4"}, {"[1", "1:3"},
  };
  for (auto const& [text, where] : rows) {
    auto value = value_from_json(text);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().where, where) << text;
    EXPECT_EQ(value.error().says.key, "base.not_json");
  }
}

TEST(Json, refuses_numbers_that_no_decimal_holds_and_deep_nesting) {
  EXPECT_FALSE(value_from_json("1e400000"));
  EXPECT_FALSE(value_from_json(std::string(300, '[') + std::string(300, ']')));
}

TEST(Json, texts_become_dates_where_the_type_wants_dates) {
  auto type = feel::context_of({{"day", feel::simple_type(feel::Kind::date)},
                                {"days", feel::list_of(feel::simple_type(feel::Kind::date))},
                                {"name", feel::simple_type(feel::Kind::string)}});
  auto value = *value_from_json(R"({"day":"2023-12-31","days":["2024-01-01","x"],)"
                                R"("name":"2023-12-31","other":"2023-12-31"})");

  EXPECT_EQ(feel::to_literal(typed_value(value, *type)),
            R"({day: @"2023-12-31", days: [@"2024-01-01", "x"], name: "2023-12-31", )"
            R"(other: "2023-12-31"})");
}

TEST(Json, what_an_item_definition_names_and_the_text_omits_is_null) {
  auto value = *value_from_json(R"({"person": {"name": "李"}, "other": {}})");
  auto person = feel::context_of({{"name", feel::simple_type(feel::Kind::string)},
                                  {"age", feel::simple_type(feel::Kind::number)}});
  auto named = std::make_shared<feel::Type>(*person);
  named->name = "tPerson";
  auto type = feel::context_of({{"person", named}, {"other", person}, {"missing", person}});

  EXPECT_EQ(feel::to_literal(typed_value(value, *type)),
            R"({person: {name: "李", age: null}, other: {}})");
}

}  // namespace
}  // namespace zonebook::app
