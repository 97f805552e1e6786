// The counting tables beside plain SQL, over random histories: entry by entry, at any pair, in
// zones whose clocks go their own ways; filled anew they are the same.
//
//   ZONEBOOK_SOAK=1 build/figures_test --gtest_filter='*Counting*'      many more entries
//   ZONEBOOK_SEED=7 …                                                   the same history again

#include <thread>

#include "figures/counting_fixture.h"
#include "figures/sql.h"

namespace zonebook::figures {
namespace {

using ledger::json;
using ledger::told;
using testing::IsEmpty;

INSTANTIATE_TEST_SUITE_P(Both, CountingTables, db::both_dialects, db::dialect_name);

TEST_P(CountingTables, agrees_with_plain_sql_at_any_pair_of_a_random_history) {
  int const entries = std::getenv("ZONEBOOK_SOAK") ? 4000 : 250;
  keep();
  for (int i = 0; i < entries && !HasFailure(); ++i) {
    write();
    for (int n = 0; n < 4 && !HasFailure(); ++n) ask();
    if (i % 50 == 49) {
      ASSERT_THAT(problems(), IsEmpty()) << "seed " << seed_;
    }
  }
  ASSERT_FALSE(HasFailure()) << "seed " << seed_;

  auto const before = rows();
  auto const again = ledger::rebuild(*database_, *ledger_);

  ASSERT_TRUE(again) << told(again);
  EXPECT_EQ(rows(), before) << "seed " << seed_;
  EXPECT_GT(written_, entries / 5);
  EXPECT_GT(counted_, entries);
  EXPECT_GT(before.size(), 50U);
}

// So many zones that one of them, and the zones that are written in, are a small part of all.
class CountingManyZones : public CountingTables {
 protected:
  CountingManyZones() {
    for (int i = 0; i < 40; ++i) zones_.push_back({"z" + std::to_string(i), "root"});
  }
};

INSTANTIATE_TEST_SUITE_P(Both, CountingManyZones, db::both_dialects, db::dialect_name);

TEST_P(CountingManyZones, agree_with_plain_sql_of_one_zone_and_of_all) {
  keep();
  for (int i = 0; i < 120 && !HasFailure(); ++i) {
    write();
    for (int n = 0; n < 4 && !HasFailure(); ++n) ask();
  }
  ASSERT_FALSE(HasFailure()) << "seed " << seed_;

  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_GT(counted_, 100);
}

TEST_P(CountingTables, is_filled_from_what_stands_as_if_it_had_been_kept) {
  keep();
  for (int i = 0; i < 60; ++i) write();
  auto const kept = rows();

  change("DELETE FROM projection");
  keep();

  EXPECT_EQ(rows(), kept) << "seed " << seed_;
}

TEST_P(CountingTables, holds_no_more_once_somebody_appends_without_it) {
  keep();
  for (int i = 0; i < 30; ++i) write();
  auto const with = std::move(ledger_);
  ledger_ = ledger_with(nullptr);
  EXPECT_EQ(held(), counting_->edition());

  for (int i = 0; i < 20; ++i) write();

  EXPECT_EQ(held(), "");
  ledger_ = ledger_with(counting_);
  EXPECT_THAT(problems(), IsEmpty());
  keep();
  EXPECT_EQ(held(), counting_->edition());
  EXPECT_THAT(problems(), IsEmpty());
  for (int n = 0; n < 20 && !HasFailure(); ++n) ask();
}

TEST_P(CountingTables, keeps_the_rows_of_digests_that_stay_and_fills_the_new_ones) {
  keep();
  for (int i = 0; i < 30; ++i) write();
  auto fewer = definitions_;
  fewer.erase("alive");
  fewer.erase("signed");
  ledger_ = ledger_with(std::make_shared<Counting const>(catalog_, fewer));
  keep();
  auto const of_fewer = rows();
  ledger_ = ledger_with(counting_);
  keep();

  EXPECT_LT(of_fewer.size(), rows().size());
  EXPECT_THAT(problems(), IsEmpty());
  for (int n = 0; n < 20 && !HasFailure(); ++n) ask();
}

TEST_P(CountingTables, is_verified_row_by_row) {
  keep();
  for (int i = 0; i < 60; ++i) write();
  ASSERT_THAT(problems(), IsEmpty());

  for (std::string const column :
       {"number", "event", "valid_from", "known_from", "valid_to", "known_to", "rival"}) {
    change("UPDATE counted SET " + column + " = " + column +
           " - 1000 WHERE id = (SELECT MIN(id) FROM counted)");
    EXPECT_THAT(problems(), Not(IsEmpty())) << column;
    change("UPDATE counted SET " + column + " = " + column +
           " + 1000 WHERE id = (SELECT MIN(id) FROM counted)");
    ASSERT_THAT(problems(), IsEmpty()) << column;
  }
  for (std::string const set : {"amount = COALESCE(amount, 0) + 1", "ended = 1", "once = '=x'",
                                "zone = 'elsewhere'", "id = 'jiaocheng.9999.1'"}) {
    auto const kept = rows();
    change("UPDATE counted SET " + set + " WHERE id = (SELECT MAX(id) FROM counted)");
    EXPECT_THAT(problems(), Not(IsEmpty())) << set;
    change("DELETE FROM projection");
    keep();
    ASSERT_EQ(rows(), kept);
  }
  for (std::string const column :
       {"number", "month", "valid_month", "known_month", "records", "high", "low"}) {
    change("UPDATE counted_sum SET " + column + " = " + column + " + 1000");
    EXPECT_THAT(problems(), Not(IsEmpty())) << column;
    change("UPDATE counted_sum SET " + column + " = " + column + " - 1000");
    ASSERT_THAT(problems(), IsEmpty()) << column;
  }
  change("INSERT INTO counted_sum VALUES (1000, 1, 'root', 1, 1, 1, 1, 1)");
  EXPECT_THAT(problems(), Not(IsEmpty()));
  change("DELETE FROM counted_sum WHERE number = 1000");
  change("UPDATE projection SET seal = 'x'");
  EXPECT_THAT(problems(), Not(IsEmpty()));
}

// Two zones begin to refer to a record of the root while the root changes it: whoever comes second
// has counted what the first wrote, and of two with one key both know of each other.
TEST_P(CountingTables, hold_where_many_write_at_once) {
  keep();
  auto const made = ledger_->append(ledger::letter("root", R"({"kind":"create",
      "register":"enterprise","id":"new:e","valid_from":"2023-01-01",
      "fields":{"code":"E","size":"small"}})"));
  ASSERT_TRUE(made) << told(made);
  auto const owner = made->made.front().second;
  constexpr int times = 20;
  auto const write_in = [&](std::string const& zone, std::string const& change) {
    auto const receipt = ledger_->append(ledger::letter(zone, change));
    EXPECT_TRUE(receipt) << told(receipt);
  };
  auto const own = [&](std::string const& zone) {
    for (int i = 0; i < times; ++i) {
      auto const change = R"({"kind":"create","register":"project","id":"new:p",
          "valid_from":"2023-01-01","fields":{"code":"P)" +
                          std::to_string(i) + R"(","owner":")" + owner + R"("}})";
      write_in(zone, change);
    }
  };
  auto const turn = [&] {
    for (int i = 0; i < times; ++i) {
      auto const change = R"({"kind":"correct","register":"enterprise","id":")" + owner +
                          R"(","valid_from":"2023-01-01","fields":{"size":")" +
                          (i % 2 == 0 ? "large" : "small") + R"("}})";
      write_in("root", change);
    }
  };
  {
    std::jthread const jiaocheng([&] { own("jiaocheng"); });
    std::jthread const shangwu([&] { own("shangwu"); });
    std::jthread const root(turn);
  }

  EXPECT_THAT(problems(), IsEmpty());
  auto snapshot = *ledger_->read("root");
  expect_same_figure(snapshot, {.of = definitions_.at("owned"),
                                .period = *Period::parse("2023"),
                                .v = *Date::parse("2023-06-01")});
  EXPECT_EQ(counted_, 1);
}

// Two that count alike are one digest; a word of the condition makes another.
TEST(Digest, is_of_what_is_counted_alone) {
  auto const catalog = history_catalog();
  auto const read = read_definitions(json(R"j({
      "one": {"kind": "flow", "register": "agreement", "event": "signed_on", "unit": "个"},
      "two": {"kind": "flow", "register": "agreement", "event": "signed_on", "unit": "份"},
      "other": {"kind": "flow", "register": "agreement", "event": "signed_on", "read": "day"},
      "today": {"kind": "flow", "register": "agreement", "event": "signed_on",
                "where": "signed_on <= today()"}})j"),
                                     *catalog);
  ASSERT_THAT(read.problems, IsEmpty());
  auto const digest = [&](std::string const& id) { return read.definitions.at(id)->digest; };

  EXPECT_NE(digest("one"), "");
  EXPECT_EQ(digest("one"), digest("two"));
  EXPECT_NE(digest("one"), digest("other"));
  EXPECT_EQ(digest("today"), "");
}

}  // namespace
}  // namespace zonebook::figures
