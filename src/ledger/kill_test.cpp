// kill -9: of a process that appends, and of the PostgreSQL server itself.  Each entry that the
// process told of is there afterwards, none is there by halves.

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "ledger/ledger_fixture.h"

namespace zonebook::ledger {
namespace {

bool is_soak() { return std::getenv("ZONEBOOK_SOAK") != nullptr; }

// What the child says of each entry that append() answered for.
struct Told {
  std::int64_t zone = 0, seq = 0;
};

void append_for_ever(Ledger& ledger, std::int64_t zone, int pipe) {
  for (;;) {
    auto const receipt = ledger.append(
        letter(sample_zones()[static_cast<std::size_t>(zone)].zone,
               R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-01-01",
                   "fields":{"total":1}})"));
    if (!receipt) return;
    Told const told{zone, receipt->seq};
    if (::write(pipe, &told, sizeof told) != sizeof told) return;
  }
}

// Never returns; three threads, for a group of works to be under way when it ends.
[[noreturn]] void be_the_child(std::string const& location, int pipe) {
  StepClock const clock;
  auto const database = db::Database::open({.location = location});
  if (!database) ::_exit(3);
  auto const ledger = ledger_on(**database, clock);
  {
    std::vector<std::jthread> writers;
    for (std::int64_t t = 0; t < 3; ++t) {
      writers.emplace_back([&, t] { append_for_ever(*ledger, t, pipe); });
    }
  }
  ::_exit(0);
}

class Kill : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (!IsSkipped()) make_tables(*open(), *sample_catalog(), sample_zones());
  }

  // Lets a child append until it has told of so many entries, kills it, and hears the rest.
  template <class KillIt>
  void append_until(int entries, KillIt kill_it) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    auto const child = ::fork();
    if (child == 0) be_the_child(place().location(), pipe[1]);
    ::close(pipe[1]);
    Told told;
    for (int n = 0; ::read(pipe[0], &told, sizeof told) == sizeof told; ++n) {
      auto& last = told_[static_cast<std::size_t>(told.zone)];
      last = std::max(last, told.seq);
      ++entries_;
      if (n == entries) kill_it(child);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(pipe[0]);
    EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 3) << "it could not open the database";
  }

  void expect_all() {
    auto const database = open();
    auto const ledger = ledger_on(*database, clock_);
    EXPECT_THAT(problems(*database, *ledger), testing::IsEmpty());
    auto const snapshot = *ledger->read("root");
    for (std::size_t i = 0; i < told_.size(); ++i) {
      EXPECT_GE(snapshot.head(sample_zones()[i].zone).seq, told_[i]);
    }
  }

  StepClock clock_;
  std::array<std::int64_t, 3> told_{};  // by zone: the last seq that was told
  int entries_ = 0;
  std::mt19937_64 random_{std::random_device()()};
};

INSTANTIATE_TEST_SUITE_P(Both, Kill, db::both_dialects, db::dialect_name);

TEST_P(Kill, of_a_process_that_appends_takes_nothing_that_it_has_told) {
  int const kills = is_sqlite() ? (is_soak() ? 200 : 20) : (is_soak() ? 180 : 10);
  for (int i = 0; i < kills; ++i) {
    SCOPED_TRACE("kill " + std::to_string(i));
    append_until(static_cast<int>(random_() % 20), [](int child) { ::kill(child, SIGKILL); });
    expect_all();
    if (HasFailure()) return;
  }
  EXPECT_GT(entries_, kills);
  RecordProperty("kills", kills);
  RecordProperty("entries", entries_);
}

TEST_P(Kill, of_the_server_takes_nothing_that_was_told) {
  char const* const folder = std::getenv("ZONEBOOK_TEST_POSTGRES_FOLDER");
  if (is_sqlite() || !folder) GTEST_SKIP() << "there is no server of our own";
  auto const crash = "tests/postgres/crash " + std::string(folder);
  int const kills = is_soak() ? 20 : 2;
  for (int i = 0; i < kills; ++i) {
    SCOPED_TRACE("crash " + std::to_string(i));
    append_until(20 + static_cast<int>(random_() % 20),
                 [&](int) { ASSERT_EQ(std::system(crash.c_str()), 0); });
    expect_all();
    if (HasFailure()) return;
  }
  RecordProperty("kills", kills);
  RecordProperty("entries", entries_);
}

}  // namespace
}  // namespace zonebook::ledger
