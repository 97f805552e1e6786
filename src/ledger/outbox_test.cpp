// The outbox: each entry is told, in the order of its zone, at least once, and nothing else is.

#include "ledger/outbox.h"

#include <gmock/gmock.h>

#include <map>
#include <mutex>
#include <thread>

#include "ledger/ledger_fixture.h"

namespace zonebook::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Outbox : public LedgerFixture {
 protected:
  void SetUp() override {
    LedgerFixture::SetUp();
    if (IsSkipped()) return;
    ASSERT_TRUE(subscribe(database(), "mail"));
    hear_all("mail");  // the shape's own entry
  }

  void write(std::string const& zone) {
    made(R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-01-01",
        "fields":{}})",
         zone);
  }

  std::optional<Batch> next(std::string const& consumer = "mail", std::int64_t limit = 100) {
    auto batch = take(database(), consumer, clock().now(), limit);
    EXPECT_TRUE(batch) << told(batch);
    return std::move(*batch);
  }

  Result<void> hear(Batch const& batch) {
    return acknowledge(database(), batch, batch.rows.back().seq, clock().now());
  }

  void hear_all(std::string const& consumer) {
    while (auto const batch = next(consumer)) ASSERT_TRUE(hear(*batch));
  }

  std::size_t rows() {
    auto const lines = dump(database(), catalog());
    return static_cast<std::size_t>(std::ranges::count_if(
        lines, [](std::string const& line) { return line.starts_with("outbox zone="); }));
  }

  static std::vector<std::int64_t> seqs(Batch const& batch) {
    std::vector<std::int64_t> all;
    for (auto const& row : batch.rows) all.push_back(row.seq);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Both, Outbox, db::both_dialects, db::dialect_name);

TEST_P(Outbox, tells_each_entry_of_a_zone_in_the_order_of_its_chain) {
  for (int i = 0; i < 3; ++i) write("jiaocheng");

  auto const first = next("mail", 2);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->zone, "jiaocheng");
  EXPECT_THAT(seqs(*first), ElementsAre(1, 2));
  EXPECT_THAT(first->rows[0].topics, ElementsAre("project"));
  ASSERT_TRUE(hear(*first));
  auto const second = next("mail", 2);
  ASSERT_TRUE(second);
  EXPECT_THAT(seqs(*second), ElementsAre(3));
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(Outbox, has_no_row_of_an_entry_that_was_refused) {
  auto const before = rows();
  auto const refused = ledger().append(
      letter("jiaocheng", R"({"kind":"change","register":"project","id":"jiaocheng.9.9",
                       "valid_from":"2023-01-01","fields":{"total":1}})"));

  ASSERT_FALSE(refused);
  EXPECT_EQ(rows(), before);
  EXPECT_EQ(next(), std::nullopt);
}

TEST_P(Outbox, tells_again_what_a_reader_that_died_had_not_acknowledged) {
  write("jiaocheng");
  auto const taken = next();
  ASSERT_TRUE(taken);
  EXPECT_FALSE(next()) << "it is leased";

  clock().step(lease_micros);
  auto const again = next();

  ASSERT_TRUE(again);
  EXPECT_EQ(seqs(*again), seqs(*taken));
  auto const late = hear(*taken);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().says.key, "ledger.lease_lost");
  EXPECT_TRUE(hear(*again));
}

TEST_P(Outbox, keeps_what_one_of_its_consumers_has_not_heard) {
  ASSERT_TRUE(subscribe(database(), "stream"));
  hear_all("stream");
  auto const before = rows();
  write("jiaocheng");

  hear_all("mail");
  EXPECT_EQ(rows(), before + 1);
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
  hear_all("stream");
  EXPECT_EQ(rows(), before);
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(Outbox, refuses_a_stranger_and_a_seq_that_was_not_in_the_batch) {
  write("jiaocheng");
  auto const stranger = take(database(), "nobody", clock().now());
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().says.key, "ledger.no_consumer");

  auto const batch = next();
  auto const wrong = acknowledge(database(), *batch, 7, clock().now());
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().says.key, "ledger.not_in_batch");
}

// Four readers of one consumer, two writers: each entry is heard, in order, once for nobody dies.
TEST_P(Outbox, is_shared_by_several_readers_while_others_write) {
  constexpr int entries = 20;
  std::mutex guard;
  std::map<std::string, std::vector<std::int64_t>> heard;
  std::atomic<int> left = 2 * entries;
  {
    std::vector<std::jthread> threads;
    for (auto const* zone : {"jiaocheng", "shangwu"}) {
      threads.emplace_back([&, zone] {
        for (int i = 0; i < entries; ++i) write(zone);
      });
    }
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int idle = 0; left > 0 && idle < 20'000;) {
          auto const batch = take(database(), "mail", clock().now(), 3);
          ASSERT_TRUE(batch) << told(batch);
          if (!*batch) {
            ++idle;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            continue;
          }
          {
            std::lock_guard const lock(guard);
            for (auto const& row : (*batch)->rows) heard[(*batch)->zone].push_back(row.seq);
          }
          left -= static_cast<int>((*batch)->rows.size());
          ASSERT_TRUE(hear(**batch));
        }
      });
    }
  }

  std::vector<std::int64_t> all(entries);
  for (int i = 0; i < entries; ++i) all[static_cast<std::size_t>(i)] = i + 1;
  EXPECT_EQ(heard["jiaocheng"], all);
  EXPECT_EQ(heard["shangwu"], all);
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(Outbox, shows_a_row_taken_out_and_a_position_that_was_moved) {
  write("jiaocheng");
  auto const run = [&](std::string const& sql) {
    auto const done = database().write([&](db::Connection& at) { return at.script(sql); });
    ASSERT_TRUE(done) << told(done);
  };

  run("UPDATE outbox_reader SET seq = seq + 1 WHERE zone = 'root'");
  EXPECT_THAT(problems(database(), ledger()),
              testing::Contains("ledger.row_strange outbox_reader mail root"));
  run("UPDATE outbox_reader SET seq = seq - 1 WHERE zone = 'root'");
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
  run("DELETE FROM outbox WHERE zone = 'jiaocheng'");
  EXPECT_THAT(problems(database(), ledger()), ElementsAre("ledger.row_missing outbox jiaocheng 1"));
}

}  // namespace
}  // namespace zonebook::ledger
