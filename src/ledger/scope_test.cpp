// What a scope, and all rights of a zone, do not show.

#include "ledger/scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/listing.h"
#include "ledger/listing_fixture.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

Date const day = *Date::parse("2023-12-31");
Date const before = *Date::parse("2022-12-31");

std::vector<meta::Register> registers() {
  auto firm = optional(
      reg("firm", {field("title", "text"), field("size", "choice"), reference("head", "firm")}));
  firm.shared = true;
  return {std::move(firm),
          optional(reg("project", {field("title", "text"), field("stage", "choice"),
                                   field("phone", "person"), reference("owner", "firm")}))};
}

class NobodyIs : public ReadingFixture {
 protected:
  void SetUp() override {
    ReadingFixture::SetUp();
    if (IsSkipped()) return;
    begin(registers());
    auto const done = database_->write(
        [](db::Connection& at) -> Result<void> { return add_zone(at, "z2", "z"); });
    ASSERT_TRUE(done) << db::told(done);
    project_ = catalog_->find("project");
    firm_ = catalog_->find("firm");
  }

  Scope open_ones(std::set<std::string> fields = {"title", "stage", "owner"}) const {
    Scope scope("z", "示例人员02");
    EXPECT_TRUE(scope.show(*project_, {.where = "stage = \"yes\"", .fields = std::move(fields)}));
    EXPECT_TRUE(scope.show(*firm_, {.where = "size = \"yes\"", .fields = {"title", "size"}}));
    return scope;
  }

  Snapshot read(Scope const& scope) { return *ledger_->read(scope); }

  // The ids found, or what was wrong.
  std::string found(Scope const& scope, ListRequest request) {
    auto snapshot = read(scope);
    request.in = project_;
    request.day = day;
    auto const page = list(snapshot, request);
    if (!page) return page.error().says.key + " " + page.error().where;
    std::string ids;
    for (auto const& one : page->records) ids += (ids.empty() ? "" : " ") + one.id;
    if (page->count) ids += " of " + std::to_string(*page->count);
    return ids;
  }

  std::string found(std::string const& filter) {
    return found(Scope::everything("z"), {.filter = filter});
  }

  meta::Register const* project_ = nullptr;
  meta::Register const* firm_ = nullptr;
};
INSTANTIATE_TEST_SUITE_P(Both, NobodyIs, db::both_dialects, db::dialect_name);

TEST_P(NobodyIs, told_that_a_hidden_record_exists_by_asking_for_a_day_before_its_life) {
  create("z", "project", R"("title":"甲","stage":"no")");
  create("z", "project", R"("title":"乙","stage":"yes")");

  auto limited = read(open_ones());
  auto const hidden = *limited.as_of("z.1.1", before);
  auto const shown = *limited.as_of("z.2.1", before);

  EXPECT_EQ(hidden.in, nullptr);
  EXPECT_EQ(shown.in, project_);
  EXPECT_FALSE(shown.version);
}

TEST_P(NobodyIs, told_at_a_past_knowledge_of_what_was_made_later) {
  create("z", "project", R"("title":"甲","stage":"yes")");
  auto const k = (*read(Scope::everything("z")).history("z.1.1"))[0].known;
  auto const in = [&] {
    auto then = *ledger_->read(Scope::everything("z"), k);
    return then.as_of("z.2.1", day)->in;
  };
  EXPECT_EQ(in(), nullptr);

  create("z", "project", R"("title":"乙","stage":"yes")");

  EXPECT_EQ(in(), nullptr) << "the pair was read before";
}

TEST_P(NobodyIs, told_of_an_entry_by_what_it_says_of_fields_that_are_hidden) {
  create("z", "project", R"("title":"甲","stage":"yes","phone":"示例电话1")");
  append("z", R"({"kind":"correct","register":"project","id":"z.1.1","valid_from":"2023-06-01",
                  "fields":{"phone":"示例电话2"}})");
  append("z", R"({"kind":"correct","register":"project","id":"z.1.1","valid_from":"2023-06-01",
                  "fields":{"phone":"示例电话3","title":"甲甲"}})");

  auto limited = read(open_ones());
  auto whole = read(Scope::everything("z"));

  EXPECT_EQ(whole.history("z.1.1")->size(), 3u);
  auto const history = *limited.history("z.1.1");
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history.back().seq, 3);
  EXPECT_NE(history.back().body.find("甲甲"), std::string::npos);
}

TEST_P(NobodyIs, named_a_hidden_survivor_of_a_merge) {
  create("z", "project", R"("title":"甲","stage":"no")");
  create("z", "project", R"("title":"乙","stage":"yes")");
  append("z", R"({"kind":"retire","register":"project","id":"z.2.1","valid_from":"2023-01-01",
                  "same_as":"z.1.1"})");

  auto limited = read(open_ones());
  auto whole = read(Scope::everything("z"));

  EXPECT_EQ(limited.as_of("z.2.1", day)->in, project_);
  EXPECT_EQ(limited.as_of("z.2.1", day)->same_as, std::nullopt);
  EXPECT_THAT(*limited.merges("z.2.1"), testing::IsEmpty());
  EXPECT_EQ(limited.history("z.2.1")->back().body.find("z.1.1"), std::string::npos);
  EXPECT_EQ(whole.as_of("z.2.1", day)->same_as, "z.1.1");
}

TEST_P(NobodyIs, let_into_the_records_of_a_neighbour_by_all_rights) {
  create("z2", "project", R"("title":"甲","stage":"no")");
  create("z2", "firm", R"("title":"示例企业01","size":"yes")");
  create("z", "project", R"("title":"乙","stage":"no")");

  auto neighbour = read(Scope::everything("z1"));

  EXPECT_EQ(neighbour.as_of("z2.1.1", day)->in, nullptr);
  EXPECT_THAT(*neighbour.history("z2.1.1"), testing::IsEmpty());
  EXPECT_THAT(*neighbour.rows("z2.1.1"), testing::IsEmpty());
  EXPECT_EQ(neighbour.as_of("z2.2.1", day)->in, firm_);
  EXPECT_EQ(neighbour.as_of("z.1.1", day)->in, project_);
}

TEST_P(NobodyIs, told_by_filters_of_what_a_reference_leads_to_outside_it) {
  create("z", "firm", R"("title":"示例企业01","size":"no")");
  create("z", "firm", R"("title":"示例企业02","size":"yes")");
  create("z", "project", R"("title":"甲","stage":"yes","owner":"z.1.1")");
  create("z", "project", R"("title":"乙","stage":"yes","owner":"z.2.1")");
  auto const limited = open_ones();

  EXPECT_EQ(found("owner.title = \"示例企业01\""), "z.3.1");
  EXPECT_EQ(found(limited, {.filter = "owner.title = \"示例企业01\""}), "");
  EXPECT_EQ(found(limited, {.filter = "starts with(owner.title, \"示例\")"}), "z.4.1");
  EXPECT_EQ(found(limited, {.filter = "owner.id = \"z.1.1\""}), "");
  EXPECT_EQ(found(limited, {.filter = "owner = null"}), "z.3.1");
}

TEST_P(NobodyIs, handed_the_rest_of_an_entry_by_a_records_history) {
  append("z", R"({"kind":"create","register":"project","id":"new:a","valid_from":"2023-01-01",
                  "fields":{"title":"甲","stage":"yes","phone":"13800000001"}},
                 {"kind":"create","register":"project","id":"new:b","valid_from":"2023-01-01",
                  "fields":{"title":"乙","stage":"yes"}})");
  append("z", R"({"kind":"correct","register":"project","id":"z.1.1","valid_from":"2023-01-01",
                  "fields":{"stage":"no","title":"密"}})");
  append("z", R"({"kind":"correct","register":"project","id":"z.1.1","valid_from":"2023-01-01",
                  "fields":{"title":"还是密"}})");

  auto limited = read(open_ones());
  auto const history = *limited.history("z.1.1");
  auto const first = *changes_in(history.front().body, *catalog_);

  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].id, "z.1.1");
  EXPECT_EQ(first[0].fields.size(), 2u);
  ASSERT_EQ(history.size(), 2u);  // the last is between two states that are not shown
  EXPECT_EQ(history.back().body.find("密"), std::string::npos);
  EXPECT_EQ(limited.rows("z.1.1")->size(), 1u);
  EXPECT_EQ(read(Scope::everything("z")).history("z.1.1")->size(), 3u);
}

TEST_P(NobodyIs, answered_for_persons_by_their_marks) {
  create("z", "project", R"("title":"甲","stage":"yes","phone":"13800000001")");
  create("z", "project", R"("title":"乙","stage":"no","phone":"13800000002")");
  create("z1", "project", R"("title":"丙","phone":"13800000001")");
  create("z", "project", R"("title":"丁")");

  EXPECT_EQ(found("phone = \"13800000001\""), "z.1.1 z1.1.1");
  EXPECT_EQ(found("phone = \"13800000001\" and string length(title) = 1"), "z.1.1 z1.1.1");
  EXPECT_EQ(found("phone = \"13800000009\""), "");
  EXPECT_EQ(found("phone != \"13800000001\""), "z.2.1 z.3.1");
  EXPECT_EQ(found("phone in [\"13800000002\", \"13800000009\"] or phone = null"), "z.2.1 z.3.1");
  EXPECT_EQ(found("not(phone = \"13800000001\") and phone != null"), "z.2.1");
  for (auto const* other :
       {"starts with(phone, \"p.\")", "phone < \"2\"", "phone = title", "string length(phone) > 5",
        "(for x in [owner] return phone)[1] = \"1\"", "list contains([\"1\"], phone)"}) {
    EXPECT_THAT(found(other), testing::StartsWith("ledger.person_filter 1:")) << other;
  }
  EXPECT_EQ(found(open_ones(), {.filter = "phone = \"13800000001\""}),
            "ledger.field_not_shown project.phone");
}

TEST_P(NobodyIs, found_by_a_personal_value_after_it_was_erased) {
  create("z", "project", R"("title":"甲","phone":"13800000001")");
  auto const row = read(Scope::everything("z")).rows("z.1.1")->front();
  auto const mark = *personal_mark(std::get<std::string>(row.version.values[2]));

  auto const erased = ledger_->erase({.zone = "z", .actor = "示例人员02", .refs = {mark.ref}});

  ASSERT_TRUE(erased) << db::told(erased);
  EXPECT_EQ(found("phone = \"13800000001\""), "");
  EXPECT_EQ(found("phone != null"), "z.1.1");
}

TEST_P(NobodyIs, kept_busy_without_end_by_a_filter_that_is_interpreted) {
  for (auto const* title : {"甲", "乙", "丙"}) {
    create("z", "project", R"("title":")" + std::string(title) + R"(")");
  }
  auto const dear = "count(for x in 1..1000 return x) = 1000";
  auto const everything = Scope::everything("z");
  ListRequest request{.filter = dear, .limit = 1, .count = ListRequest::Count::exact};

  EXPECT_EQ(found(everything, request), "z.1.1 of 3");
  request.effort.rows = 4;
  EXPECT_EQ(found(everything, request), "ledger.filter_too_dear filter");
  request.effort = {.steps = 2000};
  EXPECT_EQ(found(everything, request), "ledger.filter_too_dear filter");
  request.filter = "title != \"丁\"";
  request.effort = {.rows = 1, .steps = 1};
  EXPECT_EQ(found(everything, request), "z.1.1 of 3");
}

TEST_P(NobodyIs, told_by_a_conflict_who_writes_in_a_zone_beside) {
  create("z1", "project", R"("title":"甲")");
  create("z2", "firm", R"("title":"示例企业01")");
  auto const letter = [&](std::string const& zone, std::string const& id) {
    auto const given = Json::parse(R"({"zone":")" + zone + R"(","actor":"示例人员02","seen":{")" +
                                   id + R"(":"2023-01-01"},"changes":[{"kind":"create",
        "register":"project","id":"new:a","valid_from":"2023-01-01","fields":{"title":"乙"}}]})");
    auto const receipt = ledger_->append(*given);
    return receipt ? "appended" : receipt.error().says.key;
  };

  EXPECT_EQ(letter("z2", "z1.1.1"), "ledger.seen_elsewhere");
  EXPECT_EQ(letter("z2", "z1.99.1"), "ledger.seen_elsewhere");
  EXPECT_EQ(letter("z", "z1.1.1"), "ledger.conflict");
  EXPECT_EQ(letter("z1", "z1.1.1"), "ledger.conflict");
  EXPECT_EQ(letter("z1", "z2.1.1"), "ledger.conflict");
}

}  // namespace
}  // namespace zonebook::ledger
