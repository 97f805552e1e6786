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
            "access.nothing_there");
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
  EXPECT_NE(canonical(own->letter).find(open_), std::string::npos);
  EXPECT_EQ(key_of(acts.letter_of(leader("示例人员03"), waiting)), "no error");
  EXPECT_EQ(key_of(acts.letter_of(visitor("province", "east", "", "示例人员07"), waiting)),
            "access.may_not");
  EXPECT_EQ(key_of(acts.letter_of(leader("示例人员03"), open_)), "access.nothing_there");
}

// Its letter is for few; that it waits is told to many.
TEST_P(Proposing, tells_paper_and_reason_in_its_letter_alone) {
  auto letter = retire(kept_);
  letter.set("source", Json::string("示例企业X投资协议第3页"));
  letter.set("reason", Json::string("示例企业X不来了"));
  auto const receipt = access_->acts().propose(officer(), letter);
  ASSERT_TRUE(receipt) << db::told(receipt);
  auto const waiting = receipt->made.front().second;

  auto at = *ledger_->read("east");
  auto const entries = *at.history(waiting);
  ASSERT_FALSE(entries.empty());
  for (auto const& entry : entries) {
    EXPECT_EQ(entry.source, "");
    EXPECT_EQ(entry.reason, "");
  }
  ASSERT_EQ(decide(leader("示例人员02", named_), approve, waiting), "no error");
  auto after = *ledger_->read("east");
  EXPECT_EQ(after.history(kept_)->back().source, "示例企业X投资协议第3页");
}

TEST_P(Proposing, of_what_is_confidential_is_for_its_people_to_decide) {
  auto const waiting = proposed(officer(), kept_);

  EXPECT_EQ(decide(leader("示例人员03"), approve, waiting), "access.nothing_there");
  EXPECT_EQ(key_of(access_->acts().letter_of(leader("示例人员03"), waiting)),
            "access.nothing_there");
  EXPECT_EQ(decide(leader("示例人员02", named_), approve, waiting), "no error");
}

// Whether a record is there is not learned from how its answer differs.
TEST_P(Proposing, of_a_zone_that_is_not_one_s_own_is_not_told_from_none) {
  auto const waiting = proposed(officer(), open_);
  auto const stranger = visitor("leader", "west", "", "示例人员05");
  auto& acts = access_->acts();

  for (auto const& id : {waiting, std::string("east.999.1"), std::string("nowhere.1.1")}) {
    for (auto const decision : {approve, reject, withdraw}) {
      EXPECT_EQ(decide(stranger, decision, id), "access.nothing_there") << id;
    }
    EXPECT_EQ(key_of(acts.letter_of(stranger, id)), "access.nothing_there") << id;
  }
}

// Its own letter gives nobody back a right that a token, a revoked role or a setting took.
TEST_P(Proposing, is_read_and_withdrawn_only_by_a_proposer_who_still_has_the_right) {
  auto const waiting = proposed(officer(), open_);
  auto& acts = access_->acts();
  auto without_role = officer();
  without_role.grants.clear();
  auto const elsewhere = visitor("manager", "west", mine_, "示例人员01");

  for (auto const& one : {without_role, elsewhere}) {
    EXPECT_EQ(key_of(acts.letter_of(one, waiting)), "access.may_not");
    EXPECT_EQ(decide(one, withdraw, waiting), "access.may_not");
    EXPECT_EQ(acts.own_proposals(one)->size(), 0U);
  }
  EXPECT_EQ(acts.own_proposals(officer())->size(), 1U);
  EXPECT_EQ(decide(officer(), withdraw, waiting), "no error");
}

TEST_P(Proposing, is_approved_only_while_its_proposer_may_still_propose_it) {
  auto const wang = account("wang", "manager", "east", mine_);
  auto const by = *access_->people().visitor(wang);
  auto const first = proposed(by, open_), second = proposed(by, kept_);

  auto const strict = another(Setting::level_three);
  auto const no_factor =
      strict->acts().decide(leader("示例人员03"), {.decision = approve, .proposal = first});
  EXPECT_EQ(key_of(no_factor), "access.proposer_may_not");
  ASSERT_TRUE(access_->people().revoke(admin_, by.grants.front().id));
  EXPECT_EQ(decide(leader("示例人员03"), approve, first), "access.proposer_may_not");
  ASSERT_TRUE(access_->people().close(admin_, wang));
  EXPECT_EQ(decide(leader("示例人员03"), approve, first), "access.proposer_may_not");
  EXPECT_EQ(decide(leader("示例人员02", named_), approve, second), "access.proposer_may_not");

  EXPECT_TRUE(ledger_->read("east")->as_of(open_, day())->version);
  EXPECT_EQ(decide(leader("示例人员03"), reject, first), "no error");
}

class ProposingAtTheRoot : public AccessFixture {
 protected:
  std::shared_ptr<ledger::SecondPerson const> second_person() const override {
    return ledger::second_person_of_retired("enterprise");
  }
};
INSTANTIATE_TEST_SUITE_P(Both, ProposingAtTheRoot, db::both_dialects, db::dialect_name);

// What belongs to the whole tree waits at the root, where who proposed it has no role.
TEST_P(ProposingAtTheRoot, is_seen_and_withdrawn_by_who_made_it) {
  auto const firm = make("root", "enterprise", R"("name":"示例企业")");
  auto const mine = visitor("registrar", "east", "", "示例人员01");
  auto const other = visitor("registrar", "east", "", "示例人员02");
  auto& acts = access_->acts();
  auto const receipt =
      acts.propose(mine, letter("root", R"({"kind":"retire","register":"enterprise","id":")" +
                                            firm + R"(","valid_from":"2023-01-01"})"));
  ASSERT_TRUE(receipt) << db::told(receipt);
  auto const waiting = receipt->made.front().second;

  auto const own = acts.own_proposals(mine);
  ASSERT_TRUE(own) << db::told(own);
  ASSERT_EQ(own->size(), 1U);
  EXPECT_EQ(own->front().id, waiting);
  EXPECT_EQ(acts.own_proposals(other)->size(), 0U);
  EXPECT_EQ(acts.own_proposals(Visitor())->size(), 0U);
  EXPECT_EQ(key_of(acts.letter_of(mine, waiting)), "no error");
  EXPECT_EQ(key_of(acts.letter_of(other, waiting)), "access.nothing_there");
  Acts::Deciding const withdrawing{.decision = withdraw, .proposal = waiting};
  EXPECT_EQ(key_of(acts.decide(other, withdrawing)), "access.nothing_there");
  EXPECT_EQ(key_of(acts.decide(mine, {.decision = approve, .proposal = waiting})),
            "access.may_not");
  EXPECT_EQ(key_of(acts.decide(mine, withdrawing)), "no error");
  EXPECT_EQ(acts.own_proposals(mine)->size(), 0U);
}

// What was said when it was decided may tell as much as the letter.
TEST_P(Proposing, tells_what_was_said_of_it_to_those_who_see_its_letter) {
  auto const waiting = proposed(officer(), open_);
  auto& acts = access_->acts();
  EXPECT_EQ(acts.letter_of(officer(), waiting)->note, "");
  ASSERT_TRUE(acts.decide(leader("示例人员03"),
                          {.decision = reject, .proposal = waiting, .reason = "示例意见"}));

  auto const told = acts.letter_of(officer(), waiting);

  ASSERT_TRUE(told) << db::told(told);
  EXPECT_EQ(told->note, "示例意见");
  EXPECT_EQ(told->decided_by, "示例人员03");
}

}  // namespace
}  // namespace zonebook::access
