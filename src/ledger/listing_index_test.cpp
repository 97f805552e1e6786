// What both databases say of how they would answer ten typical lists: by an index, each of them.

#include <gtest/gtest.h>

#include "ledger/listing.h"
#include "ledger/listing_fixture.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

class ListingIndexTest : public ReadingFixture {
 protected:
  void SetUp() override {
    ReadingFixture::SetUp();
    if (IsSkipped()) return;
    auto project = optional(reg(
        "project", {field("title", "text"), field("area", "decimal"), field("signed_on", "date"),
                    field("stage", "choice"), field("code", "code"), reference("park", "park")}));
    project.key = {"code"};
    project.fields[2].event = true;
    project.views.title = "title";
    project.views.list = {"title", "stage"};
    begin({optional(reg("park", {field("title", "text")})), std::move(project)});
    auto const filled = database_->write([&](db::Connection& at) { return fill(at); });
    ASSERT_TRUE(filled) << db::told(filled);
  }

  // So many rows that a plan is worth its while, and known to the planner.
  Result<void> fill(db::Connection& at) {
    auto const& project = *catalog_->find("project");
    RegisterSql const sql(project);
    for (std::int64_t i = 0; i < 2'000; ++i) {
      auto const number = std::to_string(i);
      Version const version{
          .on = {first_day(), open_end()},
          .values = {"项目" + number, i, 19'000 + i, std::string(i % 50 == 0 ? "yes" : "no"),
                     "AB-" + number, "z.1." + std::to_string(i % 1000)}};
      TRY(insert(at, sql, "z1", {"z1.1." + number, version, Instant::max()}));
    }
    return at.script("ANALYZE");
  }

  std::string plan(std::string const& filter) {
    auto snapshot = ledger_->read("z1");
    if (!snapshot) return db::told(snapshot);
    auto& at = snapshot->connection();
    auto const sql = listing_sql(
        *snapshot,
        {.in = catalog_->find("project"), .day = *Date::parse("2023-12-31"), .filter = filter});
    if (!sql) return db::told(sql);
    std::vector<db::Parameter> parameters;
    for (auto const& value : sql->values) parameters.push_back(db::bound(value));
    std::string text;
    // Two thousand rows are soon read; what is shown is that the index can serve.
    if (!is_sqlite() && !at.script("SET LOCAL enable_seqscan = off")) return "no setting";
    auto const explain = is_sqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
    auto const done = at.each(db::Statement::same("explain", explain + sql->text), parameters,
                              [&](db::Row const& row) -> Result<void> {
                                text += std::string(row.text(is_sqlite() ? 3 : 0)) + "\n";
                                return {};
                              });
    return done ? text : db::told(done);
  }
};

TEST_P(ListingIndexTest, ten_typical_filters_each_use_an_index) {
  struct Row {
    char const* filter;
    char const* index;
  } const rows[] = {
      {"code = \"AB-17\"", "r_project_key"},
      {"code in [\"AB-17\", \"AB-18\"]", "r_project_key"},
      {"title = \"项目17\"", "r_project_by_title"},
      {"title >= \"项目99\" and title < \"项目999\"", "r_project_by_title"},
      {"signed_on = @\"2023-12-05\"", "r_project_by_signed_on"},
      {"signed_on in [@\"2023-12-01\"..@\"2023-12-31\"]", "r_project_by_signed_on"},
      {"signed_on > today - @\"P7D\" and signed_on <= today", "r_project_by_signed_on"},
      {"stage = \"yes\"", "r_project_by_stage"},
      {"stage = \"yes\" and area > 2", "r_project_by_stage"},
      {"park.id = \"z.1.17\"", "r_project_by_park"},
  };
  for (auto const& [filter, index] : rows) {
    auto const text = plan(filter);
    EXPECT_NE(text.find(index), text.npos) << filter << "\n" << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Both, ListingIndexTest, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
