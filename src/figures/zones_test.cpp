// Figures where a zone moves: they count what a listing of the same pair lists.

#include <gmock/gmock.h>

#include "figures/figure.h"
#include "figures/tally.h"
#include "ledger/test_zones.h"

namespace zonebook::figures {
namespace {

namespace test_zones = ledger::test_zones;
using test_zones::zone_change;

Date day(std::string_view text) { return *Date::parse(text); }

// root ← east ← park, root ← west; a thing in east and one in park.
class FiguresOfZones : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    open_ = test_zones::made(open());
    change("root", zone_change("east", "root.2.1") + "," + zone_change("west", "root.2.1") + "," +
                       zone_change("park", "new:east"));
    change("east", thing_);
    change("park", thing_);
    k_ = change("root", thing_);  // the clock stands, so that the root's next entry is later
    auto read = read_definitions(*Json::parse(R"({"things":{"kind":"stock","register":"thing"}})"),
                                 *open_->catalog);
    ASSERT_TRUE(read.problems.empty()) << render(read.problems.front().says, Language::en);
    definition_ = read.definitions.find("things")->second;
  }

  Instant change(std::string const& zone, std::string const& changes) {
    auto const receipt = open_->change(zone, changes);
    EXPECT_TRUE(receipt) << db::told(receipt);
    return receipt ? receipt->known : Instant();
  }

  // By the database, by the interpreter, and by the listing: "2 2 2".
  std::string counts(std::string const& zone, std::string_view v, std::optional<Instant> k = {}) {
    auto at = *open_->ledger->read(zone, k);
    Question const asked{.of = definition_, .period = *Period::parse("2040"), .v = day(v)};
    KnownLives lives(at.store());
    auto const held = held_at(at, lives, *asked.of, asked.part, asked.period, asked.v, at.k());
    auto const listed = at.list(*open_->catalog->find("thing"), asked.v);
    return std::to_string(figure(at, asked)->total.count) + " " + std::to_string(held->size()) +
           " " + std::to_string(listed->size());
  }

  std::string const thing_ = R"({"kind":"create","register":"thing","id":"new:a",
      "valid_from":"2020-01-01","fields":{"name":"示例"}})";
  std::unique_ptr<test_zones::Open> open_;
  std::shared_ptr<Definition const> definition_;
  Instant k_;
};
INSTANTIATE_TEST_SUITE_P(Both, FiguresOfZones, db::both_dialects, db::dialect_name);

TEST_P(FiguresOfZones, count_over_the_tree_of_the_pair_that_is_asked) {
  EXPECT_EQ(counts("east", "2024-06-01"), "2 2 2");

  change("root", R"({"kind":"change","register":"zone","id":"root.3.3","valid_from":"2024-01-01",
      "valid_to":"9999-12-31","fields":{"parent":"root.3.2"}})");

  EXPECT_EQ(counts("east", "2023-06-01"), "2 2 2");
  EXPECT_EQ(counts("east", "2024-06-01"), "1 1 1");
  EXPECT_EQ(counts("west", "2024-06-01"), "1 1 1");
  EXPECT_EQ(counts("east", "2024-06-01", k_), "2 2 2");
}

}  // namespace
}  // namespace zonebook::figures
