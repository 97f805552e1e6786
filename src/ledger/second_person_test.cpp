// What the table of second persons is told: which changes touch what was reported, and which are
// one's own slip.

#include "ledger/second_person.h"

#include <gmock/gmock.h>

#include "ledger/second_person_fixture.h"
#include "ledger/weigh.h"

namespace zonebook::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t hour = std::int64_t{3600} * 1'000'000;

std::vector<std::string> rules_of(ChangeFacts const& facts, SecondPerson const& second) {
  std::vector<std::string> rules;
  for (auto const& why : second.why(facts, *Date::parse("2023-07-01"))) rules.push_back(why.rule);
  return rules;
}

TEST(SecondPersonTable, says_which_of_its_rules_hit) {
  auto const second = sample_second_person();

  EXPECT_THAT(rules_of({.amount = true}, *second), IsEmpty());
  EXPECT_THAT(rules_of({.amount = true, .cited = true}, *second), ElementsAre("cited_amount"));
  EXPECT_THAT(rules_of({.fields = {"project.owner"}, .cited = true, .locked = true}, *second),
              ElementsAre("cited_origin", "locked_month"));
}

TEST(SecondPersonTable, is_refused_if_it_asks_what_nobody_tells_or_is_no_such_table) {
  auto const with = [](std::string const& from, std::string const& to) {
    auto text = sample_table();
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
    return second_person_from(text);
  };

  ASSERT_TRUE(with("locked", "locked"));
  EXPECT_FALSE(with("locked", "weather"));
  EXPECT_FALSE(with("COLLECT", "FIRST"));
  EXPECT_FALSE(with("second_person", "third_person"));
}

TEST(SecondPersonTable, that_gives_no_answer_asks_for_a_second_person) {
  auto text = sample_table();
  auto const output = text.find("<outputEntry><text>\"cited_amount\"");
  text.replace(output, std::string("<outputEntry><text>\"cited_amount\"").size(),
               "<outputEntry><text>1 + \"a\"");
  auto const second = second_person_from(text);
  ASSERT_TRUE(second) << "its fault shows only when it is asked";

  EXPECT_THAT(rules_of({.amount = true, .cited = true}, **second), ElementsAre("second_person"));
}

class Weighed : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    catalog_ = proposal_catalog();
    make_tables(*database_, *catalog_, sample_zones());
    ledger_ = std::make_unique<Ledger>(
        *database_, catalog_,
        Ledger::Options{.clock = clock_, .local = *Zone::load("Asia/Shanghai")});
    project_ = append("示例人员01", R"({"kind":"create","register":"project","id":"new:p",
        "valid_from":"2023-06-28","fields":{"code":"P","total":203,"stage":"talks"}})");
  }

  std::string append(std::string const& actor, std::string const& change,
                     std::string const& zone = "jiaocheng") {
    auto given = Json::object({{"zone", Json::string(zone)},
                               {"actor", Json::string(actor)},
                               {"changes", Json::array({json(change)})}});
    auto const receipt = ledger_->append(given);
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt && !receipt->made.empty() ? receipt->made.front().second : "";
  }

  std::string change(std::string const& kind, std::string const& rest) const {
    return R"({"kind":")" + kind + R"(","register":"project","id":")" + project_ + "\"," + rest +
           "}";
  }

  // What the table would be told if this came next.
  ChangeFacts facts(std::string const& actor, Change change) {
    change.in = catalog_->find("project");
    change.id = project_;
    if (!change.to) change.to = open_end();
    auto const reader = *database_->read();
    Statements const statements(*catalog_);
    Store store(*reader, *catalog_, statements);
    Draft draft(store);
    EXPECT_TRUE(draft.life(project_));
    auto const today = clock_.now().date_in(*Zone::load("Asia/Shanghai").value());
    Weigh weigh(*reader, store, draft, *catalog_, {"jiaocheng", actor, clock_.now(), today});
    auto const facts_ = weigh.facts(change);
    EXPECT_TRUE(facts_) << told(facts_);
    return *facts_;
  }

  FieldValue set(std::string const& field, db::Value value) const {
    return {catalog_->find("project")->find(field), std::move(value)};
  }

  Change correction(std::string_view from, std::vector<FieldValue> fields) const {
    return {.kind = ChangeKind::correct,
            .from = *Date::parse(from),
            .fields = std::move(fields),
            .has_fields = true};
  }

  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  StepClock clock_;
  std::unique_ptr<Ledger> ledger_;
  std::string project_;
};

INSTANTIATE_TEST_SUITE_P(Both, Weighed, db::both_dialects, db::dialect_name);

TEST_P(Weighed, names_only_the_fields_whose_values_change) {
  auto const facts_ =
      facts("示例人员02",
            correction("2023-06-28", {set("total", std::int64_t{203}), set("stage", "signed")}));

  EXPECT_THAT(facts_.fields, ElementsAre("project.stage"));
  EXPECT_FALSE(facts_.amount);
  EXPECT_TRUE(
      facts("示例人员02", correction("2023-06-28", {set("total", std::int64_t{1})})).amount);
  EXPECT_TRUE(
      facts("示例人员02", correction("2023-06-28", {set("started_on", std::int64_t{19'600})}))
          .stage_date);
}

TEST_P(Weighed, lets_a_record_reach_its_next_stage_after_the_days_it_was_reported_of) {
  auto const reaching = [&](std::string_view from, std::string_view started_on) {
    return facts("示例人员02", {.kind = ChangeKind::change,
                                .from = *Date::parse(from),
                                .fields = {set("started_on", Date::parse(started_on)->days())},
                                .has_fields = true})
        .stage_date;
  };
  auto const cite = [&](std::string const& report, std::string const& days) {
    append("示例人员01", R"({"kind":"create","register":"frozen_citation","id":"new:c",
        "valid_from":"2023-12-20","fields":{"cited_record":")" +
                             project_ + R"(","frozen_report":")" + report + "\"," + days + "}}");
  };
  EXPECT_FALSE(reaching("2023-10-01", "2023-10-01"));
  cite("示例快报", R"("frozen_on":"2023-12-20")");

  EXPECT_TRUE(reaching("2023-12-19", "2023-12-21")) << "what was reported changes";
  EXPECT_TRUE(reaching("2023-12-20", "2023-12-21")) << "of that day it was reported, too";
  EXPECT_TRUE(reaching("2023-12-21", "2023-12-20")) << "its day would have counted";
  EXPECT_FALSE(reaching("2023-12-21", "2023-12-21"));

  cite("示例年报", R"("frozen_on":"2024-01-15","read_on":"2023-12-31")");

  EXPECT_TRUE(reaching("2024-01-15", "2023-12-31"));
  EXPECT_TRUE(reaching("2023-12-31", "2024-01-15"));
  EXPECT_FALSE(reaching("2024-01-15", "2024-01-15")) << "the report told of the year before";
  EXPECT_FALSE(reaching("2024-01-01", "2024-01-02"));
}

TEST_P(Weighed, counts_what_a_retirement_takes_away) {
  auto const facts_ =
      facts("示例人员02", {.kind = ChangeKind::retire, .from = *Date::parse("2023-06-28")});

  EXPECT_TRUE(facts_.amount);
  EXPECT_THAT(facts_.fields, ElementsAre("project.code", "project.stage", "project.total"));
}

TEST_P(Weighed, knows_a_record_that_a_frozen_report_of_a_zone_above_cites) {
  EXPECT_FALSE(facts("示例人员01", correction("2023-06-28", {})).cited);
  append("示例人员03",
         R"({"kind":"create","register":"frozen_citation","id":"new:f",
      "valid_from":"2023-06-28","fields":{"cited_record":")" +
             project_ + R"(","frozen_report":"示例月报","frozen_on":"2023-06-28"}})",
         "root");

  EXPECT_TRUE(facts("示例人员01", correction("2023-06-28", {})).cited);
}

TEST_P(Weighed, knows_the_days_of_a_locked_month) {
  auto const lock = append("示例人员03", R"({"kind":"create","register":"month_lock","id":"new:l",
      "valid_from":"2023-06-28","fields":{"month":"2023-05","locked_on":"2023-06-28",
      "locked_by":"示例人员03"}})",
                           "root");
  auto const day = [](std::string_view text) { return db::Value(Date::parse(text)->days()); };
  auto short_one = correction("2023-04-01", {});
  short_one.to = *Date::parse("2023-05-01");

  EXPECT_FALSE(facts("示例人员01", correction("2023-06-01", {})).locked);
  EXPECT_FALSE(facts("示例人员01", short_one).locked) << "the end is not of it";
  EXPECT_TRUE(facts("示例人员01", correction("2023-05-31", {})).locked);
  EXPECT_TRUE(facts("示例人员01", correction("2023-04-01", {})).locked);
  EXPECT_TRUE(
      facts("示例人员01", correction("2023-06-28", {set("started_on", day("2023-05-20"))})).locked);
  EXPECT_FALSE(
      facts("示例人员01", correction("2023-06-28", {set("started_on", day("2023-06-20"))})).locked);

  append("示例人员04",
         R"({"kind":"retire","register":"month_lock","id":")" + lock +
             R"(","valid_from":"2023-06-28"})",
         "root");
  EXPECT_FALSE(facts("示例人员01", correction("2023-05-31", {})).locked) << "it was opened again";
}

TEST_P(Weighed, takes_a_slip_for_one_s_own_within_a_day_alone) {
  auto const slip = correction("2023-06-28", {set("total", std::int64_t{1})});
  EXPECT_TRUE(facts("示例人员01", slip).own_slip);
  EXPECT_FALSE(facts("示例人员02", slip).own_slip);

  clock_.step(24 * hour);
  EXPECT_FALSE(facts("示例人员01", slip).own_slip);
}

TEST_P(Weighed, does_not_take_for_one_s_own_what_was_only_cut_by_one) {
  clock_.step(72 * hour);
  append("示例人员02", change("change", R"("valid_from":"2023-10-15","fields":{"total":280})"));

  auto const later = correction("2023-10-15", {set("total", std::int64_t{281})});
  auto const whole = correction("2023-06-28", {set("total", std::int64_t{281})});
  auto const code = correction("2023-10-15", {set("code", "Q")});

  EXPECT_TRUE(facts("示例人员02", later).own_slip);
  EXPECT_FALSE(facts("示例人员02", whole).own_slip) << "the first days are another's";
  EXPECT_FALSE(facts("示例人员02", code).own_slip) << "the code is another's";
}

}  // namespace
}  // namespace zonebook::ledger
