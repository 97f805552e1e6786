#include "api/kept_reads.h"

#include <gtest/gtest.h>

#include "db/database_fixture.h"

namespace zonebook::api {
namespace {

using std::chrono::milliseconds;

class Kept : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    database_ = open();
    change();
    reads_ = std::make_unique<KeptReads>(*database_, [this] { return now_; });
  }

  void change() {
    auto const script = "CREATE TABLE t" + std::to_string(++tables_) + " (id BIGINT PRIMARY KEY)";
    auto const written =
        database_->write([&](db::Connection& at) -> Result<void> { return at.script(script); });
    ASSERT_TRUE(written) << db::told(written);
  }

  KeptReads::State state(Date today = *Date::parse("2023-12-31")) const {
    return *reads_->state(today);
  }

  std::string answer(KeptReads::State const& state, std::string const& key) const {
    auto const kept = reads_->answer(state, key);
    return kept ? std::get<std::string>(kept->body) : "nothing";
  }

  std::unique_ptr<db::Database> database_;
  std::unique_ptr<KeptReads> reads_;
  std::chrono::steady_clock::time_point now_;
  int tables_ = 0;
};

class KeptBySqlite : public Kept {};
INSTANTIATE_TEST_SUITE_P(Only, KeptBySqlite, testing::Values(db::Dialect::sqlite),
                         db::dialect_name);
class KeptByPostgres : public Kept {};
INSTANTIATE_TEST_SUITE_P(Only, KeptByPostgres, testing::Values(db::Dialect::postgres),
                         db::dialect_name);

TEST_P(KeptBySqlite, an_answer_is_the_same_until_something_is_written) {
  auto const before = state();
  reads_->keep(before, "one", http::json("1"));
  EXPECT_EQ(answer(state(), "one"), "1");
  EXPECT_EQ(answer(state(), "two"), "nothing");

  change();
  EXPECT_EQ(answer(state(), "one"), "nothing");
  EXPECT_EQ(answer(before, "one"), "nothing");
}

TEST_P(KeptBySqlite, what_was_read_while_something_was_written_is_not_kept) {
  auto const before = state();
  change();
  reads_->keep(before, "one", http::json("1"));
  EXPECT_EQ(answer(before, "one"), "nothing");
  EXPECT_EQ(answer(state(), "one"), "nothing");
}

TEST_P(KeptBySqlite, another_day_asks_anew) {
  reads_->keep(state(), "one", http::json("1"));
  EXPECT_EQ(answer(state(*Date::parse("2024-01-01")), "one"), "nothing");
}

TEST_P(KeptBySqlite, a_refusal_and_what_is_long_are_not_kept) {
  auto refused = http::json("{}");
  refused.status = 403;
  reads_->keep(state(), "refused", refused);
  reads_->keep(state(), "long", http::json(std::string(KeptReads::answer_bytes_most + 1, 'x')));
  EXPECT_EQ(answer(state(), "refused"), "nothing");
  EXPECT_EQ(answer(state(), "long"), "nothing");
}

TEST_P(KeptBySqlite, begin_anew_where_they_would_be_more_than_their_bound) {
  auto const body = std::string(KeptReads::answer_bytes_most, 'x');
  auto const fit = KeptReads::bytes_most / (body.size() + 3);
  for (std::size_t i = 0; i < fit; ++i) {
    reads_->keep(state(), std::to_string(100 + i), http::json(body));
  }
  EXPECT_EQ(answer(state(), "100"), body);

  reads_->keep(state(), "999", http::json(body));
  EXPECT_EQ(answer(state(), "100"), "nothing");
  EXPECT_EQ(answer(state(), "999"), body);
}

TEST_P(KeptBySqlite, a_visitor_is_asked_for_anew_each_second_and_after_each_change) {
  auto const visitor = std::make_shared<access::Visitor const>(access::Visitor{.account = "a"});
  reads_->keep(state(), "shown", visitor);
  now_ += milliseconds(999);
  EXPECT_EQ(reads_->visitor(state(), "shown"), visitor);
  now_ += milliseconds(1);
  EXPECT_EQ(reads_->visitor(state(), "shown"), nullptr);

  reads_->keep(state(), "shown", visitor);
  change();
  EXPECT_EQ(reads_->visitor(state(), "shown"), nullptr);
}

TEST_P(KeptByPostgres, nothing_for_others_write_too) { EXPECT_FALSE(reads_->state(Date())); }

}  // namespace
}  // namespace zonebook::api
