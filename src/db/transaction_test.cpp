// What write() and read() promise, on both databases.

#include <array>
#include <atomic>
#include <latch>
#include <set>
#include <thread>

#include "db/item_fixture.h"

namespace zonebook::db {
namespace {

class Transactions : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Both, Transactions, both_dialects, dialect_name);

Statement const ids_of =
    Statement::same("ids_of", "SELECT id FROM item WHERE number = ? ORDER BY id");

Result<std::vector<std::int64_t>> list_ids(Connection& at, std::int64_t number) {
  std::vector<std::int64_t> ids;
  TRY(at.each(ids_of, {number}, [&](Row const& row) -> Result<void> {
    ids.push_back(row.integer(0));
    return {};
  }));
  return ids;
}

TEST_P(Transactions, see_what_they_have_written_themselves) {
  auto const database = open_with_items();
  std::int64_t seen = 0;

  auto const written = database->write([&](Connection& at) -> Result<void> {
    TRY(at.run(add_item, {1, 1, "w"}));
    seen = count(at);
    return {};
  });

  EXPECT_TRUE(written) << told(written);
  EXPECT_EQ(seen, 1);
}

TEST_P(Transactions, are_there_when_the_database_is_opened_again) {
  auto database = open_with_items();
  ASSERT_TRUE(add(*database, 1));
  database.reset();

  EXPECT_EQ(count(*open()), 1);
}

TEST_P(Transactions, are_undone_by_an_error_of_the_work) {
  auto const database = open_with_items();

  auto const written = database->write([](Connection& at) -> Result<void> {
    TRY(at.run(add_item, {1, 1, "w"}));
    return invalid({"app.no", {}}, "here");
  });

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().says.key, "app.no");
  EXPECT_EQ(written.error().where, "here");
  EXPECT_EQ(count(*database), 0);
}

TEST_P(Transactions, are_undone_by_a_failed_statement_whatever_the_work_says) {
  auto const database = open_with_items();

  auto const written = database->write([](Connection& at) -> Result<void> {
    TRY(at.run(add_item, {1, 1, "w"}));
    EXPECT_FALSE(at.run(add_item, {1, 1, "w"}));
    EXPECT_FALSE(at.run(add_item, {2, 1, "w"})) << "nothing runs after the first error";
    return {};
  });

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Error::Code::conflict);
  EXPECT_EQ(written.error().says.key, "db.constraint");
  EXPECT_EQ(written.error().where, "add_item");
  EXPECT_EQ(count(*database), 0);
  EXPECT_TRUE(add(*database, 1)) << "and the next one begins anew";
}

TEST_P(Transactions, with_errors_leave_their_neighbours_alone) {
  constexpr int threads = 16;
  constexpr int each_writes = 25;
  auto const database = open_with_items();
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> writers;
    for (int t = 0; t < threads; ++t) {
      writers.emplace_back([&, t] {
        for (int i = 0; i < each_writes; ++i) {
          int const id = t * each_writes + i;
          auto const written = database->write([&](Connection& at) -> Result<void> {
            TRY(at.run(add_item, {id * 2, id, "w"}));
            TRY(at.run(add_item, {id * 2 + 1, id, "w"}));
            if (id % 3 == 0) return invalid({"app.no", {}});
            if (id % 7 == 0) TRY(at.run(add_item, {id * 2, id, "twice"}));
            return {};
          });
          bool const should_stand = id % 3 != 0 && id % 7 != 0;
          if (written.has_value() != should_stand) ++wrong;
        }
      });
    }
  }

  EXPECT_EQ(wrong, 0);
  auto const reader = *database->read();
  for (int id = 0; id < threads * each_writes; ++id) {
    std::size_t const wanted = id % 3 != 0 && id % 7 != 0 ? 2 : 0;
    EXPECT_EQ(list_ids(*reader, id)->size(), wanted) << id;
  }
}

TEST_P(Transactions, of_many_threads_are_counted_exactly) {
  constexpr int threads = 16;
  constexpr int each_writes = 25;
  auto const raise = Statement::same("raise", "UPDATE item SET number = number + 1 WHERE id = ?");
  auto const database = open_with_items();
  ASSERT_TRUE(add(*database, 1, 0));
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> writers;
    for (int t = 0; t < threads; ++t) {
      writers.emplace_back([&] {
        for (int i = 0; i < each_writes; ++i) {
          auto const written = database->write([&](Connection& at) -> Result<void> {
            TRY(at.run(raise, {1}));
            return {};
          });
          if (!written) ++failed;
        }
      });
    }
  }

  EXPECT_EQ(failed, 0);
  EXPECT_EQ(list_ids(**database->read(), threads * each_writes)->size(), 1U);
}

TEST_P(Transactions, are_answered_only_when_others_can_see_them) {
  auto const database = open_with_items();
  for (int id = 1; id <= 20; ++id) {
    ASSERT_TRUE(add(*database, id));
    ASSERT_EQ(count(*database), id);
  }
}

class Snapshots : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Both, Snapshots, both_dialects, dialect_name);

TEST_P(Snapshots, do_not_see_later_commits) {
  auto const database = open_with_items();
  ASSERT_TRUE(add(*database, 1));
  auto const before = *database->read();  // nothing has been asked yet

  ASSERT_TRUE(add(*database, 2));

  EXPECT_EQ(count(*before), 1);
  EXPECT_EQ(count(*database), 2);
  EXPECT_EQ(count(*before), 1);
}

TEST_P(Snapshots, hinder_no_writer_and_no_writer_hinders_them) {
  auto const database = open_with_items();
  auto const before = *database->read();

  auto const written = database->write([&](Connection& at) -> Result<void> {
    TRY(at.run(add_item, {1, 1, "w"}));
    EXPECT_EQ(count(*before), 0);
    EXPECT_EQ(count(*database), 0) << "and a new one does not wait for the commit";
    return {};
  });

  EXPECT_TRUE(written) << told(written);
  EXPECT_EQ(count(*before), 0);
}

TEST_P(Snapshots, wait_for_a_connection_and_then_say_so) {
  auto const database = open_with_items({.readers_max = 2, .busy_timeout_ms = 50});
  auto const first = *database->read();
  auto second = *database->read();

  auto const third = database->read();

  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, Error::Code::unavailable);
  EXPECT_EQ(third.error().says.key, "db.busy");
  second.reset();
  EXPECT_TRUE(database->read());
}

TEST_P(Snapshots, of_many_readers_always_see_whole_transactions) {
  auto const torn =
      Statement::same("torn",
                      "SELECT count(*) FROM item a WHERE NOT EXISTS "
                      "(SELECT 1 FROM item b WHERE b.number = a.number AND b.id <> a.id)");
  auto const database = open_with_items();
  std::atomic<bool> is_done = false;
  std::atomic<int> wrong = 0;
  std::atomic<int> looks = 0;
  std::latch started(3);
  {
    std::vector<std::jthread> readers;
    for (int t = 0; t < 3; ++t) {
      readers.emplace_back([&] {
        started.count_down();
        do {
          auto const reader = *database->read();
          auto const size = count(*reader);
          auto const found = one(*reader, torn);
          if (!found || **found != Value(std::int64_t{0}) || size != count(*reader)) ++wrong;
          ++looks;
        } while (!is_done);
      });
    }
    started.wait();
    for (int id = 0; id < 100; ++id) {
      auto const written = database->write([&](Connection& at) -> Result<void> {
        TRY(at.run(add_item, {id * 2, id, "w"}));
        TRY(at.run(add_item, {id * 2 + 1, id, "w"}));
        return {};
      });
      if (!written) ++wrong;
    }
    is_done = true;
  }

  EXPECT_EQ(wrong, 0);
  EXPECT_GE(looks, 3);
}

class ReadOnly : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Both, ReadOnly, both_dialects, dialect_name);

TEST_P(ReadOnly, databases_are_read_beside_their_owner_and_never_written) {
  auto const owner = open_with_items();
  ASSERT_TRUE(add(*owner, 1));
  auto const guest = open({.access = Options::Access::read_only});

  auto const written = add(*guest, 2);

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Error::Code::forbidden);
  EXPECT_EQ(count(*guest), 1);
  ASSERT_TRUE(add(*owner, 2));
  EXPECT_EQ(count(*guest), 2);
}

}  // namespace
}  // namespace zonebook::db
