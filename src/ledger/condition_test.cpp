#include "ledger/condition.h"

#include <gtest/gtest.h>

#include "ledger/lives_fixture.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

Date day(std::string_view text) { return *Date::parse(text); }

class ConditionTest : public testing::Test {
 protected:
  ConditionTest() : catalog_(made(registers())), lives_(), draft_(lives_) {
    lives_.add(*in("town"), "z.1.1", {std::string("甲镇")});
    lives_.add(*in("park"), "z.1.2", {std::string("示例园区01"), 40, std::string("z.1.1")});
  }

  static std::vector<meta::Register> registers() {
    return {
        reg("town", {field("title", "text")}),
        reg("park", {field("title", "text"), field("size", "integer"), reference("town", "town")}),
        reg("project", {field("title", "text"), field("area", "decimal"), field("on", "date"),
                        reference("park", "park"), reference("other", "park")})};
  }

  meta::Register const* in(std::string_view name) const { return catalog_->find(name); }

  static Version project(db::Value park = std::string("z.1.2"), db::Value other = {}) {
    return {.values = {std::string("示例项目01"), 1250, day("2023-06-28").days(), std::move(park),
                       std::move(other)}};
  }

  // "true", "false", "null", or what was wrong.
  std::string holds(std::string_view source, Version const& version = project()) {
    auto const condition = Condition::compile(source, *in("project"));
    if (!condition) return condition.error().says.key + " " + condition.error().where;
    feel::Evaluator evaluator;
    auto const answer = condition->holds(
        version, {.day = day("2023-07-01"), .today = day("2023-07-02")}, draft_, evaluator);
    return answer ? feel::to_text(*answer) : answer.error().says.key;
  }

  std::shared_ptr<meta::Catalog const> catalog_;
  MemoryLives lives_;
  Draft draft_;
};

TEST_F(ConditionTest, reads_fields_today_and_what_references_lead_to) {
  struct Row {
    char const* source;
    char const* answer;
  } const rows[] = {
      {"area = 12.5", "true"},
      {"on < today", "true"},
      {"today() - on > @\"P4D\"", "false"},
      {"today() = @\"2023-07-02\"", "true"},
      {"park.size >= 40", "true"},
      {"park.town.title = \"甲镇\"", "true"},
      {"park.id = \"z.1.2\"", "true"},
      {"other = null", "true"},
      {"other.size > 1", "null"},
      {"not(other.size = 1)", "true"},
      {"park.size > 1 and park != other", "true"},
      {"some p in [park, other] satisfies p.town.title = \"甲镇\"", "true"},
      {"count([park][size > 30]) = 1", "true"},
      {"sum(for p in [1, 2, 3] return p) = 6", "true"},
  };
  for (auto const& [source, answer] : rows) EXPECT_EQ(holds(source), answer) << source;
}

TEST_F(ConditionTest, refuses_what_is_no_condition_and_says_where) {
  EXPECT_EQ(holds("area >"), "feel.expected_expression_at_end 1:7");
  EXPECT_EQ(holds("aera > 1"), "feel.unknown_name 1:1");
  EXPECT_EQ(holds("area > 1 and park.width = 2"), "meta.catalog.unknown_member 1:14");
  EXPECT_EQ(holds("area + 1"), "meta.catalog.no_condition ");
}

TEST_F(ConditionTest, a_reference_reads_as_the_survivor_of_its_day) {
  auto& merged = lives_.add(*in("park"), "z.1.3", {std::string("示例园区02"), 1, {}});
  merged.versions.clear();
  merged.merges.push_back({.on = {first_day(), open_end()}, .same_as = "z.1.2"});
  lives_.add(*in("park"), "z.1.4", {std::string("示例园区03"), 1, {}}).versions.clear();

  EXPECT_EQ(holds("park.size = 40 and park.id = \"z.1.2\"", project(std::string("z.1.3"))), "true");
  EXPECT_EQ(holds("park = null", project(std::string("z.1.4"))), "true");
  EXPECT_EQ(
      holds("park = other and park.size = 40", project(std::string("z.1.3"), std::string("z.1.2"))),
      "true");
}

}  // namespace
}  // namespace zonebook::ledger
