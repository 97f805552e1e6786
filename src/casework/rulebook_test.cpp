// The model's decision tables: each holds its cases, each rule has one and says where it rests.

#include "casework/rulebook.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "casework/casework_fixture.h"

namespace zonebook::casework {
namespace {

namespace fs = std::filesystem;

feel::Value value_of(Json const& json) {
  switch (json.kind()) {
    case Json::Kind::boolean: return feel::Value(json.boolean());
    case Json::Kind::number: return feel::Value(json.number());
    case Json::Kind::string: return feel::Value::text(json.string());
    default: return {};
  }
}

Json cases_of(fs::path const& file) {
  std::ifstream stream(file);
  std::string const text{std::istreambuf_iterator<char>(stream), {}};
  auto parsed = Json::parse(text);
  EXPECT_TRUE(parsed) << file;
  return parsed ? *parsed : Json::array({});
}

Inputs inputs_of(Json const& one) {
  Inputs inputs;
  for (auto const& [name, value] : one.find("input")->members()) {
    inputs.emplace_back(name, value_of(value));
  }
  return inputs;
}

TEST(ModelTables, hold_their_cases_and_have_one_for_each_rule) {
  auto const rules = model_rules();
  int tables = 0;
  for (auto const& entry : fs::directory_iterator("model/decisions")) {
    auto const name = entry.path().stem().string();
    if (entry.path().extension() != ".dmn" || name == "second_person") continue;
    ++tables;
    std::set<std::string> hit;
    auto const all = cases_of("model/decisions/" + name + ".cases.json");
    for (auto const& one : all.items()) {
      auto const what = name + ": " + std::string(*one.text_at("name"));
      auto const hits = rules.decide(name, inputs_of(one), *Date::parse("2023-12-31"));
      ASSERT_TRUE(hits) << what << ": " << render(hits.error().says, Language::en);
      std::vector<std::string> said, expected;
      for (auto const& rule : *hits) {
        said.push_back(rule.rule);
        hit.insert(rule.rule);
        EXPECT_NE(rule.source, "") << what;
        EXPECT_NE(rule.says.zh, "") << what;
        EXPECT_NE(rule.says.en, "") << what;
      }
      for (auto const& rule : one.find("rules")->items()) expected.push_back(rule.string());
      EXPECT_EQ(said, expected) << what;
    }
    auto const tables_of = rules.find(name)->tables(name);
    EXPECT_EQ(hit.size(), tables_of.front()->rule_count()) << name << ": each rule has a case";
  }
  EXPECT_GE(tables, 5);
}

TEST(ModelTables, that_are_not_there_or_not_asked_in_full_are_refused) {
  auto const rules = model_rules();
  auto const on = *Date::parse("2023-12-31");

  EXPECT_EQ(rules.decide("of_nobody", {}, on).error().says.key, "casework.no_decision");
  auto const undecided = rules.decide("deferral", {{"missing", text_value("两份")}}, on);
  ASSERT_FALSE(undecided);
  EXPECT_EQ(undecided.error().says.key, "casework.undecided");
  EXPECT_EQ(Rulebook::make({{"deferral", "no xml"}}).has_value(), false);
}

TEST(ModelTables, give_the_clock_its_days) {
  auto const rules = clock_rules(model_rules(), "licence", *Date::parse("2023-12-31"));

  ASSERT_TRUE(rules);
  EXPECT_EQ(rules->notice_days, 5);
  EXPECT_EQ(rules->longest_extension, 10);
}

}  // namespace
}  // namespace zonebook::casework
