// An import from bytes to entries, on both databases.

#include "publishing/import/import.h"

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/listing.h"
#include "publishing/import/letters.h"

namespace zonebook::publishing {
namespace {

using ledger::LedgerFixture;
using ledger::told;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Meaning = ImportOptions::Meaning;

// The ledger of ledger_fixture.h: enterprise (code; size), project (code; total, stage, owner,
// started_on), agreement.
class Import : public LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    proposals_ = std::make_unique<ledger::Proposals>(ledger(), database());
    desk_ = std::make_unique<Desk>(
        Desk{.ledger = ledger(),
             .proposals = *proposals_,
             .terms = terms_,
             .reads = ledger::Scope::everything("root"),
             .title = [](ledger::Snapshot& snapshot, std::string const& id,
                         Date day) -> Result<std::string> {
               auto const found = TRY(snapshot.as_of(id, day));
               if (!found.version) return id;
               return ledger::text_in(*found.version, *found.in, "code").value_or(id);
             }});
  }

  Importing importing(std::string const& in, ImportOptions options = {}) {
    options.zone = "jiaocheng";
    options.actor = "示例人员01";
    return {*desk_, *catalog().find(in), std::move(options)};
  }

  Plan plan(std::string const& csv, ImportOptions options = {}) {
    auto const made = importing("project", std::move(options)).plan(csv, "项目.csv");
    EXPECT_TRUE(made) << told(made);
    return made.value_or(Plan());
  }

  // "STATE PLACE", and of a rejected row the key of its reason.
  static std::vector<std::string> rows_of(Plan const& plan) {
    std::vector<std::string> rows;
    for (auto const& row : plan.rows) {
      auto text = std::string(name_of(row.state)) + " " + row.place();
      if (row.state == RowState::rejected) {
        text = "rejected " + row.told.front().place + " " + row.told.front().says.key;
      }
      rows.push_back(text);
    }
    return rows;
  }

  Imported import(std::string const& csv, ImportOptions options = {}, Commit const& how = {}) {
    auto by = importing("project", std::move(options));
    auto const planned = by.plan(csv, "项目.csv");
    EXPECT_TRUE(planned) << told(planned);
    auto done = by.commit(planned.value_or(Plan()), how);
    EXPECT_TRUE(done) << told(done);
    return done.value_or(Imported());
  }

  Plan plan_in(std::string const& in, std::string const& csv, ImportOptions options = {}) {
    auto const made = importing(in, std::move(options)).plan(csv, "表.csv");
    EXPECT_TRUE(made) << told(made);
    return made.value_or(Plan());
  }

  // Of each project of jiaocheng now.
  std::vector<std::string> projects() {
    auto snapshot = ledger().read("jiaocheng");
    EXPECT_TRUE(snapshot) << told(snapshot);
    auto const& in = *catalog().find("project");
    auto const page = ledger::list(*snapshot, {.in = &in, .day = ledger().today(), .limit = 1000});
    EXPECT_TRUE(page) << told(page);
    std::vector<std::string> all;
    for (auto const& [id, version] : page->records) {
      auto const& total = version.values[in.index_of(*in.find("total"))];
      auto const* cents = std::get_if<std::int64_t>(&total);
      all.push_back(ledger::text_in(version, in, "code").value_or("") + " " +
                    (cents ? std::to_string(*cents) : "—"));
    }
    return all;
  }

  // As a reader who sees these projects alone.
  void read_only_where(std::string const& where) {
    auto const& in = *catalog().find("project");
    ledger::Scope scope("jiaocheng", "");
    ledger::Scope::Sight sight{.where = where};
    for (auto const& field : in.fields) sight.fields.insert(field.name);
    auto const shown = scope.show(in, std::move(sight));
    EXPECT_TRUE(shown) << told(shown);
    desk_->reads = std::move(scope);
  }

 private:
  std::vector<meta::Term> terms_;
  std::unique_ptr<ledger::Proposals> proposals_;
  std::unique_ptr<Desk> desk_;
};

constexpr auto two = "code,total(亿元)\r\nP07,2.03\r\nP08,1.5\r\n";

TEST_P(Import, makes_records_and_a_second_time_nothing) {
  EXPECT_THAT(rows_of(plan(two)), ElementsAre("added CSV!2", "added CSV!3"));
  EXPECT_THAT(projects(), IsEmpty());

  auto const done = import(two);
  ASSERT_EQ(done.entries.size(), 1U);
  EXPECT_THAT(projects(), ElementsAre("P07 20300000000", "P08 15000000000"));

  EXPECT_THAT(rows_of(plan(two)), ElementsAre("unchanged CSV!2", "unchanged CSV!3"));
  EXPECT_THAT(import(two).entries, IsEmpty());
}

TEST_P(Import, the_same_507_rows_twice_change_nothing) {
  std::string csv = "code,total(万元)\r\n";
  for (int i = 1; i <= 507; ++i) csv += "C" + std::to_string(i) + "," + std::to_string(i) + "\r\n";
  EXPECT_EQ(import(csv).entries.size(), 1U);
  auto const again = plan(csv);
  EXPECT_EQ(again.count(RowState::unchanged), 507U);
  EXPECT_THAT(import(csv).entries, IsEmpty());
  EXPECT_EQ(projects().size(), 507U);
}

TEST_P(Import, asks_whether_it_changed_or_was_wrong) {
  import(two);
  auto const other = "code,total(亿元)\r\nP07,2.30\r\n";
  auto by = importing("project");
  auto const asked = by.plan(other, "项目.csv");
  ASSERT_TRUE(asked) << told(asked);
  EXPECT_THAT(rows_of(*asked), ElementsAre("differs CSV!2"));
  auto const refused = by.commit(*asked, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "publishing.import.say_meaning");

  clock().set("2023-07-10T02:00:00Z");
  import(other, {.meaning = Meaning::correct});
  EXPECT_THAT(projects(), ElementsAre("P07 23000000000", "P08 15000000000"));
  auto snapshot = ledger().read("jiaocheng");
  auto const first = snapshot->as_of("jiaocheng.1.1", *Date::parse("2023-06-28"));
  EXPECT_EQ(first->version->kind, ledger::ChangeKind::correct);  // from its first day on
}

TEST_P(Import, a_change_holds_from_its_day) {
  import(two);
  clock().set("2023-07-10T02:00:00Z");
  import("code,total(亿元)\r\nP07,2.53\r\n",
         {.valid_from = *Date::parse("2023-07-01"), .meaning = Meaning::change});
  auto snapshot = ledger().read("jiaocheng");
  auto const& in = *catalog().find("project");
  auto const total_on = [&](char const* day) {
    auto const found = snapshot->as_of("jiaocheng.1.1", *Date::parse(day));
    return std::get<std::int64_t>(found->version->values[in.index_of(*in.find("total"))]);
  };
  EXPECT_EQ(total_on("2023-06-30"), 20'300'000'000);
  EXPECT_EQ(total_on("2023-07-01"), 25'300'000'000);
}

TEST_P(Import, rejects_rows_with_their_cell_and_takes_the_others_if_asked) {
  auto const csv =
      "code,total(亿元),started_on\r\nP07,2.03,2023-02-30\r\nP08,1.5,\r\n,3,\r\nP08,9,\r\n"
      "P09,约3,6月底\r\n";
  auto by = importing("project");
  auto const made = by.plan(csv, "项目.csv");
  ASSERT_TRUE(made) << told(made);
  EXPECT_THAT(rows_of(*made), ElementsAre("rejected CSV!C2 publishing.cell.no_day", "added CSV!3",
                                          "rejected CSV!4 publishing.import.missing",
                                          "rejected CSV!5 publishing.import.twice", "added CSV!6"));
  auto const refused = by.commit(*made, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "publishing.import.rejected_rows");
  EXPECT_THAT(projects(), IsEmpty());

  auto const done = by.commit(*made, {.rows = Commit::Rows::good});
  ASSERT_TRUE(done) << told(done);
  EXPECT_THAT(projects(), ElementsAre("P08 15000000000", "P09 —"));
  auto snapshot = ledger().read("jiaocheng");
  auto const history = snapshot->history("jiaocheng.1.2");
  ASSERT_TRUE(history) << told(history);
  EXPECT_THAT(history->front().reason, HasSubstr("约3"));
  EXPECT_THAT(history->front().reason, HasSubstr("6月底"));
}

TEST_P(Import, a_file_that_stopped_half_way_goes_on_and_writes_nothing_twice) {
  std::string csv = "code,total(万元)\r\n";
  for (int i = 1; i <= 2500; ++i) csv += "C" + std::to_string(i) + "," + std::to_string(i) + "\r\n";
  auto by = importing("project");
  auto const made = by.plan(csv, "项目.csv");
  ASSERT_TRUE(made) << told(made);
  Plan half = *made;  // what was written when the power went
  half.rows.resize(1000);
  ASSERT_TRUE(by.commit(half, {}));
  EXPECT_EQ(import(csv).entries.size(), 2U);
  EXPECT_EQ(plan(csv).count(RowState::unchanged), 2500U);

  // The same letter again is answered as the first time.
  auto const again = by.commit(half, {});
  ASSERT_TRUE(again) << told(again);
  EXPECT_TRUE(again->entries.front().receipt.repeated);
  auto snapshot = ledger().read("jiaocheng");
  auto const& in = *catalog().find("project");
  auto const page = ledger::list(
      *snapshot, {.in = &in, .day = ledger().today(), .count = ledger::ListRequest::Count::exact});
  ASSERT_TRUE(page) << told(page);
  EXPECT_EQ(page->count, 2500);
}

TEST_P(Import, is_a_conflict_where_somebody_wrote_in_between) {
  import(two);
  auto by = importing("project", {.meaning = Meaning::correct});
  auto const made = by.plan("code,total(亿元)\r\nP07,2.30\r\n", "项目.csv");
  ASSERT_TRUE(made) << told(made);
  clock().step(1'000'000);
  append(ledger::letter("jiaocheng", R"({"kind":"correct","register":"project","id":"jiaocheng.1.1",
      "valid_from":"2023-06-28","fields":{"total":1}})"));
  auto const done = by.commit(*made, {});
  ASSERT_TRUE(done) << told(done);
  ASSERT_TRUE(done->stopped);
  EXPECT_EQ(done->stopped->says.key, "ledger.conflict");
}

TEST_P(Import, the_ledgers_own_checks_are_told_row_by_row) {
  // started_on is an event: a change may fill it, never alter it.
  import("code,started_on\r\nP07,2023-06-01\r\nP08,2023-06-02\r\n");
  clock().set("2023-07-10T02:00:00Z");
  auto const made =
      plan("code,started_on\r\nP07,2023-06-05\r\nP08,2023-06-02\r\nP09,2023-06-03\r\n",
           {.meaning = Meaning::change});
  auto const rows = rows_of(made);
  EXPECT_THAT(rows[0], HasSubstr("rejected CSV!2 ledger."));
  EXPECT_EQ(rows[1], "unchanged CSV!3");
  EXPECT_EQ(rows[2], "added CSV!4");
}

TEST_P(Import, references_go_by_name_and_like_names_are_proposed) {
  made(R"({"kind":"create","register":"enterprise","id":"new:e","valid_from":"2023-01-01",
           "fields":{"code":"示例材料有限公司","size":"large"}})",
       "root");
  auto const made = plan(
      "code,owner\r\nP07,示例材料有限公司\r\nP08,示例材料（集团）公司\r\nP09,示例新能源公司\r\n");
  // A like name is proposed by what a record is called, not by its key (tests/workbooks, 08).
  EXPECT_THAT(rows_of(made), ElementsAre("added CSV!2", "rejected CSV!B3 publishing.import.no_such",
                                         "rejected CSV!B4 publishing.import.no_such"));
}

TEST_P(Import, a_record_without_a_key_is_not_made_again_by_an_edit) {
  import(two, {.valid_from = *Date::parse("2023-01-01")});
  auto const first = "project,amount(万元),signed_on\r\nP07,2200,2023-04-20\r\n";
  auto by = importing("agreement", {.valid_from = *Date::parse("2023-04-20")});
  auto const made = by.plan(first, "表.csv");
  ASSERT_TRUE(made) << told(made);
  ASSERT_TRUE(by.commit(*made, {}));

  auto const edited = "project,amount(万元),signed_on\r\nP07,2300,2023-04-20\r\n";
  EXPECT_THAT(rows_of(plan_in("agreement", edited)),
              ElementsAre("rejected CSV!2 publishing.import.near"));
  EXPECT_THAT(rows_of(plan_in("agreement", edited, {.names = ImportOptions::Names::match})),
              ElementsAre("differs CSV!2"));
  EXPECT_THAT(rows_of(plan_in("agreement", edited, {.names = ImportOptions::Names::apart})),
              ElementsAre("added CSV!2"));
  // A second payment of that day stands beside the first, which is a row of its own.
  EXPECT_THAT(rows_of(plan_in("agreement", std::string(edited) + "P07,2200,2023-04-20\r\n")),
              ElementsAre("added CSV!2", "unchanged CSV!3"));
  // Before the record begins it is the same record still.
  EXPECT_THAT(rows_of(plan_in("agreement", first, {.valid_from = *Date::parse("2023-04-10")})),
              ElementsAre("unchanged CSV!2"));
}

TEST_P(Import, what_was_retired_or_merged_does_not_come_back) {
  import(two, {.valid_from = *Date::parse("2023-01-01")});
  clock().step(1'000'000);
  append(ledger::letter("jiaocheng", R"({"kind":"retire","register":"project",
      "id":"jiaocheng.1.2","valid_from":"2023-06-28","same_as":"jiaocheng.1.1"})"));
  EXPECT_THAT(rows_of(plan(two)),
              ElementsAre("unchanged CSV!2", "rejected CSV!3 publishing.import.was_merged"));
  append(ledger::letter("jiaocheng", R"({"kind":"retire","register":"project",
      "id":"jiaocheng.1.1","valid_from":"2023-07-01"})"));
  EXPECT_THAT(
      rows_of(plan("code,stage\r\nP07,talks\r\n", {.valid_from = *Date::parse("2023-08-01")})),
      ElementsAre("rejected CSV!2 publishing.import.was_retired"));
  EXPECT_THAT(rows_of(plan("code,stage\r\nP07,talks\r\n", {.valid_from = *Date::parse("2023-08-01"),
                                                           .names = ImportOptions::Names::apart})),
              ElementsAre("added CSV!2"));
}

TEST_P(Import, into_what_a_record_was_merged_is_told_to_who_may_see_that) {
  import(two, {.valid_from = *Date::parse("2023-01-01")});
  clock().step(1'000'000);
  append(ledger::letter("jiaocheng", R"({"kind":"retire","register":"project",
      "id":"jiaocheng.1.2","valid_from":"2023-06-28","same_as":"jiaocheng.1.1"})"));
  constexpr auto old = "code,total(亿元)\r\nP08,1.5\r\n";
  EXPECT_THAT(rows_of(plan(old)), ElementsAre("rejected CSV!2 publishing.import.was_merged"));

  read_only_where("code = \"P08\"");

  auto const planned = plan(old);
  EXPECT_THAT(rows_of(planned), ElementsAre("rejected CSV!2 publishing.import.was_merged_away"));
  EXPECT_THAT(render(planned.rows.front().told.front().says, Language::en),
              testing::Not(HasSubstr("jiaocheng.1.1")));
}

TEST_P(Import, what_somebody_undid_can_be_imported_again) {
  import(two);
  auto const other = "code,total(亿元)\r\nP07,2.30\r\n";
  clock().step(1'000'000);
  EXPECT_EQ(import(other, {.meaning = Meaning::correct}).entries.size(), 1U);
  clock().step(1'000'000);
  append(ledger::letter("jiaocheng", R"({"kind":"correct","register":"project","id":"jiaocheng.1.1",
      "valid_from":"2023-06-28","fields":{"total":20300000000}})"));
  clock().step(1'000'000);
  auto const again = import(other, {.meaning = Meaning::correct});
  ASSERT_EQ(again.entries.size(), 1U);
  EXPECT_FALSE(again.stopped);
  EXPECT_FALSE(again.entries.front().receipt.repeated);
  EXPECT_THAT(projects(), ElementsAre("P07 23000000000", "P08 15000000000"));
}

TEST_P(Import, neither_batch_nor_key_is_made_of_what_the_cells_say) {
  auto const key_of = [&](std::string const& csv) {
    auto const made = plan(csv);
    auto snapshot = ledger().read("jiaocheng");
    ImportOptions const options{.zone = "jiaocheng"};  // outlives the letters
    Letters letters(made, options, snapshot->store());
    auto const batches = letters.batches();
    EXPECT_TRUE(batches) << told(batches);
    return letters.letter(batches->front().rows).find("key")->string();
  };
  EXPECT_EQ(key_of("code,stage\r\nP07,talks\r\n"), key_of("code,stage\r\nP08,talks\r\n"));
  EXPECT_NE(key_of("code,stage\r\nP07,talks\r\n"), key_of("code,stage\r\n\r\nP07,talks\r\n"));
}

TEST_P(Import, a_key_that_a_row_gives_to_a_record_is_taken) {
  import(two);
  auto const made =
      plan("id,code,stage\r\njiaocheng.1.1,P09,\r\n,P09,talks\r\n", {.meaning = Meaning::correct});
  EXPECT_THAT(rows_of(made),
              ElementsAre("corrected CSV!2", "rejected CSV!3 publishing.import.twice"));
}

TEST_P(Import, what_is_not_exact_on_a_row_that_writes_nothing_is_kept_nowhere_and_said_so) {
  import(two);
  auto const made = plan("code,total(亿元)\r\nP07,约3亿\r\n");
  EXPECT_THAT(rows_of(made), ElementsAre("unchanged CSV!2"));
  ASSERT_EQ(made.rows[0].told.size(), 1U);
  EXPECT_EQ(made.rows[0].told[0].says.key, "publishing.import.vague_unwritten");
}

TEST_P(Import, a_token_is_of_the_file_and_of_the_ledger) {
  auto const before = plan(two).token;
  EXPECT_EQ(plan(two).token, before);
  EXPECT_NE(plan("code,total(亿元)\r\nP07,2.04\r\nP08,1.5\r\n").token, before);
  import("code,stage\r\nP99,talks\r\n");
  EXPECT_NE(plan(two).token, before);
}

TEST_P(Import, what_has_no_unit_is_asked_for) {
  EXPECT_THAT(rows_of(plan("code,total\r\nP07,2.03\r\n")),
              ElementsAre("rejected CSV!B2 publishing.cell.no_unit"));
  EXPECT_THAT(rows_of(plan("code,total\r\nP07,2.03\r\n", {.money_unit = "亿元"})),
              ElementsAre("added CSV!2"));
  EXPECT_THAT(rows_of(plan("单位：万元,\r\ncode,total\r\nP07,2.03\r\n")),
              ElementsAre("added CSV!3"));
}

INSTANTIATE_TEST_SUITE_P(Both, Import, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::publishing
