#include "api/schema.h"

#include <gtest/gtest.h>

namespace zonebook::api::schema {
namespace {

Json json(std::string_view text) { return *Json::parse(text); }

TEST(Schema, takes_what_it_says_and_names_the_place_of_what_it_does_not) {
  auto const components = Json::object({{"Day", day()}});
  auto const letter = object({{"zone", text("", 4)},
                              {"on", reference("Day"), Member::optional},
                              {"count", integer(1, 9), Member::optional},
                              {"kind", choice({"create", "retire"}), Member::optional},
                              {"sum", nullable(decimal()), Member::optional},
                              {"fields", map(anything()), Member::optional},
                              {"parts", list(boolean()), Member::optional}});
  struct Row {
    char const* given;
    char const* where;  // nullptr: nothing is wrong
  } const rows[] = {
      {R"({"zone":"示例园区"})", nullptr},
      {R"({"zone":"示例园区五"})", "zone"},
      {R"({})", "zone"},
      {R"([])", ""},
      {R"({"zone":1})", "zone"},
      {R"({"zone":"a","on":"2023-02-28"})", nullptr},
      {R"({"zone":"a","on":"2023-02-30"})", "on"},
      {R"({"zone":"a","count":9})", nullptr},
      {R"({"zone":"a","count":10})", "count"},
      {R"({"zone":"a","count":1.5})", "count"},
      {R"({"zone":"a","kind":"retire"})", nullptr},
      {R"({"zone":"a","kind":"change"})", "kind"},
      {R"({"zone":"a","sum":null})", nullptr},
      {R"({"zone":"a","sum":"116300000000.5"})", nullptr},
      {R"({"zone":"a","sum":"12 亿元"})", "sum"},
      {R"({"zone":"a","fields":{"name":[1]}})", nullptr},
      {R"({"zone":"a","parts":[true,1]})", "parts/1"},
      {R"({"zone":"a","zoen":"b"})", "zoen"},
  };
  for (auto const& [given, where] : rows) {
    auto const wrong = check(json(given), letter, components);
    EXPECT_EQ(wrong ? wrong->where : "nothing", where ? where : "nothing") << given;
  }
}

}  // namespace
}  // namespace zonebook::api::schema
