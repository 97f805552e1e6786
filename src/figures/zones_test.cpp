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

  // The terms that are not 0, each record with the records whose change moved it, and the sum,
  // which must be the difference of the two figures.
  std::string told(std::string const& zone, Instant from, Instant to) {
    auto const period = *Period::parse("2040");
    auto const v = day("2024-06-01");
    auto const counted = [&](Instant k) {
      auto at = *open_->ledger->read(zone, k);
      return figure(at, {.of = definition_, .period = period, .v = v})->total.value;
    };
    auto const before = counted(from), after = counted(to);
    auto now = *open_->ledger->read(zone);
    auto const found =
        difference(now, period, Part::denominator, {definition_, v, from}, {definition_, v, to});
    EXPECT_TRUE(found) << db::told(found);
    std::string text;
    for (std::size_t i = 0; i < term_count; ++i) {
      if (found->terms[i].sign() == 0) continue;
      text += std::string(name_of(static_cast<Term>(i))) + " " + found->terms[i].to_string() + "; ";
    }
    for (auto const& [record, causes] : found->causes) {
      text += record;
      for (auto const& cause : causes) text += " " + cause.record;
      text += "; ";
    }
    EXPECT_EQ(found->sum, plus(after, -before));
    return text + "sum " + found->sum.to_string();
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

// Of what east counts: moving park elsewhere takes its thing out of the figure, by the entry that
// said so, and a later thing of park is none of east's any more.
TEST_P(FiguresOfZones, differ_by_the_records_of_a_zone_that_came_to_be_known_elsewhere) {
  auto const moved = change("root", R"({"kind":"correct","register":"zone","id":"root.3.3",
      "valid_from":"2020-01-01","valid_to":"9999-12-31","fields":{"parent":"root.3.2"}})");
  auto const later = change("park", thing_);

  EXPECT_EQ(told("east", k_, later), "corrected -1; park.1.1 root.3.3; sum -1");
  EXPECT_EQ(told("east", later, k_), "corrected 1; park.1.1 root.3.3; sum 1");
  EXPECT_EQ(told("east", moved, later), "sum 0");
  EXPECT_EQ(told("west", k_, later),
            "new 1; corrected 1; park.1.1 root.3.3; park.2.1 park.2.1; sum 2");
  EXPECT_EQ(told("root", k_, later), "new 1; park.2.1 park.2.1; sum 1");
}

}  // namespace
}  // namespace zonebook::figures
