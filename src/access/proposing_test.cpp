// Changes that need a second person: who proposes, who looks, who decides (PRODUCT C2).

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access_fixture.h"
#include "base/json.h"
#include "ledger/second_person_fixture.h"

namespace zonebook::access {
namespace {

using enum Acts::Decision;

class Proposing : public AccessFixture {
 protected:
  std::shared_ptr<ledger::SecondPerson const> second_person() const override {
    return ledger::second_person_of_retired("project");
  }
  void SetUp() override {
    AccessFixture::SetUp();
    if (IsSkipped()) return;
    mine_ = make("root", "staff", R"("name":"示例人员01")");
    named_ = make("root", "staff", R"("name":"示例人员02")");
    open_ = project("open");
    kept_ = project("confidential");
  }

  std::string project(std::string const& disclosure) {
    return make("east", "project",
                R"("name":"示例项目01","code_name":"代号","stage":"talks","disclosure":")" +
                    disclosure + R"(","manager":")" + mine_ + R"(","informed":")" + named_ + '"');
  }
  Visitor officer() { return visitor("manager", "east", mine_, "示例人员01"); }
  Visitor leader(std::string const& login, std::string const& me = "") {
    return visitor("leader", "east", me, login);
  }
  Json retire(std::string const& id) const {
    return letter("east", R"({"kind":"retire","register":"project","id":")" + id +
                              R"(","valid_from":"2023-01-01"})");
  }
  // The id of the proposal.
  std::string proposed(Visitor const& by, std::string const& id) {
    auto const receipt = access_->acts().propose(by, retire(id));
    EXPECT_TRUE(receipt) << db::told(receipt);
    return receipt ? receipt->made.front().second : std::string();
  }
  std::string decide(Visitor const& by, Acts::Decision decision, std::string const& proposal) {
    return key_of(access_->acts().decide(by, {.decision = decision, .proposal = proposal}));
  }

  std::string mine_, named_, open_, kept_;
};
INSTANTIATE_TEST_SUITE_P(Both, Proposing, db::both_dialects, db::dialect_name);

TEST_P(Proposing, takes_another_to_approve_who_has_the_right) {
  EXPECT_EQ(key_of(access_->acts().append(officer(), retire(open_))), "ledger.second_person");
  auto const waiting = proposed(officer(), open_);

  EXPECT_EQ(decide(officer(), approve, waiting), "access.may_not");
  EXPECT_EQ(decide(visitor("manager", "east", mine_, "示例人员04"), approve, waiting),
            "access.may_not");
  EXPECT_EQ(decide(visitor("leader", "west", "", "示例人员05"), approve, waiting),
            "access.zone_not_yours");
  EXPECT_EQ(decide(leader("示例人员03"), withdraw, waiting), "ledger.proposal_not_own");
  EXPECT_EQ(decide(leader("示例人员03"), approve, waiting), "no error");

  auto at = *ledger_->read("east");
  EXPECT_FALSE(at.as_of(open_, day())->version);
  EXPECT_EQ(decide(leader("示例人员06"), approve, waiting), "ledger.proposal_decided");
  EXPECT_THAT(audited(), testing::IsSupersetOf(
                             {"proposed 示例人员01", "approved 示例人员03", "refused 示例人员04"}));
}

TEST_P(Proposing, is_never_approved_by_oneself_whatever_the_right) {
  auto const waiting = proposed(leader("示例人员03"), open_);

  EXPECT_EQ(decide(leader("示例人员03"), approve, waiting), "ledger.proposal_own");
  EXPECT_EQ(decide(leader("示例人员03"), reject, waiting), "ledger.proposal_own");
  EXPECT_EQ(decide(leader("示例人员03"), withdraw, waiting), "no error");
}

TEST_P(Proposing, is_looked_at_by_who_proposed_and_who_may_decide) {
  auto const waiting = proposed(officer(), open_);
  auto& acts = access_->acts();

  auto const own = acts.letter_of(officer(), waiting);
  ASSERT_TRUE(own) << db::told(own);
  EXPECT_NE(canonical(*own).find(open_), std::string::npos);
  EXPECT_EQ(key_of(acts.letter_of(leader("示例人员03"), waiting)), "no error");
  EXPECT_EQ(key_of(acts.letter_of(visitor("province", "east", "", "示例人员07"), waiting)),
            "access.may_not");
  EXPECT_EQ(key_of(acts.letter_of(leader("示例人员03"), open_)), "access.nothing_there");
}

TEST_P(Proposing, of_what_is_confidential_is_for_its_people_to_decide) {
  auto const waiting = proposed(officer(), kept_);

  EXPECT_EQ(decide(leader("示例人员03"), approve, waiting), "access.nothing_there");
  EXPECT_EQ(key_of(access_->acts().letter_of(leader("示例人员03"), waiting)),
            "access.nothing_there");
  EXPECT_EQ(decide(leader("示例人员02", named_), approve, waiting), "no error");
}

}  // namespace
}  // namespace zonebook::access
