// A database with a clock of its own shows another today than the real one, on both databases, for
// entries, readings and what is known of days to come; one without it does not.

#include "ledger/own_clock.h"

#include "ledger/audit.h"
#include "ledger/backup.h"
#include "ledger/ledger_fixture.h"
#include "ledger/test_zones.h"

namespace zonebook::ledger {
namespace {

using Time = Ledger::Options::Time;

class OwnClockOf : public LedgerFixture {
 protected:
  Result<void> set(OwnClock own) {
    return database().write([&](db::Connection& at) { return set_own_clock(at, catalog(), own); });
  }

  std::optional<OwnClock> read() {
    auto const reader = *database().read();
    auto const own = own_clock(*reader);
    EXPECT_TRUE(own) << told(own);
    return own.value_or(std::nullopt);
  }

  // As the program opens it: on PostgreSQL by the database's clock.
  std::unique_ptr<Ledger> opened(Clock const& clock) {
    auto const is_postgres = database().dialect() == db::Dialect::postgres;
    return std::make_unique<Ledger>(
        database(), sample_catalog(),
        Ledger::Options{.clock = clock,
                        .local = *Zone::load("Asia/Shanghai"),
                        .time = is_postgres ? Time::of_the_database : Time::injected});
  }

  OwnClock now_shows(std::string_view shown) const {
    return {.set = SystemClock().now(), .shown = *Instant::parse(shown)};
  }
};

INSTANTIATE_TEST_SUITE_P(Both, OwnClockOf, db::both_dialects, db::dialect_name);

constexpr auto create = R"({"kind":"create","register":"project","id":"new:p",
    "valid_from":"2024-01-02","fields":{"code":"P"}})";

TEST_P(OwnClockOf, is_none_until_it_is_set) { EXPECT_EQ(read(), std::nullopt); }

TEST_P(OwnClockOf, runs_on_from_what_it_showed) {
  StepClock real("2026-11-25T12:00:00Z");
  ShownClock const clock(
      real, OwnClock{.set = real.now(), .shown = *Instant::parse("2024-01-15T01:30:00Z")});

  real.step(3'600'000'000);

  EXPECT_EQ(clock.now().to_string(), "2024-01-15T02:30:00Z");
}

// PostgreSQL's is the server's, which a clock of the process that stands still cannot be.
TEST_P(OwnClockOf, moves_the_clock_that_counts) {
  StepClock const process("2001-01-01T00:00:00Z");
  auto const reader = *database().read();
  auto const asked = real_now(*reader, process);
  ASSERT_TRUE(asked) << told(asked);
  auto const real = *asked;
  EXPECT_EQ(real == process.now(), database().dialect() == db::Dialect::sqlite);
  EXPECT_LE(shown_now(*reader, process)->micros() - real.micros(), 60'000'000) << "none is set";

  auto const day = *Instant::parse("2024-01-15T01:30:00Z");
  auto const set = this->set({.set = real, .shown = day});
  ASSERT_TRUE(set) << told(set);

  auto const later = *database().read();
  auto const shown = shown_now(*later, process);
  ASSERT_TRUE(shown) << told(shown);
  EXPECT_GE(*shown, day);
  EXPECT_LT(*shown, Instant(day.micros() + 3'600'000'000));
}

TEST_P(OwnClockOf, is_the_known_time_of_new_entries) {
  ASSERT_TRUE(set(now_shows("2024-01-15T01:30:00Z")));
  SystemClock const real;
  ShownClock const clock(real, read());
  auto const ledger = opened(clock);

  auto const receipt = ledger->append(letter("jiaocheng", create));

  ASSERT_TRUE(receipt) << told(receipt);
  EXPECT_GE(receipt->known, *Instant::parse("2024-01-15T01:30:00Z"));
  EXPECT_LT(receipt->known, *Instant::parse("2024-01-15T02:30:00Z"));
  EXPECT_EQ(ledger->today(), *Date::parse("2024-01-15"));
}

TEST_P(OwnClockOf, says_what_is_still_to_come) {
  ASSERT_TRUE(set(now_shows("2024-01-15T01:30:00Z")));
  SystemClock const real;
  ShownClock const clock(real, read());
  auto const ledger = opened(clock);

  auto const past = ledger->read("jiaocheng", *Instant::parse("2024-01-15T01:29:00Z"));
  auto const future = ledger->read("jiaocheng", *Instant::parse("2024-02-01T00:00:00Z"));

  EXPECT_TRUE(past) << told(past);
  ASSERT_FALSE(future);
  EXPECT_EQ(future.error().says.key, "ledger.future");
}

TEST_P(OwnClockOf, is_set_once_and_not_behind_the_ledger) {
  append(letter("jiaocheng", create));  // known 2023-06-28

  auto const behind = set(now_shows("2023-06-01T00:00:00Z"));
  auto const first = set(now_shows("2024-01-15T01:30:00Z"));
  auto const second = set(now_shows("2024-01-16T01:30:00Z"));

  ASSERT_FALSE(behind);
  EXPECT_EQ(behind.error().says.key, "ledger.own_clock_set");
  EXPECT_TRUE(first) << told(first);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().says.key, "ledger.own_clock_set");
}

TEST_P(OwnClockOf, counts_once_the_ledger_that_was_begun_with_it_is_whole) {
  auto const own = now_shows("2024-01-15T01:30:00Z");
  auto const is_begun = [&] { return *is_own_clock_begun(**database().read()); };
  EXPECT_FALSE(is_begun());

  auto const begun = database().write([&](db::Connection& at) {
    return begin_own_clock(at, "root", now_shows("2024-01-01T00:00:00Z"));
  });

  ASSERT_TRUE(begun) << told(begun);
  EXPECT_TRUE(is_begun());
  EXPECT_EQ(read(), std::nullopt);
  auto const made = set(own);
  ASSERT_TRUE(made) << told(made);
  EXPECT_FALSE(is_begun());
  ASSERT_TRUE(read());
  EXPECT_EQ(read()->shown, own.shown);
  EXPECT_EQ(problems(database(), ledger()), std::vector<std::string>());
}

class OwnClockInABackup : public db::DatabaseFixture {};
INSTANTIATE_TEST_SUITE_P(Both, OwnClockInABackup, db::both_dialects, db::dialect_name);

TEST_P(OwnClockInABackup, comes_back_and_the_restore_is_of_its_day) {
  auto const from = test_zones::made(open());
  OwnClock const own{.set = SystemClock().now(),
                     .shown = Instant(test_zones::noon.micros() + 86'400'000'000)};
  auto const set = from->database->write(
      [&](db::Connection& at) { return set_own_clock(at, *from->catalog, own); });
  ASSERT_TRUE(set) << told(set);
  db::TestPlace const files(db::Dialect::sqlite);
  db::TestPlace const target(GetParam());
  auto const again = test_zones::around(*db::Database::open({.location = target.location()}));
  auto const path = files.folder() + "/sample.zbk";

  auto const saved = back_up(*from->database, path);
  ASSERT_TRUE(saved) << told(saved);
  auto const restored =
      restore(*again->database, path, *again->catalog, {.now = SystemClock().now()});
  ASSERT_TRUE(restored) << told(restored);

  auto const reader = *again->database->read();
  auto const found = own_clock(*reader);
  ASSERT_TRUE(found && *found) << told(found);
  EXPECT_EQ((*found)->set, own.set);
  EXPECT_EQ((*found)->shown, own.shown);
  EXPECT_EQ(problems(*again->database, *again->ledger), std::vector<std::string>());
  auto const now = again->ledger->read("root");
  ASSERT_TRUE(now) << told(now);
  EXPECT_GE(now->head("root").last, own.shown);
  EXPECT_LT(now->head("root").last, Instant(own.shown.micros() + 3'600'000'000));
  auto const acts = audit_page(*reader, 0, 10);
  ASSERT_TRUE(acts) << told(acts);
  ASSERT_FALSE(acts->empty());
  EXPECT_EQ(acts->back().act, act::restored);
  EXPECT_EQ(acts->back().at, now->head("root").last) << "the act is of the same day";
}

// Of a ledger that the real clock counts for, of a sample its row moved, of a sample without it.
TEST_P(OwnClockInABackup, is_refused_where_the_log_tells_another) {
  auto const from = test_zones::made(open());
  db::TestPlace const files(db::Dialect::sqlite);
  auto const refused = [&](std::string const& name, std::string const& damage) -> std::string {
    auto const path = files.folder() + "/" + name;
    auto const saved = back_up(*from->database, path);
    EXPECT_TRUE(saved) << told(saved);
    {
      auto const file = *db::Database::open({.location = path});
      EXPECT_TRUE(file->write([&](db::Connection& at) { return at.script(damage); }));
    }
    db::TestPlace const target(GetParam());
    auto const into = test_zones::around(*db::Database::open({.location = target.location()}));
    auto const done = restore(*into->database, path, *into->catalog, {.now = SystemClock().now()});
    if (done) return "restored";
    return done.error().says.key + " " + done.error().says.args[0].second;
  };
  auto const no_clock = refused("real.zbk", "INSERT INTO own_clock VALUES ('root', 1, 5, 7)");
  auto const set = from->database->write([&](db::Connection& at) {
    return set_own_clock(
        at, *from->catalog,
        {.set = SystemClock().now(), .shown = Instant(test_zones::noon.micros() + 86'400'000'000)});
  });
  ASSERT_TRUE(set) << told(set);

  EXPECT_EQ(no_clock, "ledger.backup_broken own_clock");
  EXPECT_EQ(refused("moved.zbk", "UPDATE own_clock SET shown_at = shown_at + 1"),
            "ledger.backup_broken own_clock");
  EXPECT_EQ(refused("without.zbk", "DELETE FROM own_clock"), "ledger.backup_broken own_clock");
  EXPECT_EQ(refused("no_table.zbk", "DROP TABLE own_clock; DELETE FROM migration WHERE number > 1"),
            "ledger.backup_broken own_clock");
  EXPECT_EQ(refused("whole.zbk", "SELECT 1"), "restored");
}

}  // namespace
}  // namespace zonebook::ledger
