#include "ledger/listing.h"

#include <gtest/gtest.h>

#include "ledger/listing_fixture.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

Date const day = *Date::parse("2023-12-31");

std::vector<meta::Register> registers() {
  auto project = optional(
      reg("project", {field("title", "text"), field("area", "decimal"), field("signed_on", "date"),
                      field("stage", "choice"), field("code", "code"), reference("park", "park")}));
  project.key = {"code"};
  project.fields[2].event = true;
  return {optional(reg("park", {field("title", "text"), field("size", "integer")})),
          std::move(project)};
}

class ListingTest : public ReadingFixture {
 protected:
  void SetUp() override {
    ReadingFixture::SetUp();
    if (IsSkipped()) return;
    begin(registers());
    project_ = catalog_->find("project");
  }

  void create_five() {
    create("z", "park", R"("title":"示例园区01","size":7)");
    create("z", "project", R"("title":"甲","area":"1.50","stage":"yes","park":"z.1.1")");
    create("z", "project", R"("title":"乙","area":"2.00","stage":"no")");
    create("z1", "project", R"("title":"丙","area":"1.50")");
    create("z1", "project", R"("title":"丁","stage":"yes","signed_on":"2023-06-28")");
    create("z", "project", R"("title":"戊","area":"1.50","stage":"no","park":"z.1.1")");
  }

  SortBy by(std::string_view name, SortBy::Order order = SortBy::Order::ascending) const {
    return {project_->find(name), order};
  }

  static std::string titles(Page const& page) {
    std::string text;
    for (auto const& record : page.records) text += std::get<std::string>(record.version.values[0]);
    return text;
  }

  // All pages of two, joined by "|"; or the key of the error.
  std::string listed(ListRequest request, Scope const& scope = Scope::everything("z"),
                     std::optional<Instant> k = {}) {
    auto snapshot = ledger_->read(scope, k);
    if (!snapshot) return snapshot.error().says.key;
    request.in = project_;
    request.day = day;
    std::string text;
    for (bool more = true; more;) {
      auto const page = list(*snapshot, request);
      if (!page) return page.error().says.key + " " + page.error().where;
      text += (text.empty() ? "" : "|") + titles(*page);
      request.cursor = page->next;
      more = !page->next.empty();
    }
    return text;
  }

  meta::Register const* project_ = nullptr;
};

TEST_P(ListingTest, pages_neither_repeat_nor_lose_a_record) {
  create_five();

  auto const down = SortBy::Order::descending;
  EXPECT_EQ(listed({.limit = 2}), "甲乙|戊丙|丁");
  EXPECT_EQ(listed({.sort = {by("area")}, .limit = 1}), "甲|戊|丙|乙|丁");
  EXPECT_EQ(listed({.sort = {by("area", down)}, .limit = 2}), "乙甲|戊丙|丁");
  EXPECT_EQ(listed({.sort = {by("stage", down), by("area")}, .limit = 2}), "甲丁|戊乙|丙");
  EXPECT_EQ(listed({.sort = {by("stage"), by("area", down)}, .limit = 3}), "乙戊甲|丁丙");
}

TEST_P(ListingTest, filters_in_sql_and_where_sql_cannot_on_the_rows) {
  create_five();

  EXPECT_EQ(listed({.filter = "area = 1.5", .limit = 2}), "甲戊|丙");
  EXPECT_EQ(listed({.filter = "area != 1.5"}), "乙丁");
  EXPECT_EQ(listed({.filter = "area / 3 = 0.5 and stage = \"no\""}), "戊");
  EXPECT_EQ(listed({.filter = "park.size = 7", .limit = 1}), "甲|戊");
  EXPECT_EQ(listed({.filter = "park.id = \"z.1.1\" and area < 9"}), "甲戊");
  EXPECT_EQ(listed({.filter = "park = null"}), "乙丙丁");
  EXPECT_EQ(listed({.filter = "aera = 1"}), "feel.unknown_name 1:1");
}

TEST_P(ListingTest, counts_exactly_whether_or_not_sql_can) {
  create_five();
  auto snapshot = *ledger_->read("z");
  ListRequest request{.in = project_, .day = day, .filter = "area = 1.5", .limit = 1};
  request.count = ListRequest::Count::exact;

  auto const whole = list(snapshot, request);
  request.filter = "area / 3 = 0.5";
  auto const interpreted = list(snapshot, request);

  EXPECT_EQ(whole->count, 3);
  EXPECT_EQ(interpreted->count, 3);
}

TEST_P(ListingTest, of_a_past_knowledge_is_as_it_was_then) {
  create_five();
  auto const k = clock_.now();
  append("z", R"({"kind":"correct","register":"project","id":"z.2.1","valid_from":"2023-01-01",
                  "fields":{"area":"9.00"}})");

  EXPECT_EQ(listed({.filter = "area = 1.5"}), "戊丙");
  EXPECT_EQ(listed({.filter = "area = 1.5"}, Scope::everything("z"), k), "甲戊丙");
}

TEST_P(ListingTest, a_broken_cursor_and_a_wrong_limit_are_refused) {
  create_five();

  EXPECT_EQ(listed({.cursor = "zz"}), "ledger.broken_cursor cursor");
  EXPECT_EQ(listed({.cursor = "7b7d"}), "ledger.broken_cursor cursor");
  EXPECT_EQ(listed({.sort = {by("area")}, .cursor = write_cursor({{}, "z.1.1"}, {})}),
            "ledger.broken_cursor cursor");
  EXPECT_EQ(listed({.sort = {by("area")},
                    .cursor = write_cursor({{std::string("x")}, "z.1.1"}, {by("area")})}),
            "ledger.broken_cursor cursor");
  EXPECT_EQ(listed({.limit = 0}), "ledger.wrong_limit limit");
  EXPECT_EQ(listed({.limit = 1001}), "ledger.wrong_limit limit");
}

TEST_P(ListingTest, a_scope_shows_its_zones_records_and_fields_and_no_others) {
  create_five();
  Scope below("z1", "user.1");
  ASSERT_TRUE(below.show(*project_, {.fields = {"title"}}));
  Scope own("z", "甲");
  ASSERT_TRUE(own.show(
      *project_,
      {.where = "title = me or stage = \"no\"", .fields = {"title", "stage"}, .masked = {"area"}}));

  EXPECT_EQ(listed({}, below), "丙丁");
  EXPECT_EQ(listed({}, own), "甲乙戊");
  EXPECT_EQ(listed({.filter = "stage = \"no\""}, own), "乙戊");
  EXPECT_EQ(listed({.filter = "area > 1"}, own), "ledger.field_not_shown project.area");
  EXPECT_EQ(listed({.filter = "park.size > 1"}, own), "ledger.field_not_shown project.park");
  EXPECT_EQ(listed({.sort = {by("stage")}}, below), "ledger.field_not_shown project.stage");
  EXPECT_EQ(listed({}, Scope("z", "x")), "ledger.register_not_shown project");
}

TEST_P(ListingTest, every_read_keeps_to_the_scope) {
  create_five();
  Scope own("z1", "丙");
  ASSERT_TRUE(own.show(*project_, {.where = "title = me", .fields = {"title"}}));
  auto snapshot = *ledger_->read(own);

  auto const mine = *snapshot.as_of("z1.1.1", day);
  ASSERT_TRUE(mine.version);
  EXPECT_EQ(mine.version->values[1], db::Value());
  EXPECT_FALSE(snapshot.as_of("z1.2.1", day)->version);
  EXPECT_FALSE(snapshot.as_of("z.2.1", day)->version);
  EXPECT_EQ(snapshot.as_of("z.1.1", day).error().says.key, "ledger.register_not_shown");
  EXPECT_EQ(snapshot.list(*project_, day)->size(), 1u);
  EXPECT_EQ(snapshot.history("z1.1.1")->size(), 1u);
  EXPECT_TRUE(snapshot.history("z1.2.1")->empty());
  EXPECT_EQ(snapshot.rows("z1.1.1")->front().version.values[1], db::Value());
  EXPECT_TRUE(snapshot.rows("z1.2.1")->empty());
}

INSTANTIATE_TEST_SUITE_P(Both, ListingTest, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
