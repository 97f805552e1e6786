// Three generations of a model over one ledger, on both databases.

#include "ledger/shape.h"

#include <gtest/gtest.h>

#include "db/database_fixture.h"
#include "ledger/ledger.h"
#include "ledger/verify.h"
#include "meta/test_registers.h"

namespace zonebook::ledger {
namespace {

using meta::test_registers::field;
using meta::test_registers::reg;

class FixedClock final : public Clock {
 public:
  Instant now() const override { return *Instant::parse("2023-06-28T02:00:00Z"); }
};

meta::Field optional(meta::Field made) {
  made.required = false;
  return made;
}

meta::Field renamed(std::string const& name, std::string const& was, std::string_view type) {
  auto made = field(name, type);
  made.id = was;
  return made;
}

class Shapes : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (!IsSkipped()) database_ = open();
  }

  // A process that comes with these registers, over the ledger as it stands.
  void start(std::vector<meta::Register> registers) {
    ledger_.reset();
    meta::Sources sources;
    auto const adopted = database_->write([&](db::Connection& at) -> Result<void> {
      sources.earlier_shapes = TRY(earlier_shapes(at));
      auto made = meta::Catalog::make(registers, sources);
      if (!made) return std::unexpected(made.error().front());
      catalog_ = *made;
      return adopt_shape(at, *catalog_, clock_.now(), ShapeEntry::written);
    });
    ASSERT_TRUE(adopted) << db::told(adopted);
    ledger_ = std::make_unique<Ledger>(
        *database_, catalog_,
        Ledger::Options{.clock = clock_, .local = *Zone::load("Asia/Shanghai")});
  }

  void begin() {
    auto const made = database_->write([](db::Connection& at) -> Result<void> {
      TRY(make_fixed_tables(at));
      return add_zone(at, "root", std::nullopt);
    });
    ASSERT_TRUE(made) << db::told(made);
  }

  std::string append(std::string const& change) {
    auto const letter =
        Json::parse(R"({"zone":"root","actor":"示例人员01","changes":[)" + change + "]}");
    auto const receipt = ledger_->append(*letter);
    EXPECT_TRUE(receipt) << db::told(receipt);
    return receipt && !receipt->made.empty() ? receipt->made[0].second : "";
  }

  std::string as_of_now(std::string const& id) {
    auto snapshot = ledger_->read("root");
    auto const found = snapshot->as_of(id, *Date::parse("2023-12-31"));
    auto fields = Json::object();
    for (std::size_t i = 0; i < found->in->fields.size(); ++i) {
      auto const& of = found->in->fields[i];
      auto const& value = found->version->values[i];
      auto const empty = std::holds_alternative<std::monostate>(value);
      fields.set(of.name, empty ? Json() : of.type->write(value, of));
    }
    return to_text(fields);
  }

  void expect_sound() {
    auto const problems = verify(*database_, *ledger_);
    ASSERT_TRUE(problems) << db::told(problems);
    for (auto const& problem : *problems) ADD_FAILURE() << render(problem.says, Language::en);
    ASSERT_TRUE(rebuild(*database_, *ledger_));
    auto const again = verify(*database_, *ledger_);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->empty());
  }

  std::unique_ptr<db::Database> database_;
  FixedClock clock_;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<Ledger> ledger_;
};

TEST_P(Shapes, a_ledger_outlives_three_generations_of_its_model) {
  begin();
  start({reg("project", {field("name", "text"), optional(field("total", "money"))})});
  auto const id =
      append(R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-06-28",)"
             R"("fields":{"name":"示例项目07","total":20300000000}})");
  expect_sound();

  start({reg("project", {renamed("title", "name", "text"), optional(field("total", "money")),
                         optional(field("area", "decimal"))})});
  append(R"({"kind":"change","register":"project","id":")" + id +
         R"(","valid_from":"2023-10-15","fields":{"title":"示例项目07甲","area":"12.50"}})");
  expect_sound();

  start({reg("project", {renamed("title", "name", "text"), optional(field("area", "decimal"))}),
         reg("note", {field("text", "text")})});
  append(R"({"kind":"correct","register":"project","id":")" + id +
         R"(","valid_from":"2023-11-01","fields":{"area":"13.00"}})");
  append(R"({"kind":"create","register":"note","id":"new:n","valid_from":"2023-11-01",)"
         R"("fields":{"text":"示例"}})");
  expect_sound();

  EXPECT_EQ(as_of_now(id), R"({"title":"示例项目07甲","area":"13.00","total":20300000000})");
}

TEST_P(Shapes, a_type_that_changes_is_refused_and_changes_nothing) {
  begin();
  start({reg("project", {optional(field("total", "money"))})});
  auto const other = meta::Catalog::make({reg("project", {optional(field("total", "text"))})});

  auto const adopted = database_->write([&](db::Connection& at) {
    return adopt_shape(at, **other, clock_.now(), ShapeEntry::written);
  });

  ASSERT_FALSE(adopted);
  EXPECT_EQ(adopted.error().says.key, "meta.shape.changed");
  expect_sound();
}

TEST_P(Shapes, a_program_of_another_shape_does_not_write) {
  begin();
  start({reg("project", {optional(field("total", "money"))})});
  auto const older = std::move(ledger_);
  auto const older_catalog = catalog_;
  start({reg("project", {optional(field("total", "money")), optional(field("name", "text"))})});

  auto const receipt = older->append(*Json::parse(
      R"({"zone":"root","actor":"示例人员01","changes":[{"kind":"create","register":"project",)"
      R"("id":"new:p","valid_from":"2023-06-28","fields":{}}]})"));

  ASSERT_FALSE(receipt);
  EXPECT_EQ(receipt.error().says.key, "ledger.other_shape");
}

INSTANTIATE_TEST_SUITE_P(Both, Shapes, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
