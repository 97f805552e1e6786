#include "ledger/search.h"

#include <gtest/gtest.h>

#include "ledger/grams.h"
#include "ledger/listing_fixture.h"
#include "ledger/migrations.h"
#include "ledger/rebuild.h"
#include "ledger/verify.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

Date const day = *Date::parse("2023-12-31");

TEST(Grams, are_pairs_of_lower_case_and_the_last_character) {
  using Set = std::set<std::string>;

  EXPECT_EQ(grams("综改示范区"), (Set{"综改", "改示", "示范", "范区", "区"}));
  EXPECT_EQ(grams("A1 Ä\u3000b"), (Set{"a1", "1", "ä", "b"}));
  EXPECT_EQ(grams("A\u0308"), (Set{"ä"}));
  EXPECT_EQ(grams("😀甲"), (Set{"😀甲", "甲"}));
  EXPECT_EQ(grams(" \n"), Set{});
}

class SearchTest : public ReadingFixture {
 protected:
  void SetUp() override {
    ReadingFixture::SetUp();
    if (IsSkipped()) return;
    auto project = optional(reg("project", {field("title", "text"), field("note", "long_text"),
                                            field("code", "code"), field("leader", "person")}));
    project.views.search = {"title", "code", "leader"};
    auto park = optional(reg("park", {field("title", "text")}));
    park.views.search = {"title"};
    begin({std::move(park), std::move(project)});
    create("z", "park", R"("title":"示例园区01")");
    create("z", "project", R"("title":"示例项目01 智能制造","code":"AB-12","leader":"示例人员07")");
    create("z1", "project", R"("title":"示例项目02 智造园区","note":"秘密","code":"AB-13")");
    create("z1", "project", R"("title":"100% Größe_ẞ")");
  }

  std::string found(std::string const& text, Scope const& scope = Scope::everything("z"),
                    std::optional<Instant> k = {}) {
    auto snapshot = ledger_->read(scope, k);
    if (!snapshot) return db::told(snapshot);
    auto const hits = search(*snapshot, {.text = text, .day = day});
    if (!hits) return hits.error().says.key;
    std::string ids;
    for (auto const& hit : *hits) ids += (ids.empty() ? "" : " ") + hit.id;
    return ids;
  }
};

TEST_P(SearchTest, finds_words_of_one_two_and_more_characters) {
  EXPECT_EQ(found("园区"), "z.1.1 z1.1.1");
  EXPECT_EQ(found("智造"), "z1.1.1");
  EXPECT_EQ(found("智能制造"), "z.2.1");
  EXPECT_EQ(found("智"), "z.2.1 z1.1.1");
  EXPECT_EQ(found("示例 ab-1"), "z.2.1 z1.1.1");
  EXPECT_EQ(found("示例 AB-13"), "z1.1.1");
  EXPECT_EQ(found("造智"), "");
  EXPECT_EQ(found("0% grös"), "");
  EXPECT_EQ(found("0% GRÖß"), "z1.2.1");
  EXPECT_EQ(found("e_"), "z1.2.1");
}

TEST_P(SearchTest, never_looks_through_persons_or_other_fields) {
  EXPECT_EQ(found("人员"), "");
  EXPECT_EQ(found("秘密"), "");
}

TEST_P(SearchTest, refuses_nothing_and_too_much) {
  EXPECT_EQ(found(" "), "ledger.nothing_sought");
  EXPECT_EQ(found("a b c d e f g h i"), "ledger.too_much_sought");
  EXPECT_EQ(found(std::string(65, 'a')), "ledger.too_much_sought");
}

TEST_P(SearchTest, of_a_past_knowledge_finds_what_was_said_then) {
  auto const k = clock_.now();
  append("z", R"({"kind":"correct","register":"park","id":"z.1.1","valid_from":"2023-01-01",
                  "fields":{"title":"示例基地01"}})");

  EXPECT_EQ(found("园区"), "z1.1.1");
  EXPECT_EQ(found("基地"), "z.1.1");
  EXPECT_EQ(found("园区", Scope::everything("z"), k), "z.1.1 z1.1.1");
}

TEST_P(SearchTest, keeps_to_the_scope) {
  Scope below("z1", "");
  ASSERT_TRUE(below.show(*catalog_->find("project"), {.fields = {"code"}, .masked = {"title"}}));

  EXPECT_EQ(found("智造", below), "");
  EXPECT_EQ(found("AB-1", below), "z1.1.1");
}

TEST_P(SearchTest, its_table_is_verified_and_made_again) {
  auto const problems = [&] { return verify(*database_, *ledger_)->size(); };
  EXPECT_EQ(problems(), 0u);
  auto const changed = database_->write([](db::Connection& at) {
    return at.script("UPDATE posting SET gram = 'x' WHERE gram = '园区'");
  });
  ASSERT_TRUE(changed) << db::told(changed);
  EXPECT_EQ(problems(), 4u);  // two are missing, two are strange
  EXPECT_EQ(found("园区"), "");

  auto const made_again = rebuild(*database_, *ledger_);

  ASSERT_TRUE(made_again) << db::told(made_again);
  EXPECT_EQ(problems(), 0u);
  EXPECT_EQ(found("园区"), "z.1.1 z1.1.1");
}

TEST_P(SearchTest, its_table_is_made_of_the_log_where_a_program_before_kept_another) {
  auto const& step = migrations()[3];
  ASSERT_EQ(step.name, "posting");
  auto const taken = database_->write([&](db::Connection& at) -> Result<void> {
    TRY(
        at.script("DROP TABLE posting; CREATE TABLE gram (zone TEXT); "
                  "INSERT INTO gram VALUES ('z'), ('z'), ('z1')"));
    return at.script(is_sqlite() ? step.sqlite : step.postgres);
  });
  ASSERT_TRUE(taken) << db::told(taken);
  EXPECT_EQ(found("园区"), "");
  EXPECT_FALSE(verify(*database_, *ledger_)->empty());

  auto const filled = fill_postings(*database_, *catalog_);

  ASSERT_TRUE(filled) << db::told(filled);
  EXPECT_TRUE(verify(*database_, *ledger_)->empty());
  EXPECT_EQ(found("园区"), "z.1.1 z1.1.1");
  auto const again = fill_postings(*database_, *catalog_);
  EXPECT_TRUE(again) << db::told(again);
  EXPECT_TRUE(verify(*database_, *ledger_)->empty());
}

// A row holds the records of an entry; what a correction brings stands in a row of its own.
TEST_P(SearchTest, its_rows_are_those_of_entries) {
  append("z", R"({"kind":"create","register":"park","id":"new:a","valid_from":"2023-01-01",
                  "fields":{"title":"北区"}},
                 {"kind":"create","register":"park","id":"new:b","valid_from":"2023-01-01",
                  "fields":{"title":"北区"}})");
  append("z", R"({"kind":"correct","register":"park","id":"z.3.2","valid_from":"2023-01-01",
                  "fields":{"title":"北区南"}})");

  std::string rows;
  auto const reader = *database_->read();
  auto const read = reader->each(
      db::Statement::same("rows",
                          "SELECT gram, seq, ids FROM posting WHERE seq >= 3 ORDER BY gram, seq"),
      {}, [&](db::Row const& row) -> Result<void> {
        rows += std::string(row.text(0)) + " " + std::to_string(row.integer(1)) + " " +
                std::string(row.text(2)) + "\n";
        return {};
      });

  ASSERT_TRUE(read) << db::told(read);
  EXPECT_EQ(rows,
            "北区 3 [\"3.1\",\"3.2\"]\n区 3 [\"3.1\",\"3.2\"]\n区南 4 [\"3.2\"]\n"
            "南 4 [\"3.2\"]\n");
}

INSTANTIATE_TEST_SUITE_P(Both, SearchTest, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
