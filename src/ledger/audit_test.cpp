// The audit chain: whole and in one order whoever writes, and every change to it is noticed.

#include "ledger/audit.h"

#include <gmock/gmock.h>

#include <thread>

#include "ledger/ledger_fixture.h"

namespace zonebook::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Audit : public LedgerFixture {
 protected:
  Result<void> write(std::string const& about) {
    return database().write([&](db::Connection& at) {
      return audit(at, {.act = act::exported, .actor = "示例人员02", .about = about},
                   clock().now());
    });
  }

  std::vector<std::string> abouts(std::int64_t after = 0, std::int64_t limit = 1000) {
    auto const reader = *database().read();
    auto const rows = audit_page(*reader, after, limit);
    EXPECT_TRUE(rows) << told(rows);
    std::vector<std::string> all;
    for (auto const& row : *rows) all.push_back(row.about);
    return all;
  }

  void script(std::string const& sql) {
    auto const done = database().write([&](db::Connection& at) { return at.script(sql); });
    ASSERT_TRUE(done) << told(done);
  }
};

INSTANTIATE_TEST_SUITE_P(Both, Audit, db::both_dialects, db::dialect_name);

TEST_P(Audit, is_read_in_its_order_page_by_page) {
  for (auto const* about : {"a", "b", "c"}) ASSERT_TRUE(write(about));

  EXPECT_THAT(abouts(0, 2), ElementsAre("a", "b"));
  EXPECT_THAT(abouts(2), ElementsAre("c"));
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(Audit, forgets_an_act_whose_transaction_is_undone) {
  ASSERT_TRUE(write("a"));
  auto const undone = database().write([&](db::Connection& at) -> Result<void> {
    TRY(audit(at, {.act = act::exported, .actor = "示例人员02", .about = "b"}, clock().now()));
    return invalid({"ledger.invalid_entry", {}});
  });
  ASSERT_FALSE(undone);
  ASSERT_TRUE(write("c"));

  EXPECT_THAT(abouts(), ElementsAre("a", "c"));
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(Audit, has_neither_gaps_nor_forks_when_many_write_at_once) {
  constexpr int writers = 4;
  constexpr int acts = 25;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < writers; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < acts; ++i) EXPECT_TRUE(write("x"));
      });
    }
  }

  EXPECT_EQ(abouts().size(), std::size_t{writers * acts});
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(Audit, shows_an_end_that_was_cut_off) {
  for (auto const* about : {"a", "b"}) ASSERT_TRUE(write(about));

  script("DELETE FROM audit WHERE seq = 2");
  EXPECT_THAT(problems(database(), ledger()), ElementsAre("ledger.audit_cut 1"));
  script("DELETE FROM audit_head");
  EXPECT_THAT(problems(database(), ledger()), ElementsAre("ledger.audit_cut 1"));
}

}  // namespace
}  // namespace zonebook::ledger
