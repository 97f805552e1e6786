// Shares of one record add up on each day on which there are any, and a refused entry changes
// nothing.

#include "ledger/shares.h"

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/test_zones.h"

namespace zonebook::ledger {
namespace {

using test_zones::change_of;
using testing::HasSubstr;

std::string share(std::string const& of, std::string const& percent, std::string const& from,
                  std::string const& to = "9999-12-31") {
  static int made = 0;
  return change_of("create", "share", "new:" + std::to_string(++made), from,
                   R"(,"valid_to":")" + to + R"(","fields":{"of":")" + of + R"(","percent":")" +
                       percent + R"("})");
}

std::string set(std::string const& id, std::string const& percent, std::string const& from,
                std::string const& to = "9999-12-31") {
  return change_of("change", "share", id, from,
                   R"(,"valid_to":")" + to + R"(","fields":{"percent":")" + percent + R"("})");
}

class SharesTest : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    open_ = test_zones::made_with_three(this->open());
    for (auto const* zone : {"east", "east", "root"}) {
      things_.push_back(must(zone, change_of("create", "thing", "new:t", "2023-01-01",
                                             R"(,"fields":{"name":"示例项目"})"))[0]);
    }
    p_ = things_[0];
  }

  // The ids that were made.
  std::vector<std::string> must(std::string const& zone, std::string const& changes) {
    std::vector<std::string> ids;
    auto const receipt = open_->change(zone, changes);
    EXPECT_TRUE(receipt) << db::told(receipt);
    if (!receipt) return {"none", "none", "none"};
    for (auto const& [label, id] : receipt->made) ids.push_back(id);
    return ids;
  }

  // The key; nothing may have changed.
  Error refused(std::string const& zone, std::string const& changes) {
    auto const before = dump(*open_->database, *open_->catalog);
    auto receipt = open_->change(zone, changes);
    EXPECT_FALSE(receipt) << changes;
    EXPECT_EQ(dump(*open_->database, *open_->catalog), before);
    return receipt ? Error{} : receipt.error();
  }
  std::string refusal(std::string const& zone, std::string const& changes) {
    return refused(zone, changes).says.key;
  }

  // Of a refusal: "FROM TO SUM" of each stretch.
  static std::vector<std::string> stretches(Error const& error) {
    std::vector<std::string> said;
    auto const* days = error.details ? error.details->find("days") : nullptr;
    for (auto const& day : days ? days->items() : std::vector<Json>{}) {
      said.push_back(std::string(*day.text_at("valid_from")) + " " +
                     std::string(*day.text_at("valid_to")) + " " +
                     std::string(*day.text_at("sum")));
    }
    return said;
  }

  void expect_sound() {
    EXPECT_THAT(problems(*open_->database, *open_->ledger), testing::IsEmpty());
  }

  std::unique_ptr<test_zones::Open> open_;
  std::vector<std::string> things_;
  std::string p_;
};
INSTANTIATE_TEST_SUITE_P(Both, SharesTest, db::both_dialects, db::dialect_name);

TEST_P(SharesTest, add_up_over_the_rows_that_one_entry_sets) {
  must("east", share(p_, "60.00", "2023-01-01") + "," + share(p_, "39.99", "2023-01-01") + "," +
                   share(p_, "0.01", "2023-01-01"));
  expect_sound();
}

TEST_P(SharesTest, that_do_not_add_up_are_refused_with_the_days_and_the_sum) {
  auto const error = refused(
      "east", share(p_, "60", "2023-01-01", "2023-07-01") + "," + share(p_, "45.5", "2023-03-01"));

  EXPECT_EQ(error.says.key, "ledger.shares");
  EXPECT_EQ(error.where, p_);
  EXPECT_THAT(stretches(error),
              testing::ElementsAre("2023-01-01 2023-03-01 60", "2023-03-01 2023-07-01 105.5",
                                   "2023-07-01 9999-12-31 45.5"));
  EXPECT_THAT(render(error.says, Language::en),
              HasSubstr("from 2023-01-01 until 2023-03-01 they add up to 60 and not to 100"));
  EXPECT_THAT(render(error.says, Language::zh),
              HasSubstr("2023-01-01 起、2023-03-01 以前相加是 60，应当正好是 100"));
}

TEST_P(SharesTest, move_from_one_to_another_on_a_day_within_one_entry) {
  auto const ids =
      must("east", share(p_, "60", "2023-01-01") + "," + share(p_, "40", "2023-01-01"));

  EXPECT_EQ(stretches(refused("east", set(ids[0], "70", "2023-06-01"))),
            std::vector<std::string>{"2023-06-01 9999-12-31 110"});
  EXPECT_EQ(stretches(refused(
                "east", set(ids[0], "70", "2023-06-01") + "," + set(ids[1], "30", "2023-06-02"))),
            std::vector<std::string>{"2023-06-01 2023-06-02 110"});
  must("east", set(ids[0], "70", "2023-06-01") + "," + set(ids[1], "30", "2023-06-01"));
  expect_sound();
}

TEST_P(SharesTest, are_asked_for_in_the_last_state_of_an_entry_alone) {
  auto const ids =
      must("east", share(p_, "60", "2023-01-01") + "," + share(p_, "40", "2023-01-01"));

  must("east", set(ids[0], "99", "2023-02-01") + "," + set(ids[0], "60", "2023-02-01"));
  expect_sound();
}

TEST_P(SharesTest, make_room_for_a_third_from_a_day_on) {
  auto const ids =
      must("east", share(p_, "60", "2023-01-01") + "," + share(p_, "40", "2023-01-01"));

  EXPECT_EQ(stretches(refused("east", share(p_, "10", "2023-06-01", "2023-09-01"))),
            std::vector<std::string>{"2023-06-01 2023-09-01 110"});
  must("east", set(ids[0], "50", "2023-06-01", "2023-09-01") + "," +
                   share(p_, "10", "2023-06-01", "2023-09-01"));
  expect_sound();
}

TEST_P(SharesTest, end_and_return_together) {
  auto const ids =
      must("east", share(p_, "60", "2023-01-01") + "," + share(p_, "40", "2023-01-01"));
  auto const end = [&](std::size_t i) {
    return change_of("retire", "share", ids[i], "2023-06-01");
  };

  EXPECT_EQ(stretches(refused("east", end(0))),
            std::vector<std::string>{"2023-06-01 9999-12-31 40"});
  auto const receipt = open_->change("east", end(0) + "," + end(1));
  ASSERT_TRUE(receipt) << db::told(receipt);
  auto const back = [&](std::size_t i) {
    return R"({"kind":"restore","register":"share","id":")" + ids[i] + R"(","entry":)" +
           std::to_string(receipt->seq) + "}";
  };
  EXPECT_EQ(refusal("east", back(1)), "ledger.shares");
  must("east", back(0) + "," + back(1));
  expect_sound();
}

TEST_P(SharesTest, are_asked_for_where_a_share_leaves_and_where_it_arrives) {
  auto const ids =
      must("east", share(p_, "60", "2023-01-01") + "," + share(p_, "40", "2023-01-01"));
  auto const move = [&](std::size_t i) {
    return change_of("correct", "share", ids[i], "2023-01-01",
                     R"(,"fields":{"of":")" + things_[1] + R"("})");
  };

  EXPECT_EQ(refusal("east", move(0)), "ledger.shares");
  must("east", move(0) + "," + move(1));
  expect_sound();
}

TEST_P(SharesTest, are_recorded_by_the_zone_that_holds_the_record) {
  EXPECT_EQ(refusal("east", share(things_[2], "100", "2023-01-01")), "ledger.share_elsewhere");
  must("root", share(things_[2], "100", "2023-01-01"));
  expect_sound();
}

TEST_P(SharesTest, say_what_they_are_when_their_record_is_merged) {
  auto const ids =
      must("east", share(p_, "60", "2023-01-01") + "," + share(p_, "40", "2023-01-01"));
  auto const merge =
      change_of("retire", "thing", p_, "2023-01-01", R"(,"same_as":")" + things_[1] + '"');

  EXPECT_EQ(refusal("east", merge), "ledger.share_merged");
  must("east", merge + "," + change_of("retire", "share", ids[0], "2023-01-01") + "," +
                   change_of("retire", "share", ids[1], "2023-01-01"));
  EXPECT_EQ(refusal("east", share(p_, "100", "2023-01-01")), "ledger.share_merged");
  expect_sound();
}

}  // namespace
}  // namespace zonebook::ledger
