// Many at once: a pair that was read stays what it was, a chain has no gaps, and clocks that differ
// by seconds do not matter.

#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <random>
#include <thread>

#include "ledger/ledger_fixture.h"
#include "ledger/rebuild.h"

namespace zonebook::ledger {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr int zones = 100;

int rounds() { return std::getenv("ZONEBOOK_SOAK") ? 400 : 40; }

std::string zone_name(int i) { return "zone" + std::to_string(i); }

// What two processes share: the time that runs on, and how often a reader looked again.
struct Shared {
  std::atomic<std::int64_t> time{Instant::parse("2023-06-28T02:00:00Z")->micros()};
  std::atomic<int> looks = 0;
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

// Runs on, a µs at each look, and some seconds beside another's.
class RunningClock final : public Clock {
 public:
  RunningClock(std::atomic<std::int64_t>& shared, std::int64_t beside)
      : shared_(shared), beside_(beside) {}
  Instant now() const override { return Instant(shared_.fetch_add(1) + beside_); }

 private:
  std::atomic<std::int64_t>& shared_;
  std::int64_t beside_;
};

std::string create_text(std::int64_t total) {
  return R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-01-01",
             "fields":{"total":)" +
         std::to_string(total) + "}}";
}

class Concurrency : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    std::vector<ZoneUnder> tree{{"root", std::nullopt}};
    for (int i = 0; i < zones; ++i) tree.push_back({zone_name(i), "root"});
    make_tables(*open(), *sample_catalog(), tree);
  }

  // SQLite's file has one owner, who may have many ledgers; PostgreSQL is shared by many.
  void open_both() {
    databases_.push_back(open());
    if (!is_sqlite()) databases_.push_back(open());
    ledgers_[0] = ledger_on(*databases_.front(), early_);
    ledgers_[1] = ledger_on(*databases_.back(), late_);
  }

  db::Database& database() { return *databases_.front(); }

  struct Unmap {
    void operator()(Shared* shared) const { ::munmap(shared, sizeof *shared); }
  };
  std::unique_ptr<Shared, Unmap> shared_{std::construct_at(static_cast<Shared*>(
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)))};
  RunningClock early_{shared_->time, 0}, late_{shared_->time, 5 * second};
  std::vector<std::unique_ptr<db::Database>> databases_;
  std::array<std::unique_ptr<Ledger>, 2> ledgers_;
};

INSTANTIATE_TEST_SUITE_P(Both, Concurrency, db::both_dialects, db::dialect_name);

// What a reader saw at a pair, in order to look again.
struct Pinned {
  std::string zone;
  Instant k;
  std::string seen;
};

Result<std::string> look(Ledger& ledger, std::string const& zone, std::optional<Instant>& k) {
  auto snapshot = TRY(ledger.read(zone, k));
  if (!k) {
    // "Now" is the newest entry that this snapshot holds; what it says must stand at that k too.
    k = Instant(0);
    auto const knowledge = snapshot.knowledge();
    for (auto const& [unused, last] : knowledge.now) k = std::max(*k, last);
  }
  std::string seen;
  auto const& project = *ledger.catalog().find("project");
  auto const listed = TRY(snapshot.list(project, *Date::parse("2023-05-01")));
  for (auto const& [id, version] : listed) {
    auto const& total = version.values[project.index_of(*project.find("total"))];
    seen += id + "=" + std::to_string(std::get<std::int64_t>(total)) + ' ';
  }
  return seen;
}

// Appends to any zone, and changes what was made before.
void write_on(Ledger& ledger, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::pair<std::string, std::string>> mine;  // zone, id
  for (int i = 0; i < rounds() * 5; ++i) {
    if (mine.empty() || random() % 3 == 0) {
      auto const zone = zone_name(static_cast<int>(random() % zones));
      auto const receipt = ledger.append(letter(zone, create_text(i)));
      ASSERT_TRUE(receipt) << told(receipt);
      mine.emplace_back(zone, receipt->made.front().second);
    } else {
      auto const& [zone, id] = mine[random() % mine.size()];
      auto const receipt = ledger.append(
          letter(zone, R"({"kind":"correct","register":"project","id":")" + id +
                           R"(","valid_from":"2023-01-01","valid_to":"9999-12-31","fields":{)"
                           R"("total":)" +
                           std::to_string(i) + "}}"));
      ASSERT_TRUE(receipt) << told(receipt);
    }
  }
}

void read_on(Ledger& ledger, Clock const& clock, std::uint64_t seed, std::atomic<int>& looks) {
  std::mt19937_64 random(seed);
  std::vector<Pinned> pinned;
  for (int i = 0; i < rounds(); ++i) {
    auto const zone = random() % 4 == 0 ? "root" : zone_name(static_cast<int>(random() % zones));
    // The clock's own moment is the hardest: entries are being written at it.
    std::optional<Instant> k;
    auto const is_pinned = random() % 3 != 0;
    if (is_pinned) k = clock.now();
    auto const seen = look(ledger, zone, k);
    if (!seen && seen.error().says.key == "ledger.future") continue;  // the other clock is ahead
    ASSERT_TRUE(seen) << told(seen);
    if (is_pinned) pinned.push_back({zone, *k, *seen});
    for (int again = 0; again < 3 && !pinned.empty(); ++again) {
      auto const& old = pinned[random() % pinned.size()];
      std::optional<Instant> then = old.k;
      auto const now_seen = look(ledger, old.zone, then);
      ASSERT_TRUE(now_seen) << told(now_seen);
      ASSERT_EQ(*now_seen, old.seen) << old.zone << ' ' << old.k.to_string();
      ++looks;
    }
  }
}

// Two writers and two readers.
void work_on(Ledger& ledger, Clock const& clock, std::uint64_t seed, std::atomic<int>& looks) {
  std::vector<std::jthread> threads;
  for (std::uint64_t t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] { write_on(ledger, seed + t); });
    threads.emplace_back([&, t] { read_on(ledger, clock, seed + 10 + t, looks); });
  }
}

// On PostgreSQL two processes, as they would serve; SQLite's file has one owner.
TEST_P(Concurrency, never_changes_a_pair_that_was_read_whatever_the_clocks_say) {
  std::uint64_t const seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  auto const other = is_sqlite() ? -1 : ::fork();
  open_both();
  if (other == 0) {
    work_on(*ledgers_[1], late_, seed + 100, shared_->looks);
    std::fflush(stdout);
    ::_exit(HasFailure() ? 1 : 0);
  }
  {
    std::jthread beside;
    if (is_sqlite()) {
      beside = std::jthread([&] { work_on(*ledgers_[1], late_, seed + 100, shared_->looks); });
    }
    work_on(*ledgers_[0], early_, seed, shared_->looks);
  }
  if (other > 0) {
    int status = 0;
    ASSERT_EQ(::waitpid(other, &status, 0), other);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the other process failed";
  }

  EXPECT_GT(shared_->looks, rounds());
  EXPECT_THAT(problems(database(), *ledgers_[0]), testing::IsEmpty());
  RecordProperty("looks", shared_->looks);
}

TEST_P(Concurrency, leaves_no_gap_in_the_chain_of_one_zone) {
  open_both();
  constexpr int writers = 16;
  int const each = rounds() / 2;
  std::vector<std::vector<Receipt>> receipts(writers);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < writers; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) {
          auto const receipt = ledgers_[t % 2]->append(letter(zone_name(0), create_text(i)));
          ASSERT_TRUE(receipt) << told(receipt);
          receipts[t].push_back(*receipt);
        }
      });
    }
  }

  std::map<std::int64_t, Instant> known;
  for (auto const& of_one : receipts) {
    for (std::size_t i = 0; i < of_one.size(); ++i) {
      known.emplace(of_one[i].seq, of_one[i].known);
      EXPECT_GT(of_one[i].seq, i > 0 ? of_one[i - 1].seq : 0);
    }
  }
  ASSERT_EQ(known.size(), static_cast<std::size_t>(writers * each));
  EXPECT_EQ(known.begin()->first, 1);
  EXPECT_EQ(known.rbegin()->first, writers * each);
  auto before = Instant(0);
  for (auto const& [seq, at] : known) {
    EXPECT_GT(at, before) << seq;
    before = at;
  }
  EXPECT_THAT(problems(database(), *ledgers_[0]), testing::IsEmpty());
}

// Tables that are made anew from the log hold what is appended meanwhile, or it waits.
TEST_P(Concurrency, loses_no_entry_to_a_rebuild) {
  open_both();
  constexpr int writers = 4;
  std::atomic<int> appended = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < writers; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < rounds(); ++i) {
          auto const receipt = ledgers_[0]->append(letter(zone_name(t), create_text(i)));
          ASSERT_TRUE(receipt) << told(receipt);
          ++appended;
        }
      });
    }
    threads.emplace_back([&] {
      while (appended < writers * rounds() / 2) {
        auto const done = rebuild(*databases_.back(), *ledgers_[1]);
        ASSERT_TRUE(done) << told(done);
      }
    });
  }

  EXPECT_THAT(problems(database(), *ledgers_[0]), testing::IsEmpty());
}

// A record that comes back refers to what another zone retires at that moment: one of the two is
// refused, or nothing would be there that the reference names.
TEST_P(Concurrency, leaves_no_reference_to_what_is_retired_beside_it) {
  open_both();
  auto const text = [](std::string const& kind, std::string const& in, std::string const& id,
                       std::string const& rest) {
    return R"({"kind":")" + kind + R"(","register":")" + in + R"(","id":")" + id + "\"," + rest +
           "}";
  };
  auto const made = [&](std::string const& zone, std::string const& change) {
    auto const receipt = ledgers_[0]->append(letter(zone, change));
    EXPECT_TRUE(receipt) << told(receipt);
    return receipt->made.front().second;
  };
  std::string const whole = R"("valid_from":"2023-01-01")";
  int both = 0;
  for (int i = 0; i < rounds(); ++i) {
    auto const owner =
        made("root", text("create", "enterprise", "new:e",
                          whole + R"(,"fields":{"code":"E)" + std::to_string(i) + "\"}"));
    auto const project = made("zone1", text("create", "project", "new:p",
                                            whole + R"(,"fields":{"owner":")" + owner + "\"}"));
    auto const retired =
        ledgers_[0]->append(letter("zone1", text("retire", "project", project, whole)));
    ASSERT_TRUE(retired) << told(retired);
    std::atomic<int> done = 0;
    {
      std::jthread const back([&] {
        done += ledgers_[0]
                    ->append(letter("zone1", text("restore", "project", project,
                                                  "\"entry\":" + std::to_string(retired->seq))))
                    .has_value();
      });
      std::jthread const away([&] {
        done += ledgers_[1]
                    ->append(letter("root", text("retire", "enterprise", owner, whole)))
                    .has_value();
      });
    }
    EXPECT_GE(done, 1);
    both += done == 2;
  }

  EXPECT_EQ(both, 0);
}

// Of two who read and then write, the second is told.
TEST_P(Concurrency, tells_all_but_one_of_those_who_had_seen_the_same) {
  open_both();
  auto const made = ledgers_[0]->append(letter(zone_name(0), create_text(0)));
  ASSERT_TRUE(made) << told(made);
  auto const& id = made->made.front().second;
  std::atomic<int> done = 0, refused = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        auto given =
            letter(zone_name(0), R"({"kind":"correct","register":"project","id":")" + id +
                                     R"(","valid_from":"2023-01-01","fields":{"total":7}})");
        given.set("seen", Json::object({{id, Json::integer(made->known.micros())}}));
        auto const receipt = ledgers_[t % 2]->append(given);
        EXPECT_EQ(receipt ? "ledger.conflict" : receipt.error().says.key, "ledger.conflict");
        ++(receipt ? done : refused);
      });
    }
  }

  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, 7);
}

}  // namespace
}  // namespace zonebook::ledger
