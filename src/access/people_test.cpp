// Accounts and grants: whose they are to give, and from when they hold.

#include "access/people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access_fixture.h"

namespace zonebook::access {
namespace {

class Accounts : public AccessFixture {
 protected:
  // The manager of the accounts of east.
  Visitor east_admin() {
    return *access_->people().visitor(account("east_admin", "administrator", "east"));
  }
  std::size_t grants_of(std::string const& account) {
    auto const visitor = access_->people().visitor(account);
    return visitor ? visitor->grants.size() : 99;
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Accounts, db::both_dialects, db::dialect_name);

TEST_P(Accounts, hold_what_is_granted_in_a_zone_and_below_in_every_process) {
  auto const other = another();
  auto const wang = account("wang", "manager", "east");

  auto const visitor = *other->people().visitor(wang);

  ASSERT_EQ(visitor.grants.size(), 1u);
  EXPECT_EQ(visitor.login, "wang");
  EXPECT_EQ(visitor.home, "east");
  EXPECT_EQ(visitor.grants[0].zones, (std::set<std::string>{"east", "park"}));
  ASSERT_TRUE(access_->people().revoke(admin_, visitor.grants[0].id));
  EXPECT_TRUE(other->people().visitor(wang)->grants.empty());
}

TEST_P(Accounts, hold_a_grant_from_its_day_to_its_day) {
  auto const wang = account("wang", "manager", "east");
  ASSERT_TRUE(access_->people().grant(admin_, {.account = wang,
                                               .role = "leader",
                                               .zone = "west",
                                               .from = Date::parse("2023-07-01"),
                                               .to = Date::parse("2023-07-03")}));

  EXPECT_EQ(grants_of(wang), 1u);
  clock_.set("2023-07-01T02:00:00Z");
  EXPECT_EQ(grants_of(wang), 2u);
  clock_.set("2023-07-03T02:00:00Z");
  EXPECT_EQ(grants_of(wang), 1u);
}

TEST_P(Accounts, are_managed_where_their_manager_has_the_right) {
  auto& people = access_->people();
  auto const by = east_admin();

  auto const li = people.open(by, {.login = "li", .name = "李某", .zone = "park"});
  ASSERT_TRUE(li) << db::told(li);
  EXPECT_EQ(key_of(people.open(by, {.login = "x1", .name = "某", .zone = "west"})),
            "access.may_not_manage");
  EXPECT_EQ(key_of(people.open(by, {.login = "x2", .name = "某", .zone = "root"})),
            "access.may_not_manage");
  EXPECT_EQ(key_of(people.grant(by, {.account = *li, .role = "leader", .zone = "root"})),
            "access.may_not_manage");
  EXPECT_EQ(key_of(people.grant(by, {.account = *li, .role = "nobody", .zone = "park"})),
            "access.no_role");
  EXPECT_EQ(key_of(people.grant(by, {.account = by.account, .role = "leader", .zone = "east"})),
            "access.own_grant");
  EXPECT_TRUE(people.grant(by, {.account = *li, .role = "leader", .zone = "park"}));
  auto const plain = *people.visitor(*li);
  EXPECT_EQ(key_of(people.open(plain, {.login = "x3", .name = "某", .zone = "park"})),
            "access.may_not_manage");
  EXPECT_EQ(key_of(people.close(by, by.account)), "access.own_grant");
}

// Whoever could send a link to an account with more rights would have them.
TEST_P(Accounts, with_a_role_elsewhere_are_not_reset_by_the_manager_of_their_home) {
  auto const by = east_admin();
  auto const wang = account("wang", "manager", "east");
  EXPECT_TRUE(access_->sign_ins().invite(by, wang));

  ASSERT_TRUE(access_->people().grant(admin_, {.account = wang, .role = "leader", .zone = "root"}));

  EXPECT_EQ(key_of(access_->sign_ins().invite(by, wang)), "access.may_not_manage");
  EXPECT_EQ(key_of(access_->sign_ins().drop_factor(by, wang)), "access.may_not_manage");
  EXPECT_EQ(key_of(access_->people().close(by, wang)), "access.may_not_manage");
  EXPECT_EQ(key_of(access_->sign_ins().invite(by, by.account)), "access.own_grant");
}

TEST_P(Accounts, that_are_closed_come_in_no_more_and_their_login_is_never_given_again) {
  auto& people = access_->people();
  auto const wang = account("wang", "manager", "east");
  give_password(wang, "correct horse battery");
  auto const session = *access_->sessions().begin(wang, "10.0.0.7");
  auto const token = *access_->make_token(*access_->by_cookie(session.token), {.name = "报表"});

  ASSERT_TRUE(people.close(admin_, wang));

  EXPECT_EQ(key_of(people.visitor(wang)), "access.no_account");
  EXPECT_EQ(key_of(access_->by_cookie(session.token)), "access.not_signed_in");
  EXPECT_EQ(key_of(access_->by_bearer(token.token)), "access.not_signed_in");
  EXPECT_EQ(key_of(access_->sign_ins().sign_in(
                {.login = "wang", .password = "correct horse battery", .peer = "p"})),
            "access.wrong_sign_in");
  clock_.set("2023-08-01T02:00:00Z");
  EXPECT_EQ(key_of(people.open(admin_, {.login = "wang", .name = "某", .zone = "east"})),
            "access.login_taken");
  EXPECT_THAT(audited(), testing::Contains("account_closed admin"));
}

TEST_P(Accounts, are_begun_once) {
  EXPECT_EQ(key_of(access_->people().begin({.login = "second", .name = "某", .zone = "root"},
                                           "administrator")),
            "access.has_accounts");
}

TEST_P(Accounts, are_listed_to_the_zone_they_are_of) {
  account("wang", "manager", "east");
  account("zhao", "leader", "west");
  auto const logins = [&](std::string const& zone) {
    std::vector<std::string> all;
    auto const listed = *access_->people().list(zone);
    for (auto const& one : listed) all.push_back(one.login);
    return all;
  };

  EXPECT_EQ(logins("east"), (std::vector<std::string>{"wang"}));
  EXPECT_EQ(logins("root"), (std::vector<std::string>{"admin", "wang", "zhao"}));
}

TEST_P(Accounts, do_not_both_manage_and_read_the_log_at_level_three) {
  auto const strict = another(Setting::level_three);
  auto const both = account("both", "administrator", "east");
  auto const separate = account("log", "supervision", "east");

  EXPECT_EQ(key_of(strict->people().grant(
                admin_, {.account = both, .role = "supervision", .zone = "east"})),
            "access.separate_duties");
  EXPECT_EQ(key_of(strict->people().grant(
                admin_, {.account = separate, .role = "administrator", .zone = "west"})),
            "access.separate_duties");
  EXPECT_EQ(key_of(access_->people().grant(
                admin_, {.account = both, .role = "supervision", .zone = "east"})),
            "no error");
}

}  // namespace
}  // namespace zonebook::access
