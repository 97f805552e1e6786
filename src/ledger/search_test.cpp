#include "ledger/search.h"

#include <gtest/gtest.h>

#include "ledger/listing_fixture.h"
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
    return at.script("UPDATE gram SET gram = 'x' WHERE gram = '园区'");
  });
  ASSERT_TRUE(changed) << db::told(changed);
  EXPECT_EQ(problems(), 4u);  // two are missing, two are strange
  EXPECT_EQ(found("园区"), "");

  auto const made_again = rebuild(*database_, *ledger_);

  ASSERT_TRUE(made_again) << db::told(made_again);
  EXPECT_EQ(problems(), 0u);
  EXPECT_EQ(found("园区"), "z.1.1 z1.1.1");
}

INSTANTIATE_TEST_SUITE_P(Both, SearchTest, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
