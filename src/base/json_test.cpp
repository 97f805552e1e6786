#include "base/json.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

TEST(Json, keeps_every_digit_of_a_number) {
  char const* const numbers[] = {"0.1",  "-12.50", "12345678901234567890.1234567890123",
                                 "1e30", "0",      "1234567890123456789012345678901234"};
  for (auto const* number : numbers) {
    auto value = Json::parse(number);
    ASSERT_TRUE(value) << number;
    EXPECT_EQ(value->number(), *Decimal::parse(number)) << number;
  }
}

TEST(Json, reads_back_what_it_writes) {
  char const* const texts[] = {
      R"({"a":1,"名":"示例","list":[true,false,null,{"b":[]}],"empty":{}})",
      R"("line\nquote\"back\\\u0001\b\f\r\t\u000b")",
      "[]",
      "null",
      "-0.25",
  };
  for (auto const* text : texts) {
    auto value = Json::parse(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(to_text(*value), text);
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
    auto value = Json::parse(text);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().where, where) << text;
    EXPECT_EQ(value.error().says.key, "base.not_json");
  }
}

TEST(Json, refuses_what_two_readers_would_read_differently) {
  char const* const texts[] = {R"({"a":1,"a":2})", "1e400000", "NaN", "Infinity", "\"\xff\"", "01"};
  for (auto const* text : texts) EXPECT_FALSE(Json::parse(text)) << text;
  EXPECT_FALSE(Json::parse(std::string(300, '[') + std::string(300, ']')));
}

TEST(Json, canonical_sorts_keys_by_bytes_and_loses_all_white_space) {
  auto value = Json::parse(R"({ "乙": 1.50, "b": {"y": 1e2, "x": []}, "a": "甲\u00e9\/" })");

  EXPECT_EQ(canonical(*value), R"({"a":"甲é/","b":{"x":[],"y":100},"乙":1.5})");
}

TEST(Json, objects_are_equal_whatever_the_order_of_their_members) {
  EXPECT_EQ(*Json::parse(R"({"a":1,"b":[2]})"), *Json::parse(R"({"b":[2.0],"a":1})"));
  EXPECT_NE(*Json::parse(R"({"a":1})"), *Json::parse(R"({"a":1,"b":null})"));
  EXPECT_NE(*Json::parse("[1,2]"), *Json::parse("[2,1]"));
}

}  // namespace
}  // namespace zonebook
