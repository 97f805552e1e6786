// Checks and gates: what the model asks is asked of every entry, and never of the past.

#include "ledger/rules.h"

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using meta::test_registers::field;

meta::Field optional(std::string const& name, std::string_view type) {
  auto made = field(name, type);
  made.required = false;
  return made;
}

meta::Need need(std::string const& name, std::string const& must, meta::Need::Gate gate) {
  return {.name = name, .must = must, .says = {"缺" + name, name + " is missing"}, .gate = gate};
}

// 在谈 → 评审 → 签约, and 退出 beside them.
meta::Track track() {
  using Gate = meta::Need::Gate;
  meta::Track track{.name = "project", .label = {"项目", "Project"}, .stage_field = "stage"};
  track.stages = {
      {.value = "talks"},
      {.value = "review", .needs = {need("review_passed", "passed = \"yes\"", Gate::hard)}},
      {.value = "signed",
       .date_field = "signed_on",
       .needs = {need("has_paper", "paper != null", Gate::debt)}},
      {.value = "withdrawn", .end = true},
  };
  return track;
}

std::shared_ptr<meta::Catalog const> projects() {
  auto stage = field("stage", "choice");
  stage.choices.clear();
  for (auto const* value : {"talks", "review", "signed", "withdrawn"}) {
    stage.choices.push_back({value, {value, value}});
  }
  auto in = meta::test_registers::reg(
      "project",
      {optional("total", "money"), optional("fixed", "money"), stage, optional("passed", "choice"),
       optional("paper", "text"), optional("signed_on", "date")});
  in.checks = {{.name = "fixed_is_part_of_total",
                .must = "total = null or fixed = null or fixed <= total",
                .says = {"固定资产投资不能大于总投资", "Fixed investment exceeds the total"}}};
  in.track = track();
  return meta::test_registers::made({in});
}

class RulesOfAModel : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    catalog_ = projects();
    make_tables(*database_, *catalog_, {{"root", std::nullopt}});
    ledger_ = ledger_with(catalog_);
  }

  std::unique_ptr<Ledger> ledger_with(std::shared_ptr<meta::Catalog const> catalog) {
    return std::make_unique<Ledger>(
        *database_, std::move(catalog),
        Ledger::Options{.clock = clock_, .local = *Zone::load("Asia/Shanghai")});
  }

  Result<Receipt> create(std::string const& fields) {
    return ledger_->append(letter(
        "root", R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-01-01",)"
                R"("fields":{)" +
                    fields + "}}"));
  }

  Result<Receipt> change(std::string const& id, std::string const& from, std::string const& fields,
                         std::string const& kind = "change") {
    return ledger_->append(
        letter("root", R"({"kind":")" + kind + R"(","register":"project","id":")" + id +
                           R"(","valid_from":")" + from + R"(","fields":{)" + fields + "}}"));
  }

  std::string created(std::string const& fields) {
    auto const receipt = create(fields);
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt ? receipt->made[0].second : "";
  }

  static std::string key_of(Result<Receipt> const& receipt) {
    return receipt ? "no error" : receipt.error().says.key;
  }

  std::vector<std::string> debts_of(std::string const& id, Date day) {
    auto snapshot = ledger_->read("root");
    Draft draft(snapshot->store());
    auto const found = snapshot->as_of(id, day);
    auto const debts =
        ledger_->rules().debts(*found->in, *found->version, {.day = day, .today = day}, draft);
    std::vector<std::string> names;
    for (auto const& debt : *debts) names.push_back(debt.stage + " " + debt.need->name);
    return names;
  }

  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  StepClock clock_;
  std::unique_ptr<Ledger> ledger_;
};

TEST_P(RulesOfAModel, a_check_is_told_in_the_readers_language_with_the_day_it_breaks_on) {
  auto const refused = create(R"("stage":"talks","total":100,"fixed":200)");

  ASSERT_EQ(key_of(refused), "ledger.check_failed");
  EXPECT_EQ(render(refused.error().says, Language::zh), "固定资产投资不能大于总投资");
  EXPECT_EQ(render(refused.error().says, Language::en), "Fixed investment exceeds the total");
  EXPECT_EQ(refused.error().where, "project.fixed_is_part_of_total");
  EXPECT_EQ(refused.error().details->text_at("valid_from"), "2023-01-01");
}

TEST_P(RulesOfAModel, a_check_that_cannot_be_told_of_an_empty_field_refuses_nothing) {
  EXPECT_EQ(key_of(create(R"("stage":"talks","fixed":200)")), "no error");
}

TEST_P(RulesOfAModel, a_check_looks_at_each_day_that_a_change_writes) {
  auto const id = created(R"("stage":"talks","total":100,"fixed":50)");
  ASSERT_EQ(key_of(change(id, "2023-03-01", R"("total":40,"fixed":40)")), "no error");

  auto const refused = change(id, "2023-02-01", R"("fixed":45,"total":44)", "correct");

  EXPECT_EQ(key_of(refused), "ledger.later_values");
}

TEST_P(RulesOfAModel, a_hard_gate_stops_whoever_would_pass_it_on_the_way) {
  auto const id = created(R"("stage":"talks")");

  EXPECT_EQ(key_of(change(id, "2023-02-01", R"("stage":"review")")), "ledger.gate");
  EXPECT_EQ(key_of(change(id, "2023-02-01", R"("stage":"signed","signed_on":"2023-02-01")")),
            "ledger.gate");
  EXPECT_EQ(key_of(change(id, "2023-02-01", R"("stage":"review","passed":"yes")")), "no error");
}

TEST_P(RulesOfAModel, a_debt_lets_pass_and_is_told_until_it_is_paid) {
  auto const id = created(R"("stage":"review","passed":"yes")");
  ASSERT_EQ(key_of(change(id, "2023-02-01", R"("stage":"signed","signed_on":"2023-02-01")")),
            "no error");
  ASSERT_EQ(key_of(change(id, "2023-03-01", R"("paper":"示例合同")")), "no error");

  EXPECT_THAT(debts_of(id, *Date::parse("2023-02-10")), testing::ElementsAre("signed has_paper"));
  EXPECT_THAT(debts_of(id, *Date::parse("2023-03-10")), testing::IsEmpty());
}

TEST_P(RulesOfAModel, a_stage_is_entered_with_its_day) {
  auto const id = created(R"("stage":"review","passed":"yes")");

  EXPECT_EQ(key_of(change(id, "2023-02-01", R"("stage":"signed")")), "ledger.stage_date");
}

TEST_P(RulesOfAModel, who_has_left_the_track_comes_back_only_by_a_correction) {
  auto const id = created(R"("stage":"talks")");
  ASSERT_EQ(key_of(change(id, "2023-02-01", R"("stage":"withdrawn")")), "no error");

  EXPECT_EQ(key_of(change(id, "2023-03-01", R"("stage":"talks")")), "ledger.stage_ended");
  EXPECT_EQ(key_of(change(id, "2023-02-01", R"("stage":"talks")", "correct")), "no error");
}

// Beside the track no gate has been passed.
TEST_P(RulesOfAModel, a_gate_is_not_gone_round_by_way_of_an_end) {
  auto const id = created(R"("stage":"withdrawn")");

  EXPECT_EQ(
      key_of(change(id, "2023-02-01", R"("stage":"signed","signed_on":"2023-02-01")", "correct")),
      "ledger.stage_ended");
  EXPECT_EQ(
      key_of(change(id, "2023-01-01", R"("stage":"signed","signed_on":"2023-01-01")", "correct")),
      "ledger.gate");
}

TEST_P(RulesOfAModel, moving_back_asks_for_nothing) {
  auto const id = created(R"("stage":"review","passed":"yes")");

  EXPECT_EQ(key_of(change(id, "2023-02-01", R"("stage":"talks")")), "no error");
}

INSTANTIATE_TEST_SUITE_P(Both, RulesOfAModel, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
