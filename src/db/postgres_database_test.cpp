// What only a server can do: go away, break deadlocks, answer more than memory holds.

#include "db/postgres_database.h"

#include <latch>
#include <thread>

#include "db/item_fixture.h"

namespace zonebook::db {
namespace {

class PostgresServers : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Only, PostgresServers, testing::Values(Dialect::postgres), dialect_name);

// All connections to this place, as a restart of the server does.
void end_connections(std::string const& location) {
  auto const other = Database::open({.location = location});
  ASSERT_TRUE(other) << told(other);
  auto const end =
      Statement::same("end",
                      "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
                      "WHERE pid <> pg_backend_pid() AND "
                      "application_name = current_setting('application_name')");
  auto const ended = one(**(*other)->read(), end);
  ASSERT_TRUE(ended) << told(ended);
}

TEST_P(PostgresServers, that_went_away_are_connected_to_again) {
  auto const database = open_with_items();
  ASSERT_TRUE(add(*database, 1));
  {
    auto const two = std::pair(database->read(), database->read());
  }

  end_connections(place().location());

  auto const written = add(*database, 2);
  EXPECT_TRUE(written) << told(written);
  EXPECT_EQ(count(*database), 2);
}

TEST_P(PostgresServers, that_go_away_in_the_middle_leave_nothing_behind) {
  auto const database = open_with_items();

  auto const written = database->write([&](Connection& at) -> Result<void> {
    TRY(at.run(add_item, {1, 1, "w"}));
    end_connections(place().location());
    TRY(at.run(add_item, {2, 1, "w"}));
    return {};
  });

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Error::Code::unavailable);
  EXPECT_EQ(written.error().says.key, "db.server_away") << told(written);
  EXPECT_EQ(count(*database), 0);
}

TEST_P(PostgresServers, that_go_away_before_the_commit_leave_it_unknown) {
  auto const database = open_with_items();

  auto const written = database->write([&](Connection& at) -> Result<void> {
    TRY(at.run(add_item, {1, 1, "w"}));
    end_connections(place().location());
    return {};
  });

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().says.key, "db.outcome_unknown") << told(written);
}

TEST_P(PostgresServers, that_are_not_there_are_unavailable) {
  auto const opened = Database::open({.location = "postgresql:///x?host=/nowhere/at/all"});

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Error::Code::unavailable);
  EXPECT_EQ(opened.error().says.key, "db.server_away");
}

TEST_P(PostgresServers, break_deadlocks_by_running_a_work_again) {
  auto const raise = Statement::same("raise", "UPDATE item SET number = number + 1 WHERE id = ?");
  auto const database = open_with_items();
  ASSERT_TRUE(add(*database, 1));
  ASSERT_TRUE(add(*database, 2));
  std::latch both_hold_one(2);
  std::atomic<int> runs = 0;
  auto const raise_both = [&](std::int64_t first, std::int64_t second) {
    bool is_first_run = true;
    return database->write([&](Connection& at) -> Result<void> {
      ++runs;
      TRY(at.run(raise, {first}));
      if (std::exchange(is_first_run, false)) both_hold_one.arrive_and_wait();
      TRY(at.run(raise, {second}));
      return {};
    });
  };
  Result<void> one_way;
  Result<void> other_way;
  {
    std::jthread const a([&] { one_way = raise_both(1, 2); });
    std::jthread const b([&] { other_way = raise_both(2, 1); });
  }

  EXPECT_TRUE(one_way) << told(one_way);
  EXPECT_TRUE(other_way) << told(other_way);
  EXPECT_GE(runs, 3);
  auto const sum = Statement::same("sum", "SELECT sum(number) FROM item");
  EXPECT_EQ(**one(**database->read(), sum), Value(std::int64_t{4}));
}

TEST_P(PostgresServers, hand_out_large_answers_row_by_row) {
  auto const many =
      Statement::same("many", "SELECT i, repeat('x', 1000) FROM generate_series(1, ?) i");
  auto const database = open();
  std::int64_t sum = 0;

  auto const read = (*database->read())->each(many, {200'000}, [&](Row const& row) -> Result<void> {
    sum += row.integer(0);
    return {};
  });

  EXPECT_TRUE(read) << told(read);
  EXPECT_EQ(sum, std::int64_t{200'000} * 200'001 / 2);
}

TEST_P(PostgresServers, tell_of_sums_that_no_integer_holds) {
  auto const large = Statement::same("large", "SELECT sum(x) FROM (VALUES (?), (?)) AS v (x)");
  auto const database = open();

  auto const reader = *database->read();
  EXPECT_EQ(**one(*reader, large, std::array{Parameter(INT64_MAX), Parameter(-1)}),
            Value(INT64_MAX - 1));
  auto const over = one(*reader, large, std::array{Parameter(INT64_MAX), Parameter(1)});
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().says.key, "db.column_kind");
}

TEST_P(PostgresServers, have_no_file_to_copy) {
  auto const copied = open()->copy_to("/tmp/nothing.db");

  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().says.key, "db.copy_elsewhere");
}

}  // namespace
}  // namespace zonebook::db
