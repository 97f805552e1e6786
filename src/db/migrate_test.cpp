#include "db/migrate.h"

#include <array>
#include <thread>

#include "db/database_fixture.h"

namespace zonebook::db {
namespace {

class Migrations : public DatabaseFixture {
 protected:
  // The first `count` steps of a room.
  static std::span<Migration const> steps(std::size_t count) {
    auto const same = [](int number, char const* name, std::string const& sql) {
      return Migration{number, name, sql, sql};
    };
    static std::array const all = {
        same(1, "thing", "CREATE TABLE thing (a TEXT); CREATE INDEX by_a ON thing (a);"),
        same(2, "first rows", "INSERT INTO thing VALUES ('1'); INSERT INTO thing VALUES ('2')"),
        same(3, "broken", "INSERT INTO thing VALUES ('3'); INSERT INTO nothing VALUES (1)"),
    };
    return std::span(all).first(count);
  }

  static Value count_things(Database& database) {
    return **one(**database.read(), Statement::same("count", "SELECT count(*) FROM thing"));
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Migrations, both_dialects, dialect_name);

constexpr Instant now(1'700'000'000'000'000);

TEST_P(Migrations, are_pending_until_they_are_taken_and_then_never_again) {
  auto const database = open();

  EXPECT_EQ(pending(*database, "test", steps(2))->size(), 2U);
  EXPECT_EQ(migrate(*database, "test", steps(1), now), 1);
  EXPECT_EQ(pending(*database, "test", steps(2))->at(0)->name, "first rows");
  EXPECT_EQ(migrate(*database, "test", steps(2), now), 1);
  EXPECT_EQ(migrate(*database, "test", steps(2), now), 0);
  EXPECT_EQ(count_things(*database), Value(std::int64_t{2}));
  EXPECT_EQ(pending(*database, "another", steps(2))->size(), 2U) << "each room counts for itself";
}

TEST_P(Migrations, that_fail_leave_nothing_of_themselves) {
  auto const database = open();

  auto const migrated = migrate(*database, "test", steps(3), now);

  ASSERT_FALSE(migrated);
  EXPECT_EQ(migrated.error().code, Error::Code::broken);
  EXPECT_EQ(count_things(*database), Value(std::int64_t{2}));
  EXPECT_EQ(pending(*database, "test", steps(3))->size(), 1U);
}

TEST_P(Migrations, of_a_newer_program_are_refused) {
  auto const database = open();
  ASSERT_TRUE(migrate(*database, "test", steps(2), now));

  auto const migrated = migrate(*database, "test", steps(1), now);

  ASSERT_FALSE(migrated);
  EXPECT_EQ(migrated.error().code, Error::Code::unavailable);
  EXPECT_EQ(render(migrated.error().says, Language::zh),
            "数据库已升到“test”第 2 步，本程序只认识到第 1 步；请使用更新的程序");
}

TEST_P(Migrations, of_another_program_are_refused) {
  auto const database = open();
  ASSERT_TRUE(migrate(*database, "test", steps(1), now));
  std::array const theirs = {Migration{1, "theirs", "SELECT 1", "SELECT 1"}};

  auto const migrated = migrate(*database, "test", theirs, now);

  ASSERT_FALSE(migrated);
  EXPECT_EQ(migrated.error().says.key, "db.step_differs");
}

TEST_P(Migrations, of_two_programs_that_start_at_once_take_turns) {
  auto const database = open();
  auto const other = is_sqlite() ? nullptr : open();
  std::array<Result<int>, 4> taken;
  {
    std::vector<std::jthread> programs;
    for (auto& result : taken) {
      bool const is_even = (&result - taken.data()) % 2 == 0;
      auto& here = other && is_even ? *other : *database;
      programs.emplace_back([&] { result = migrate(here, "test", steps(2), now); });
    }
  }

  int sum = 0;
  for (auto const& result : taken) {
    ASSERT_TRUE(result) << told(result);
    sum += *result;
  }
  EXPECT_EQ(sum, 2);
  EXPECT_EQ(count_things(*database), Value(std::int64_t{2}));
}

}  // namespace
}  // namespace zonebook::db
