// What a person said of a head once is read so for everybody, and told with who said it.

#include "publishing/import/mappings.h"

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "meta/test_registers.h"
#include "publishing/import/import.h"

namespace zonebook::publishing {
namespace {

using ledger::told;
using testing::ElementsAre;
using testing::IsEmpty;

class ImportMappings : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    namespace make = meta::test_registers;
    auto registers = ledger::sample_catalog()->registers();
    auto mapping = make::reg("import_mapping",
                             {make::field("register_name", "text"), make::field("shape", "text"),
                              make::field("heads", "long_text")});
    mapping.root_only = true;
    registers.push_back(std::move(mapping));
    catalog_ = make::made(std::move(registers));
    database_ = open();
    make_tables(*database_, *catalog_, ledger::sample_zones());
    ledger_ = std::make_unique<ledger::Ledger>(
        *database_, catalog_,
        ledger::Ledger::Options{.clock = clock_, .local = *Zone::load("Asia/Shanghai")});
    proposals_ = std::make_unique<ledger::Proposals>(*ledger_, *database_);
  }

  Plan plan(Mapping const& mapping) {
    Desk const desk{.ledger = *ledger_,
                    .proposals = *proposals_,
                    .terms = terms_,
                    .reads = ledger::Scope::everything("root"),
                    .title = [](ledger::Snapshot&, std::string const& id,
                                Date) -> Result<std::string> { return id; }};
    ImportOptions const options{.zone = "jiaocheng", .actor = "示例人员02", .mapping = mapping};
    auto const planned = Importing(desk, *catalog_->find("project"), options)
                             .plan("code,甲,乙\r\nP07,talks,2023-06-01\r\n", "项目.csv");
    EXPECT_TRUE(planned) << told(planned);
    return planned.value_or(Plan());
  }

  static std::vector<std::string> remembered_in(Plan const& plan) {
    std::vector<std::string> heads;
    for (auto const& [place, says] : plan.told) {
      if (says.key != "publishing.import.remembered") continue;
      heads.push_back(says.args.front().second + " " + says.args.at(1).second);
    }
    return heads;
  }

  std::unique_ptr<db::Database> database_;
  std::shared_ptr<meta::Catalog const> catalog_;
  ledger::StepClock clock_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::unique_ptr<ledger::Proposals> proposals_;
  std::vector<meta::Term> terms_;
};
INSTANTIATE_TEST_SUITE_P(Both, ImportMappings, db::both_dialects, db::dialect_name);

TEST_P(ImportMappings, an_earlier_person_is_told_for_what_that_person_said_alone) {
  auto const first = plan({{"甲", "stage"}});
  ASSERT_EQ(first.mappings.size(), 1U);
  EXPECT_THAT(remembered_in(first), IsEmpty());
  ASSERT_TRUE(remember(*ledger_, {"root", "示例人员01"}, "project", first.mappings.front()));

  EXPECT_THAT(remembered_in(plan({})), ElementsAre("甲=stage 示例人员01"));
  EXPECT_THAT(remembered_in(plan({{"乙", "started_on"}})), ElementsAre("甲=stage 示例人员01"));
  EXPECT_THAT(remembered_in(plan({{"甲", ""}, {"乙", "started_on"}})), IsEmpty());
}

}  // namespace
}  // namespace zonebook::publishing
