#include "api/watching.h"

#include <gtest/gtest.h>

#include "api/migrations.h"
#include "api/sql.h"
#include "db/migrate.h"
#include "ledger/ledger_fixture.h"

namespace zonebook::api {
namespace {

class Streams : public ledger::LedgerFixture {
 protected:
  ledger::Receipt write(std::string const& zone, std::string const& code) {
    return append(ledger::letter(zone, R"({"kind":"create","register":"project","id":"new:p",)"
                                       R"("valid_from":"2023-06-28","fields":{"code":")" +
                                           code + R"("}})"));
  }
  static std::string id_of(ledger::Receipt const& receipt, std::string const& zone) {
    return std::to_string(receipt.known.micros()) + ":" + std::to_string(receipt.seq) + ":" + zone;
  }
  std::vector<std::string> missed(std::string const& last, std::set<std::string> const& zones) {
    Watching watching(database(), std::chrono::hours(1));
    auto const events = watching.missed(last, zones);
    std::vector<std::string> told;
    if (!events) return {"refused"};
    for (auto const& event : *events) told.push_back(event.name + " " + event.id);
    return told;
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Streams, db::both_dialects, db::dialect_name);

TEST_P(Streams, prepare_their_statements) {
  ASSERT_TRUE(db::migrate(database(), migrations_room, migrations(), Instant(0)));
  auto const reader = *database().read();
  for (auto const* statement : sql::all())
    EXPECT_TRUE(reader->check(*statement)) << statement->name;
}

TEST_P(Streams, tell_what_came_after_the_last_event_of_ones_zones_alone) {
  auto const first = write("jiaocheng", "P1");
  auto const second = write("jiaocheng", "P2");
  write("shangwu", "P3");

  auto const told = missed(id_of(first, "jiaocheng"), {"jiaocheng"});

  EXPECT_EQ(told, std::vector{"entry " + id_of(second, "jiaocheng")});
}

TEST_P(Streams, tell_again_what_another_zone_wrote_within_the_minute_before) {
  auto const old = write("shangwu", "P1");
  clock().step(std::int64_t{61} * 1'000'000);
  auto const near = write("shangwu", "P2");
  clock().step(std::int64_t{30} * 1'000'000);
  auto const last = write("jiaocheng", "P3");

  auto const told = missed(id_of(last, "jiaocheng"), {"jiaocheng", "shangwu"});

  EXPECT_LT(old.known, near.known);
  EXPECT_EQ(told, std::vector{"entry " + id_of(near, "shangwu")});
}

TEST_P(Streams, say_to_read_all_again_where_the_last_event_is_none) {
  write("jiaocheng", "P1");

  for (auto const* id : {"", "nonsense", "1:2", "1:2:", "-1:2:jiaocheng", "1:x:jiaocheng",
                         "99999999999999999999:1:jiaocheng"}) {
    EXPECT_EQ(missed(id, {"jiaocheng"}), std::vector<std::string>{"reset "}) << id;
  }
}

TEST_P(Streams, hear_of_an_entry_that_is_written_while_they_listen) {
  Watching watching(database(), std::chrono::milliseconds(1));
  std::mutex mutex;
  std::condition_variable heard;
  std::vector<std::string> zones;
  http::EventStream const stream(watching.channel(), [&](http::Event const& event) {
    std::lock_guard const lock(mutex);
    zones.push_back(event.topic);
    heard.notify_all();
    return false;
  });
  // An entry that was there before the thread first looked is not news to it; one of the next is.
  std::unique_lock lock(mutex);
  for (int i = 0; i < 1000 && zones.empty(); ++i) {
    lock.unlock();
    write("jiaocheng", "P" + std::to_string(i));
    lock.lock();
    heard.wait_for(lock, std::chrono::milliseconds(20));
  }

  ASSERT_FALSE(zones.empty());
  EXPECT_EQ(zones.front(), "jiaocheng");
}

}  // namespace
}  // namespace zonebook::api
