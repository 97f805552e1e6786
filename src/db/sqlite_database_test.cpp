// What only a file can do: be locked, be damaged, be another's, be copied.

#include "db/sqlite_database.h"

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <latch>
#include <thread>

#include "db/item_fixture.h"

namespace zonebook::db {
namespace {

class SqliteFiles : public ItemFixture {};
INSTANTIATE_TEST_SUITE_P(Only, SqliteFiles, testing::Values(Dialect::sqlite), dialect_name);

void write_file(std::string const& path, std::string const& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST_P(SqliteFiles, have_one_owner_and_say_who) {
  auto owner = open();

  auto const second = Database::open({.location = place().location()});

  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Error::Code::unavailable);
  auto const says = render(second.error().says, Language::en);
  EXPECT_NE(says.find("process " + std::to_string(::getpid()) + ", since 2"), says.npos) << says;
  EXPECT_NE(says.find(place().location()), says.npos) << says;
  owner.reset();
  EXPECT_TRUE(Database::open({.location = place().location()}));
}

TEST_P(SqliteFiles, are_free_again_when_their_owner_is_killed) {
  open_with_items().reset();
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  auto const child = ::fork();
  if (child == 0) {
    auto const database = Database::open({.location = place().location()});
    bool const is_added = database && add(**database, 1);
    char const sign = is_added ? 'y' : 'n';
    static_cast<void>(::write(pipe[1], &sign, 1) == 1);
    for (;;) ::pause();
  }
  char sign = 0;
  ASSERT_EQ(::read(pipe[0], &sign, 1), 1);
  auto const meanwhile = Database::open({.location = place().location()});

  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);

  EXPECT_EQ(sign, 'y');
  ASSERT_FALSE(meanwhile);
  EXPECT_NE(render(meanwhile.error().says, Language::en).find(std::to_string(child)),
            std::string::npos);
  EXPECT_EQ(count(*open({.access = Options::Access::read_only})), 1) << "with the log not yet read";
  EXPECT_EQ(count(*open()), 1);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST_P(SqliteFiles, of_other_programs_are_left_alone) {
  auto const path = place().folder() + "/other.db";
  {
    auto const file = *SqliteFile::open(path, {.access = SqliteFile::Access::create});
    ASSERT_TRUE(file->execute("CREATE TABLE theirs (a)"));
  }
  auto const size = std::filesystem::file_size(path);

  auto const opened = Database::open({.location = path});

  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Error::Code::broken);
  EXPECT_EQ(opened.error().says.key, "db.not_ours");
  EXPECT_EQ(std::filesystem::file_size(path), size);
}

TEST_P(SqliteFiles, that_are_no_databases_are_told_apart_from_those_that_are_not_there) {
  auto const path = place().folder() + "/a.db";
  auto const missing = Database::open({.location = path, .access = Options::Access::read_only});
  auto const nowhere = Database::open({.location = place().folder() + "/no/a.db"});
  write_file(path, std::string(5000, 'x'));
  auto const text = Database::open({.location = path});

  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().says.key, "db.cannot_open");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, Error::Code::unavailable);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, Error::Code::broken);
  EXPECT_EQ(text.error().says.key, "db.damaged");
}

TEST_P(SqliteFiles, that_are_damaged_say_so) {
  {
    auto const database = open_with_items();
    for (int id = 0; id < 3; ++id) ASSERT_TRUE(add(*database, id));
  }
  std::fstream file(place().location(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(4096);  // the second page: the table
  file << std::string(4096, '\x07');
  file.close();

  auto const database = open();
  auto const found = one(**database->read(), count_items);

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Error::Code::broken);
  EXPECT_EQ(found.error().says.key, "db.damaged") << told(found);
}

TEST_P(SqliteFiles, are_named_by_paths_even_if_they_look_like_addresses) {
  auto const before = std::filesystem::current_path();
  std::filesystem::current_path(place().folder());
  for (auto const* name : {"file:a.db", ":memory:", "价 ?mode=memory.db"}) {
    auto const opened = Database::open({.location = name});
    EXPECT_TRUE(opened) << told(opened);
    EXPECT_TRUE(std::filesystem::exists(name)) << name;
  }
  std::filesystem::current_path(before);
}

// One page more than the file has, so that the third row finds the disk full.
TEST_P(SqliteFiles, that_fill_the_disk_refuse_and_go_on) {
  auto const database = open_with_items();
  ASSERT_TRUE(
      database->write([](Connection& at) { return at.script("PRAGMA max_page_count = 8"); }));
  std::string const word(3000, 'x');
  auto const add_large = [&](int from, int to) {
    return database->write([&](Connection& at) -> Result<void> {
      for (int id = from; id < to; ++id) TRY(at.run(add_item, {id, 0, word}));
      return {};
    });
  };

  auto const written = add_large(0, 100);

  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Error::Code::unavailable);
  EXPECT_EQ(written.error().says.key, "db.disk_full");
  EXPECT_EQ(count(*database), 0);
  EXPECT_TRUE(add_large(0, 2));
}

TEST_P(SqliteFiles, that_fill_the_disk_refuse_only_the_works_that_do_not_fit) {
  constexpr int threads = 12;
  auto const database = open_with_items();
  ASSERT_TRUE(
      database->write([](Connection& at) { return at.script("PRAGMA max_page_count = 12"); }));
  std::string const large(60'000, 'x');
  std::latch together(threads);
  std::atomic<int> stood = 0;
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> writers;
    for (int id = 0; id < threads; ++id) {
      writers.emplace_back([&, id] {
        together.arrive_and_wait();
        bool const is_large = id % 4 == 0;
        auto const written = database->write([&](Connection& at) -> Result<void> {
          TRY(at.run(add_item, {id, 0, is_large ? std::string_view(large) : "small"}));
          return {};
        });
        if (written) ++stood;
        if (written.has_value() == is_large) ++wrong;
      });
    }
  }

  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(stood, 9);
  EXPECT_EQ(count(*database), 9);
}

TEST_P(SqliteFiles, are_copied_whole_while_they_are_written) {
  auto const database = open_with_items();
  for (int id = 0; id < 20; ++id) ASSERT_TRUE(add(*database, id));
  auto const path = place().folder() + "/copy.db";
  Result<void> copied;
  {
    std::jthread const writer([&](std::stop_token const& stop) {
      for (int id = 100; !stop.stop_requested(); ++id) EXPECT_TRUE(add(*database, id));
    });
    copied = database->copy_to(path);
  }

  ASSERT_TRUE(copied) << told(copied);
  auto const copy = Database::open({.location = path});
  ASSERT_TRUE(copy) << told(copy);
  auto const sound = Statement::same("sound", "PRAGMA integrity_check");
  EXPECT_EQ(**one(**(*copy)->read(), sound), Value("ok"));
  EXPECT_GE(count(**copy), 20);
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));

  auto const again = database->copy_to(path);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().says.key, "db.copy_exists");
  auto const nowhere = database->copy_to(place().folder() + "/no/copy.db");
  ASSERT_FALSE(nowhere);
  EXPECT_EQ(nowhere.error().code, Error::Code::unavailable);
}

TEST_P(SqliteFiles, count_what_they_were_told_to_keep) {
  auto const database = open_with_items();
  auto const before = database->changes();
  ASSERT_TRUE(before);

  ASSERT_TRUE(add(*database, 1));
  EXPECT_EQ(database->changes(), *before + 1);
  EXPECT_EQ(count(*database), 1);
  EXPECT_EQ(database->changes(), *before + 1) << "a read is no change";

  ASSERT_TRUE(database->write([](Connection& at) -> Result<void> {
    at.change_nothing_kept();
    TRY(at.run(add_item, {std::int64_t{2}, std::int64_t{0}, "word"}));
    return {};
  }));
  EXPECT_EQ(database->changes(), *before + 1) << "nobody keeps an answer that tells of it";
  ASSERT_TRUE(add(*database, 3));
  EXPECT_EQ(database->changes(), *before + 2) << "what the one before said is of itself alone";
}

TEST_P(SqliteFiles, that_are_anothers_to_write_count_nothing) {
  open_with_items().reset();
  auto const reader =
      Database::open({.location = place().location(), .access = Options::Access::read_only});
  ASSERT_TRUE(reader) << told(reader);
  EXPECT_FALSE((*reader)->changes());
}

}  // namespace
}  // namespace zonebook::db
