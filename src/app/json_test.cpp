#include "app/json.h"

#include <gtest/gtest.h>

namespace zonebook::app {
namespace {

TEST(Json, becomes_what_feel_writes_the_same_way) {
  auto const value =
      value_from_json(R"({"名":"示例\n","list":[true,false,null,0.1,1e30,{"b":[]}],"empty":{}})");

  ASSERT_TRUE(value);
  EXPECT_EQ(
      feel::to_literal(*value),
      R"({名: "示例\n", list: [true, false, null, 0.1, 1000000000000000000000000000000, {b: []}], )"
      R"(empty: {}})");
  EXPECT_EQ(
      to_json(*value),
      R"({"名":"示例\n","list":[true,false,null,0.1,1000000000000000000000000000000,{"b":[]}],)"
      R"("empty":{}})");
}

TEST(Json, that_is_none_is_refused_with_its_place) {
  auto const value = value_from_json("[1,\n2,,]");

  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().where, "2:3");
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
