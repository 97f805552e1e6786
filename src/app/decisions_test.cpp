// The model's own decisions: they can be used, name what there is, and hold their cases.

#include "app/decisions.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>

#include "app/book.h"
#include "app/command.h"
#include "base/json.h"

namespace zonebook::app {
namespace {

std::string const model = "model";  // tests run in the root of the repository

ledger::ChangeFacts facts_from(Json const& input) {
  auto const is = [&](std::string_view name) { return input.find(name)->boolean(); };
  ledger::ChangeFacts facts{
      .register_name = std::string(*input.text_at("register")),
      .kind = *ledger::change_kind(*input.text_at("kind")),
      .fields = {},
      .amount = is("amount"),
      .stage_date = is("stage_date"),
      .cited = is("cited"),
      .locked = is("locked"),
      .own_slip = is("own_slip"),
  };
  for (auto const& field : input.find("fields")->items()) facts.fields.push_back(field.string());
  return facts;
}

Json cases() {
  auto const text = read_file(model + "/decisions/second_person.cases.json");
  EXPECT_TRUE(text);
  return *Json::parse(*text);
}

TEST(ModelDecisions, of_second_persons_hold_their_cases) {
  auto const second = second_person_of(model);
  ASSERT_TRUE(second) << render(second.error().says, Language::en);
  ASSERT_TRUE(*second);

  std::set<std::string> hit;
  auto const all = cases();
  for (auto const& one : all.items()) {
    std::vector<std::string> rules, expected;
    auto const facts = facts_from(*one.find("input"));
    for (auto const& why : (*second)->why(facts, *Date::parse("2023-12-31"))) {
      rules.push_back(why.rule);
      hit.insert(why.rule);
      EXPECT_NE(why.says.zh, "");
      EXPECT_NE(why.says.en, "");
      EXPECT_NE(why.source, "");
    }
    for (auto const& rule : one.find("rules")->items()) expected.push_back(rule.string());
    EXPECT_EQ(rules, expected) << *one.text_at("name");
  }
  EXPECT_EQ(hit.size(), 6u) << "each rule has a case";
}

// What it calls an origin must be fields that there are.
TEST(ModelDecisions, of_second_persons_name_fields_of_the_model) {
  auto const text = *read_file(decision_file(model, "second_person"));
  auto const loaded = meta::load(model, owned_registers());
  ASSERT_TRUE(loaded.catalog);
  auto const list = text.substr(text.find("list contains(["));
  int names = 0;
  for (auto at = list.find('"'); at < list.find(']'); at = list.find('"', at)) {
    auto const end = list.find('"', at + 1);
    auto const name = list.substr(at + 1, end - at - 1);
    auto const point = name.find('.');
    auto const* in = loaded.catalog->find(name.substr(0, point));
    ASSERT_TRUE(in) << name;
    EXPECT_TRUE(in->find(name.substr(point + 1))) << name;
    ++names;
    at = end + 1;
  }
  EXPECT_EQ(names, 4);
}

TEST(ModelDecisions, are_not_needed) {
  auto const none = second_person_of("/nothing/of/the/kind");
  ASSERT_TRUE(none);
  EXPECT_EQ(*none, nullptr);
}

}  // namespace
}  // namespace zonebook::app
