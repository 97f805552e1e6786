// Between zones: an offer and an acceptance that cite each other, step by step, and each way in
// which they might not.

#include "ledger/offers.h"

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/test_zones.h"

namespace zonebook::ledger {
namespace {

using test_zones::change_of;

constexpr auto west = "root.3.2";

std::string offer(std::string const& recipient, std::string const& from) {
  return change_of("create", "offer", "new:o", from,
                   R"(,"fields":{"recipient":")" + recipient + R"(","content":"示例线索"})");
}

std::string acceptance(std::string const& of, std::string const& from) {
  return change_of("create", "acceptance", "new:a", from, R"(,"fields":{"offer":")" + of + R"("})");
}

std::string naming(std::string const& id, std::string const& acceptance, std::string const& from) {
  auto const value = acceptance.empty() ? "null" : '"' + acceptance + '"';
  return change_of("correct", "offer", id, from, R"(,"fields":{"acceptance":)" + value + "}");
}

class OffersTest : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    open_ = test_zones::made_with_three(this->open());
    offer_ = must("east", offer(west, "2023-11-01"));
  }

  // The id that was made, if one was.
  std::string must(std::string const& zone, std::string const& change) {
    auto const receipt = open_->change(zone, change);
    EXPECT_TRUE(receipt) << db::told(receipt);
    return receipt && !receipt->made.empty() ? receipt->made[0].second : "";
  }

  // The key; nothing may have changed, and both languages have a sentence.
  std::string refusal(std::string const& zone, std::string const& changes) {
    auto const before = dump(*open_->database, *open_->catalog);
    auto const receipt = open_->change(zone, changes);
    EXPECT_EQ(dump(*open_->database, *open_->catalog), before);
    if (receipt) return "none";
    auto const& says = receipt.error().says;
    EXPECT_NE(render(says, Language::zh), render(says, Language::en));
    EXPECT_NE(receipt.error().where, "");
    return says.key;
  }

  // Offered on 11-01, accepted on 11-05, and both cite each other from then on.
  void hand_over() {
    acceptance_ = must("west", acceptance(offer_, "2023-11-05"));
    must("east", naming(offer_, acceptance_, "2023-11-05"));
  }

  void expect_sound() {
    EXPECT_THAT(problems(*open_->database, *open_->ledger), testing::IsEmpty());
  }

  std::unique_ptr<test_zones::Open> open_;
  std::string offer_, acceptance_;
};
INSTANTIATE_TEST_SUITE_P(Both, OffersTest, db::both_dialects, db::dialect_name);

TEST_P(OffersTest, and_acceptances_cite_each_other) {
  hand_over();

  auto snapshot = *open_->ledger->read("west");
  auto const accepted = *snapshot.as_of(acceptance_, *Date::parse("2023-12-31"));
  auto const offered = *snapshot.as_of(offer_, *Date::parse("2023-12-31"));
  ASSERT_TRUE(accepted.version && offered.version);
  EXPECT_EQ(std::get<std::string>(accepted.version->values[0]), offer_);
  EXPECT_EQ(std::get<std::string>(offered.version->values[2]), acceptance_);
  expect_sound();
}

TEST_P(OffersTest, are_accepted_by_the_zone_to_which_they_are_made) {
  EXPECT_EQ(refusal("park", acceptance(offer_, "2023-11-05")), "ledger.offer_not_to_zone");
  EXPECT_EQ(refusal("east", acceptance(offer_, "2023-11-05")), "ledger.offer_not_to_zone");
  hand_over();
  EXPECT_EQ(refusal("east", change_of("correct", "offer", offer_, "2023-11-01",
                                      R"(,"fields":{"recipient":"root.3.3"})")),
            "ledger.offer_not_to_zone");
}

TEST_P(OffersTest, are_made_to_another_zone) {
  EXPECT_EQ(refusal("west", offer(west, "2023-11-01")), "ledger.offer_to_itself");
}

TEST_P(OffersTest, cannot_be_accepted_before_they_are_made_or_once_they_are_withdrawn) {
  EXPECT_EQ(refusal("west", acceptance(offer_, "2023-10-31")), "ledger.offer_withdrawn");
  must("east", change_of("retire", "offer", offer_, "2023-11-20"));
  EXPECT_EQ(refusal("west", acceptance(offer_, "2023-11-20")), "ledger.offer_withdrawn");
  EXPECT_EQ(refusal("west", acceptance(offer_, "2023-11-19")), "ledger.offer_withdrawn");
}

TEST_P(OffersTest, are_answered_once) {
  hand_over();
  EXPECT_EQ(refusal("west", acceptance(offer_, "2023-11-05")), "ledger.offer_answered");
  EXPECT_EQ(refusal("west", acceptance(offer_, "2024-11-05")), "ledger.offer_answered");
}

TEST_P(OffersTest, are_open_again_where_an_acceptance_was_a_mistake) {
  auto const mistake = must("west", acceptance(offer_, "2023-11-05"));
  must("west", change_of("retire", "acceptance", mistake, "2023-11-05"));
  must("west", acceptance(offer_, "2023-11-06"));
  expect_sound();
}

TEST_P(OffersTest, name_no_acceptance_but_their_own_and_not_before_its_day) {
  auto const other = must("east", offer(west, "2023-11-01"));
  auto const theirs = must("west", acceptance(other, "2023-11-05"));
  auto const own = must("west", acceptance(offer_, "2023-11-05"));

  EXPECT_EQ(refusal("east", naming(offer_, theirs, "2023-11-05")), "ledger.acceptance_elsewhere");
  EXPECT_EQ(refusal("east", naming(offer_, own, "2023-11-04")), "ledger.acceptance_elsewhere");
  must("east", naming(offer_, own, "2023-11-05"));
  expect_sound();
}

TEST_P(OffersTest, are_not_withdrawn_while_an_acceptance_cites_them) {
  must("west", acceptance(offer_, "2023-11-05"));
  for (auto const* day : {"2023-11-01", "2023-11-20"}) {
    EXPECT_EQ(refusal("east", change_of("retire", "offer", offer_, day)), "ledger.referred");
  }
}

TEST_P(OffersTest, hold_an_acceptance_that_they_name) {
  hand_over();
  auto const other = must("east", offer(west, "2023-11-01"));
  for (auto const* day : {"2023-11-05", "2023-11-20"}) {
    EXPECT_EQ(refusal("west", change_of("retire", "acceptance", acceptance_, day)),
              "ledger.referred");
  }
  EXPECT_EQ(refusal("west", change_of("correct", "acceptance", acceptance_, "2023-11-05",
                                      R"(,"fields":{"offer":")" + other + R"("})")),
            "ledger.referred");
}

TEST_P(OffersTest, are_undone_from_both_ends_in_turn) {
  hand_over();
  must("east", naming(offer_, "", "2023-11-05"));
  must("west", change_of("retire", "acceptance", acceptance_, "2023-11-05"));
  must("east", change_of("retire", "offer", offer_, "2023-11-01"));
  expect_sound();
}

TEST_P(OffersTest, of_what_is_none_are_dangling_references_like_any) {
  EXPECT_EQ(refusal("west", acceptance("east.99.1", "2023-11-05")), "ledger.reference");
  EXPECT_EQ(refusal("west", acceptance(west, "2023-11-05")), "ledger.reference");
  EXPECT_EQ(refusal("east", naming(offer_, "west.99.1", "2023-11-05")), "ledger.reference");
  EXPECT_EQ(refusal("east", naming(offer_, west, "2023-11-05")), "ledger.reference");
  EXPECT_EQ(refusal("east", offer("root.99.1", "2023-11-01")), "ledger.reference");
  EXPECT_EQ(refusal("east", offer(offer_, "2023-11-01")), "ledger.reference");
}

}  // namespace
}  // namespace zonebook::ledger
