// The counting tables where entries meet: one known earlier than another that was written before
// it, two that wait for each other's keys, other sets of definitions, other layouts.

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "figures/counting_fixture.h"
#include "figures/sql.h"

namespace zonebook::figures {
namespace {

using ledger::told;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

constexpr std::int64_t minute = std::int64_t{60} * 1'000'000;

class CountingMeets : public CountingTables {
 protected:
  static std::string create(std::string const& in, std::string const& fields) {
    return fmt::format(R"({{"kind":"create","register":"{}","id":"new:a",
        "valid_from":"2023-01-01","fields":{}}})",
                       in, fields);
  }
  static std::string correct(std::string const& in, std::string const& id,
                             std::string const& fields) {
    return fmt::format(R"({{"kind":"correct","register":"{}","id":"{}",
        "valid_from":"2023-01-01","fields":{}}})",
                       in, id, fields);
  }
  static std::string retire(std::string const& in, std::string const& id,
                            std::string const& rest = "") {
    return fmt::format(R"({{"kind":"retire","register":"{}","id":"{}",
        "valid_from":"2023-01-01"{}}})",
                       in, id, rest);
  }

  void set(std::int64_t minutes) {
    clock_.set(Instant(Instant::parse("2023-01-21T02:00:00Z")->micros() + minutes * minute));
  }

  // Every definition at each of these minutes.
  void expect_same(std::vector<std::int64_t> const& minutes) {
    auto const start = Instant::parse("2023-01-21T02:00:00Z")->micros();
    for (auto const at : minutes) {
      auto snapshot = ledger_->read("root", Instant(start + at * minute));
      ASSERT_TRUE(snapshot) << told(snapshot);
      for (auto const& [id, of] : definitions_) {
        Question const question{
            .of = of, .period = *Period::parse("2023"), .v = *Date::parse("2023-06-01")};
        expect_same_figure(*snapshot, question);
        expect_same_records(*snapshot, question);
      }
    }
  }

  static constexpr auto agreement_of =
      R"({{"project":"{}","amount":100,"signed_on":"2023-01-05"}})";

  // Until so many wait for a key, or it is done; only PostgreSQL has more than one writer.
  static void wait_for(db::Connection& at, std::int64_t waiting,
                       std::atomic<bool> const& is_done = false) {
    auto const ask = db::Statement::same("waiting for keys",
                                         "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND "
                                         "locktype = 'advisory' AND database = (SELECT oid FROM "
                                         "pg_database WHERE datname = current_database())");
    for (int i = 0; i < 1000; ++i) {
      std::int64_t found = 0;
      auto const asked = at.each(ask, {}, [&](db::Row const& row) -> Result<void> {
        found = row.integer(0);
        return {};
      });
      ASSERT_TRUE(asked) << told(asked);
      if (found >= waiting || is_done) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    FAIL() << "nobody waits";
  }

  // Does something while a key is held alone by somebody else.
  void while_held(std::string const& key, std::function<void(db::Connection&)> const& what) {
    auto const done = database_->write([&](db::Connection& at) -> Result<void> {
      TRY(at.each(sql::hold_counted, {"once =" + key},
                  [](db::Row const&) -> Result<void> { return {}; }));
      what(at);
      return {};
    });
    ASSERT_TRUE(done) << told(done);
  }

  bool has_many_writers() const { return GetParam() == db::Dialect::postgres; }
};

INSTANTIATE_TEST_SUITE_P(Both, CountingMeets, db::both_dialects, db::dialect_name);

TEST_P(CountingMeets, an_agreement_is_retired_before_its_project_was_corrected) {
  keep();
  set(0);
  auto const project = made("root", create("project", R"({"code":"B","total":500})"));
  set(100);
  auto const agreement = made("jiaocheng", create("agreement", fmt::format(agreement_of, project)));
  set(200);
  append("jiaocheng", retire("agreement", agreement));
  set(150);
  append("root", correct("project", project, R"({"total":900})"));
  set(300);

  EXPECT_THAT(problems(), IsEmpty());
  expect_same({120, 160, 175, 199, 200, 250});
}

TEST_P(CountingMeets, an_agreement_goes_to_another_project_before_its_own_was_corrected) {
  keep();
  set(0);
  auto const project = made("root", create("project", R"({"code":"B","total":500})"));
  auto const other = made("root", create("project", R"({"code":"C","total":50})"));
  set(100);
  auto const agreement = made("jiaocheng", create("agreement", fmt::format(agreement_of, project)));
  set(200);
  append("jiaocheng", correct("agreement", agreement, fmt::format(R"({{"project":"{}"}})", other)));
  set(150);
  append("root", correct("project", project, R"({"total":900})"));
  set(300);

  EXPECT_THAT(problems(), IsEmpty());
  expect_same({120, 160, 175, 199, 200, 250});
}

TEST_P(CountingMeets, a_merge_is_undone_before_what_it_led_to_was_corrected) {
  keep();
  set(0);
  auto const project = made("root", create("project", R"({"code":"B","total":500})"));
  set(50);
  auto const twin = made("jiaocheng", create("project", R"({"code":"B2","total":70})"));
  made("jiaocheng", create("agreement", fmt::format(agreement_of, twin)));
  set(100);
  auto const merged =
      append("jiaocheng", retire("project", twin, fmt::format(R"(,"same_as":"{}")", project)));
  set(200);
  append("jiaocheng", fmt::format(R"({{"kind":"restore","register":"project","id":"{}",
      "entry":{}}})",
                                  twin, merged));
  set(150);
  append("root", correct("project", project, R"({"total":900})"));
  set(300);

  EXPECT_THAT(problems(), IsEmpty());
  expect_same({60, 120, 160, 175, 199, 200, 250});
}

// What one zone had read of its record, another turned while it waited for the key.
TEST_P(CountingMeets, two_zones_have_one_owner_while_one_corrects_the_total) {
  keep();
  auto const owner = made("root", create("enterprise", R"({"code":"E","size":"small"})"));
  auto const fields = fmt::format(R"({{"code":"P","total":900,"owner":"{}"}})", owner);
  auto const project = made("jiaocheng", create("project", fields));
  auto const other = [&] { made("shangwu", create("project", fields)); };
  auto const corrected = [&] {
    append("jiaocheng", correct("project", project, R"({"total":1})"));
  };
  if (!has_many_writers()) {
    other();
    corrected();
  } else {
    std::jthread first, second;
    while_held(owner, [&](db::Connection& at) {
      first = std::jthread(other);
      wait_for(at, 1);
      second = std::jthread(corrected);
      wait_for(at, 2);
    });
  }

  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(CountingMeets, two_zones_have_one_owner_while_one_goes_to_another) {
  keep();
  auto const owner = made("root", create("enterprise", R"({"code":"E","size":"small"})"));
  auto const next = made("root", create("enterprise", R"({"code":"F","size":"small"})"));
  auto const fields = fmt::format(R"({{"code":"P","total":1,"owner":"{}"}})", owner);
  auto const project = made("jiaocheng", create("project", fields));
  auto const other = [&] { made("shangwu", create("project", fields)); };
  auto const moved = [&] {
    append("jiaocheng", correct("project", project, fmt::format(R"({{"owner":"{}"}})", next)));
  };
  if (!has_many_writers()) {
    moved();
    other();
  } else {
    std::atomic<bool> is_done = false;
    std::jthread first, second;
    while_held(next, [&](db::Connection& at) {
      first = std::jthread(moved);
      wait_for(at, 1);
      second = std::jthread([&] {
        other();
        is_done = true;
      });
      wait_for(at, 2, is_done);
    });
  }

  EXPECT_THAT(problems(), IsEmpty());
}

TEST_P(CountingMeets, a_change_of_what_no_count_reads_leaves_all_rows_alone) {
  keep();
  auto const owner = made("root", create("enterprise", R"({"code":"E","size":"small"})"));
  auto const project =
      made("jiaocheng",
           create("project", fmt::format(R"({{"code":"P","total":1,"owner":"{}"}})", owner)));
  auto const spoilt = "UPDATE counted SET amount = amount + 7 WHERE id = '" + project + "'";
  change(spoilt);
  auto const before = rows();

  append("root", R"({"kind":"change","register":"enterprise","id":")" + owner +
                     R"(","valid_from":"2023-01-10","fields":{"contact":"示例人员02"}})");
  EXPECT_EQ(rows(), before);
  append("root", R"({"kind":"change","register":"enterprise","id":")" + owner +
                     R"(","valid_from":"2023-01-10","fields":{"size":"large"}})");
  EXPECT_NE(rows(), before);
}

TEST_P(CountingMeets, are_verified_as_far_as_they_are_read_whatever_set_is_held) {
  auto fewer = definitions_;
  fewer.erase("alive");
  fewer.erase("signed");
  ledger_ = ledger_with(std::make_shared<Counting const>(catalog_, fewer));
  keep();
  for (int i = 0; i < 60; ++i) write();
  ledger_ = ledger_with(counting_);
  EXPECT_THAT(problems(), IsEmpty());
  change("UPDATE counted SET amount = amount * 2 + 1 WHERE amount IS NOT NULL");
  EXPECT_THAT(problems(), Not(IsEmpty()));
  change("DELETE FROM projection");
  keep();

  ledger_ = ledger_with(std::make_shared<Counting const>(catalog_, fewer));

  EXPECT_THAT(problems(), IsEmpty());
  change("UPDATE counted_sum SET records = records + 1");
  EXPECT_THAT(problems(), Not(IsEmpty()));
}

TEST_P(CountingMeets, that_are_of_another_layout_are_made_anew) {
  keep();
  for (int i = 0; i < 60; ++i) write();
  auto const kept = rows();
  for (std::string const held :
       {"UPDATE projection SET edition = 'of before'", "DELETE FROM projection"}) {
    change(
        "DROP TABLE counted; DROP TABLE counted_sum; CREATE TABLE counted (number BIGINT);"
        "UPDATE counted_digest SET digest = 'before ' || digest;" +
        held);

    keep();

    EXPECT_EQ(rows(), kept);
    EXPECT_THAT(problems(), IsEmpty());
  }
}

TEST_P(CountingMeets, an_index_that_is_lost_is_found) {
  keep();
  for (std::string const index : {"counted_of", "counted_once", "counted_rival", "counted_known",
                                  "counted_closed", "counted_sum_in"}) {
    change("DROP INDEX " + index);
    EXPECT_THAT(problems(), Contains("ledger.index_differs " + index));
  }
  auto const again = ledger::rebuild(*database_, *ledger_);
  ASSERT_TRUE(again) << told(again);
  EXPECT_THAT(problems(), IsEmpty());
}

}  // namespace
}  // namespace zonebook::figures
