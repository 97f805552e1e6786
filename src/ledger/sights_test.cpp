// Several sights of one register: whole for some records, an outline of the others.

#include <gtest/gtest.h>

#include "ledger/listing.h"
#include "ledger/listing_fixture.h"
#include "ledger/search.h"

namespace zonebook::ledger {
namespace {

using namespace meta::test_registers;

Date const day = *Date::parse("2023-12-31");

std::vector<meta::Register> registers() {
  auto project = optional(reg("project", {field("title", "text"), field("alias", "text"),
                                          field("stage", "choice"), field("amount", "integer")}));
  project.views.search = {"title", "alias"};
  auto firm = optional(reg("firm", {field("title", "text")}));
  firm.root_only = true;
  firm.views.search = {"title"};
  return {std::move(project), std::move(firm),
          optional(reg("visit", {field("title", "text"), reference("project", "project")}))};
}

class AnOutline : public ReadingFixture {
 protected:
  void SetUp() override {
    ReadingFixture::SetUp();
    if (IsSkipped()) return;
    begin(registers());
    project_ = catalog_->find("project");
    create("z", "project", R"("title":"示例甲","alias":"一号","stage":"yes","amount":1)");
    create("z", "project", R"("title":"示例乙","alias":"二号","stage":"no","amount":2)");
    create("z", "visit", R"("title":"走访","project":"z.2.1")");
  }

  // Of those whose stage is yes all, of the others no more than alias and stage.
  Scope scope() const {
    Scope scope("z", "示例人员02");
    EXPECT_TRUE(
        scope.show(*project_, {.fields = {"alias", "stage"}, .of = Scope::Sight::Of::outline}));
    EXPECT_TRUE(scope.show(
        *project_, {.where = "stage = \"yes\"", .fields = {"title", "alias", "stage", "amount"}}));
    EXPECT_TRUE(scope.show(*catalog_->find("visit"), {.fields = {"title", "project"}}));
    return scope;
  }

  std::string listed(std::string const& filter, std::vector<SortBy> sort = {}) {
    auto snapshot = *ledger_->read(scope());
    auto const page = list(snapshot, {.in = project_,
                                      .day = day,
                                      .filter = filter,
                                      .sort = std::move(sort),
                                      .count = ListRequest::Count::exact});
    if (!page) return page.error().says.key;
    std::string out;
    for (auto const& one : page->records) out += texts(one.version) + " ";
    return out + std::to_string(*page->count);
  }

  // What it shows of a record: "示例甲|一号|yes|1".
  static std::string texts(Version const& version) {
    std::string out;
    for (auto const& value : version.values) {
      if (&value != &version.values.front()) out += '|';
      if (auto const* text = std::get_if<std::string>(&value)) out += *text;
      if (auto const* number = std::get_if<std::int64_t>(&value)) out += std::to_string(*number);
    }
    return out;
  }

  meta::Register const* project_ = nullptr;
};
INSTANTIATE_TEST_SUITE_P(Both, AnOutline, db::both_dialects, db::dialect_name);

TEST_P(AnOutline, is_listed_and_read_with_its_own_fields_alone) {
  EXPECT_EQ(listed(""), "示例甲|一号|yes|1 |二号|no| 2");
  auto snapshot = *ledger_->read(scope());
  EXPECT_EQ(texts(*snapshot.as_of("z.2.1", day)->version), "|二号|no|");
  EXPECT_EQ(snapshot.list(*project_, day)->size(), 2u);
}

TEST_P(AnOutline, is_found_by_its_own_fields_alone) {
  EXPECT_EQ(listed("stage = \"no\""), "|二号|no| 1");
  EXPECT_EQ(listed("amount = 2"), "0");
  EXPECT_EQ(listed("amount > 0"), "示例甲|一号|yes|1 1");
  EXPECT_EQ(listed("not(title = \"示例甲\")"), "0");
  EXPECT_EQ(listed("sqrt(amount) > 1"), "0") << "interpreted, not printed";
  EXPECT_EQ(listed("", {{project_->find("amount"), SortBy::Order::ascending}}),
            "示例甲|一号|yes|1 1");
  EXPECT_EQ(listed("", {{project_->find("alias"), SortBy::Order::descending}}),
            "|二号|no| 示例甲|一号|yes|1 2");
}

TEST_P(AnOutline, is_searched_by_its_own_fields_alone) {
  auto const hits = [&](std::string const& text) {
    auto snapshot = *ledger_->read(scope());
    std::string out;
    auto const found = *search(snapshot, {.text = text, .day = day});
    for (auto const& hit : found) out += hit.id + " ";
    return out;
  };

  EXPECT_EQ(hits("示例乙"), "");
  EXPECT_EQ(hits("二号"), "z.2.1 ");
  EXPECT_EQ(hits("示例甲"), "z.1.1 ");
}

TEST_P(AnOutline, has_no_history_and_is_not_followed) {
  auto snapshot = *ledger_->read(scope());

  EXPECT_EQ(snapshot.history("z.2.1")->size(), 0u);
  EXPECT_EQ(snapshot.rows("z.2.1")->size(), 0u);
  EXPECT_EQ(snapshot.history("z.1.1")->size(), 1u);
  auto const by = [&](std::string const& filter) {
    auto const page = list(snapshot, {.in = catalog_->find("visit"), .day = day, .filter = filter});
    return page ? static_cast<int>(page->records.size()) : -1;
  };
  EXPECT_EQ(by("project.alias = \"二号\""), 0)
      << "the record that it leads to is no more than listed";
  EXPECT_EQ(by("title = \"走访\""), 1);
}

TEST_P(AnOutline, ends_where_another_sight_shows_the_record_whole) {
  auto both = scope();
  ASSERT_TRUE(both.show(*project_, {.where = "amount = 2", .fields = {"title"}}));

  auto snapshot = *ledger_->read(both);
  EXPECT_EQ(texts(*snapshot.as_of("z.2.1", day)->version), "示例乙|二号|no|");
  EXPECT_EQ(snapshot.history("z.2.1")->size(), 1u);
}

TEST_P(AnOutline, shows_no_more_of_a_field_than_is_shown_of_its_record) {
  Scope masked("z", "示例人员02");
  ASSERT_TRUE(masked.show(*project_, {.where = "stage = \"yes\"", .fields = {"title"}}));
  ASSERT_TRUE(masked.show(*project_, {.fields = {"alias"}, .masked = {"title"}}));

  auto snapshot = *ledger_->read(masked);

  EXPECT_EQ(texts(*snapshot.as_of("z.1.1", day)->version), "示例甲|一号||");
  EXPECT_EQ(texts(*snapshot.as_of("z.2.1", day)->version), "|二号||");
}

TEST_P(AnOutline, of_the_whole_tree_is_read_from_each_zone_below_the_root) {
  create("z", "firm", R"("title":"示例企业")");
  Scope below("z1", "示例人员02");
  auto const& firm = *catalog_->find("firm");
  ASSERT_TRUE(below.show(firm, {.fields = {"title"}}));
  ASSERT_TRUE(below.show(*project_, {.fields = {"title"}}));

  auto snapshot = *ledger_->read(below);

  EXPECT_EQ(list(snapshot, {.in = &firm, .day = day})->records.size(), 1u);
  EXPECT_EQ(snapshot.list(firm, day)->size(), 1u);
  EXPECT_EQ(search(snapshot, {.text = "示例企业", .day = day})->size(), 1u);
  EXPECT_TRUE(snapshot.as_of("z.4.1", day)->version);
  EXPECT_EQ(snapshot.history("z.4.1")->size(), 1u);
  EXPECT_EQ(list(snapshot, {.in = project_, .day = day})->records.size(), 0u);
  EXPECT_FALSE(snapshot.as_of("z.1.1", day)->in);
}

}  // namespace
}  // namespace zonebook::ledger
