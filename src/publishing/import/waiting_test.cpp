// Rows that say again what waits for its second person, for readers of all rights and of few.

#include "publishing/import/waiting.h"

#include <gmock/gmock.h>

#include "ledger/second_person_fixture.h"

namespace zonebook::publishing {
namespace {

using ledger::told;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Meaning = ImportOptions::Meaning;

// Projects P07 (cited by a report) and P08; whatever is said of May needs a second person.
class ImportWaiting : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    catalog_ = ledger::proposal_catalog();
    make_tables(*database_, *catalog_, ledger::sample_zones());
    ledger_ = std::make_unique<ledger::Ledger>(
        *database_, catalog_,
        ledger::Ledger::Options{.clock = clock_,
                                .local = *Zone::load("Asia/Shanghai"),
                                .second_person = ledger::sample_second_person()});
    proposals_ = std::make_unique<ledger::Proposals>(*ledger_, *database_);
    project_ = made(R"({"kind":"create","register":"project","id":"new:p",
        "valid_from":"2023-06-01","fields":{"code":"P07","total":20300,"stage":"talks"}})");
    made(R"({"kind":"create","register":"frozen_citation","id":"new:f","valid_from":"2023-06-28",
        "fields":{"cited_record":")" +
         project_ + R"(","frozen_report":"示例月报","frozen_on":"2023-06-28"}})");
    made(R"({"kind":"create","register":"month_lock","id":"new:l","valid_from":"2023-06-01",
        "fields":{"month":"2023-05","locked_on":"2023-06-01","locked_by":"示例人员03"}})");
  }

  std::string made(std::string const& change) {
    auto const receipt = ledger_->append(ledger::letter("jiaocheng", change));
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt ? receipt->made.front().second : "";
  }

  std::string propose(std::string const& change) {
    auto const receipt = proposals_->propose(ledger::letter("jiaocheng", change));
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt ? receipt->made.front().second : "";
  }
  std::string propose_total(std::string const& kind, std::string const& days,
                            std::string const& cents) {
    return propose(R"({"kind":")" + kind + R"(","register":"project","id":")" + project_ + "\"," +
                   days + R"(,"fields":{"total":)" + cents + "}}");
  }

  // What a role shows: who waits is seen, the letter is not.
  static ledger::Scope hidden_letters(meta::Catalog const& catalog, ledger::Scope::Sight projects) {
    ledger::Scope scope("jiaocheng", "");
    EXPECT_TRUE(scope.show(*catalog.find("project"), std::move(projects)));
    ledger::Scope::Sight sight;
    for (auto const& field : catalog.find("proposal")->fields) {
      if (field.name != "letter" && field.name != "note") sight.fields.insert(field.name);
    }
    EXPECT_TRUE(scope.show(*catalog.find("proposal"), std::move(sight)));
    return scope;
  }

  std::vector<std::string> plan(std::string const& csv, ImportOptions options) {
    return plan(csv, std::move(options), ledger::Scope::everything("jiaocheng"));
  }
  // "STATE" of each row, and the keys told of the whole.
  std::vector<std::string> plan(std::string const& csv, ImportOptions options,
                                ledger::Scope reads) {
    options.zone = "jiaocheng";
    options.actor = "示例人员01";
    Desk const desk{.ledger = *ledger_,
                    .proposals = *proposals_,
                    .terms = terms_,
                    .reads = std::move(reads),
                    .title = [](ledger::Snapshot&, std::string const& id,
                                Date) -> Result<std::string> { return id; }};
    auto const planned = Importing(desk, *catalog_->find("project"), options).plan(csv, "项目.csv");
    EXPECT_TRUE(planned) << told(planned);
    std::vector<std::string> rows;
    for (auto const& row : planned.value_or(Plan()).rows) {
      rows.emplace_back(name_of(row.state));
      told_of_row_ = row.told.empty() ? "" : render(row.told.back().says, Language::en);
    }
    for (auto const& one : planned.value_or(Plan()).told) rows.push_back(one.says.key);
    return rows;
  }

  static ImportOptions correcting() {
    return {.valid_from = *Date::parse("2023-06-28"), .meaning = Meaning::correct};
  }

  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  ledger::StepClock clock_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<ledger::Proposals> proposals_;
  std::vector<meta::Term> terms_;
  std::string project_, told_of_row_;
};
INSTANTIATE_TEST_SUITE_P(Both, ImportWaiting, db::both_dialects, db::dialect_name);

constexpr auto more = "code,total(元)\r\nP07,210\r\n";
constexpr auto since_june = R"("valid_from":"2023-06-01")";

TEST_P(ImportWaiting, is_told_to_who_sees_the_record_though_the_letter_is_hidden) {
  auto const waiting = propose_total("correct", since_june, "21000");
  ledger::Scope::Sight const sight{.fields = {"code", "total"}};

  EXPECT_THAT(plan(more, correcting(), hidden_letters(*catalog_, sight)), ElementsAre("waiting"));
  EXPECT_THAT(told_of_row_, HasSubstr(waiting));
  EXPECT_THAT(plan("code,total(元)\r\nP07,211\r\n", correcting(), hidden_letters(*catalog_, sight)),
              ElementsAre("corrected"));
}

TEST_P(ImportWaiting, tells_nothing_of_fields_and_records_that_are_not_seen) {
  propose_total("correct", since_june, "21000");
  auto const seen = [&](ledger::Scope::Sight sight) {
    return plan(more, correcting(), hidden_letters(*catalog_, std::move(sight)));
  };

  EXPECT_THAT(seen({.fields = {"code"}, .masked = {"total"}}), ElementsAre("corrected"));
  EXPECT_THAT(seen({.fields = {"code", "total"}, .of = ledger::Scope::Sight::Of::outline}),
              ElementsAre("corrected"));
}

TEST_P(ImportWaiting, a_new_record_is_told_only_to_who_would_see_it) {
  propose(R"({"kind":"create","register":"project","id":"new:n","valid_from":"2023-05-08",
      "fields":{"code":"P09","total":30000,"stage":"talks"}})");
  auto const csv = "code,total(元)\r\nP09,300\r\n";
  ImportOptions const options{.valid_from = *Date::parse("2023-05-08")};
  std::set<std::string> const fields = {"code", "total"};

  EXPECT_THAT(plan(csv, options, hidden_letters(*catalog_, {.fields = fields})),
              ElementsAre("waiting"))
      << "the stage is not seen, and not compared";
  EXPECT_THAT(plan(csv, options,
                   hidden_letters(*catalog_, {.where = "stage = \"signed\"", .fields = fields})),
              ElementsAre("added"));
  EXPECT_THAT(plan(csv, options), ElementsAre("added")) << "who sees the stage says another record";
  EXPECT_THAT(plan("code,total(元),stage\r\nP09,300,talks\r\n", options), ElementsAre("waiting"));
  EXPECT_THAT(
      plan("code,total(元),stage\r\nP09,300,talks\r\n", {.valid_from = *Date::parse("2023-05-09")}),
      ElementsAre("added"));
}

TEST_P(ImportWaiting, is_of_the_same_kind_and_days) {
  ImportOptions const changing{.valid_from = *Date::parse("2023-06-28"),
                               .meaning = Meaning::change};
  propose_total("correct", R"("valid_from":"2023-06-01","valid_to":"2023-06-15")", "21000");
  EXPECT_THAT(plan(more, correcting()), ElementsAre("corrected")) << "of some of the days alone";

  propose_total("correct", since_june, "21000");
  EXPECT_THAT(plan(more, correcting()), ElementsAre("waiting"));
  EXPECT_THAT(plan(more, {.valid_from = *Date::parse("2023-06-28")}), ElementsAre("waiting"))
      << "nobody was asked yet which of both it is";
  EXPECT_THAT(plan(more, changing), ElementsAre("changed"));

  propose_total("change", R"("valid_from":"2023-07-01")", "21000");
  EXPECT_THAT(plan(more, changing), ElementsAre("changed")) << "three days are said by none";
  propose_total("change", R"("valid_from":"2023-06-20")", "21000");
  EXPECT_THAT(plan(more, changing), ElementsAre("waiting"));
}

TEST_P(ImportWaiting, a_letter_that_cannot_be_read_is_passed_over_with_a_note) {
  auto const broken = propose_total("correct", since_june, "21100");
  propose_total("correct", since_june, "21000");
  auto const spoil =
      db::Statement::same("spoil", "UPDATE r_proposal SET letter = '{' WHERE id = ?");
  ASSERT_TRUE(database_->write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(spoil, {broken}));
    return {};
  }));

  EXPECT_THAT(plan(more, correcting()),
              ElementsAre("waiting", "publishing.import.unreadable_letter"));
}

}  // namespace
}  // namespace zonebook::publishing
