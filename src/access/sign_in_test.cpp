// Signing in: lock-out, sessions, second factor, invitations; what a thief of the database has.

#include "access/sign_in.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "access/access_fixture.h"
#include "access/sql.h"
#include "access/totp.h"

namespace zonebook::access {
namespace {

constexpr auto good = "correct horse battery";
constexpr auto bad = "wrong horse battery";

class SignIn : public AccessFixture {
 protected:
  void SetUp() override {
    AccessFixture::SetUp();
    if (IsSkipped()) return;
    wang_ = account("wang", "manager", "east");
    give_password(wang_, good);
  }

  std::string attempt(std::string const& login, std::string const& password,
                      std::string const& code = "", std::string const& peer = "10.0.0.7") {
    auto const begun = access_->sign_ins().sign_in(
        {.login = login, .password = password, .code = code, .peer = peer});
    if (begun) token_ = begun->token;
    return key_of(begun);
  }
  void wait(std::int64_t seconds) { clock_.step(seconds * second_micros); }
  std::string visit() { return key_of(access_->by_cookie(token_)); }

  // Every value in the tables of this room.
  std::string stored() {
    std::string all;
    auto const at = database_->read();
    for (auto const& [table, columns] : {std::pair("access_secret", 5),
                                         {"access_session", 5},
                                         {"access_token", 8},
                                         {"access_invitation", 3},
                                         {"access_failure", 5},
                                         {"audit", 9},
                                         {"entry", 11}}) {
      auto const read =
          (*at)->each(db::Statement::same("all", std::string("SELECT * FROM ") + table), {},
                      [&, count = columns](db::Row const& row) -> Result<void> {
                        for (int i = 0; i < count; ++i) {
                          auto const value = row.value(i);
                          if (auto const* text = std::get_if<std::string>(&value))
                            all += *text + "\n";
                        }
                        return {};
                      });
      EXPECT_TRUE(read) << db::told(read);
    }
    return all;
  }

  std::string wang_, token_;
};
INSTANTIATE_TEST_SUITE_P(Both, SignIn, db::both_dialects, db::dialect_name);

TEST_P(SignIn, has_statements_that_both_databases_take) {
  auto const at = database_->read();
  for (auto const* statement : sql::all()) {
    auto const checked = (*at)->check(*statement);
    EXPECT_TRUE(checked) << statement->name << " " << db::told(checked);
  }
}

TEST_P(SignIn, takes_the_right_password_and_tells_nothing_of_a_wrong_one) {
  EXPECT_EQ(attempt("wang", good), "no error");
  EXPECT_EQ(visit(), "no error");
  EXPECT_EQ(attempt("wang", bad), "access.wrong_sign_in");
  EXPECT_EQ(attempt("nobody", good), "access.wrong_sign_in");
  auto const without = account("li", "manager", "east");
  EXPECT_EQ(attempt("li", good), "access.wrong_sign_in") << "it has no password yet";
  EXPECT_EQ(attempt("li", ""), "access.wrong_sign_in");
}

TEST_P(SignIn, makes_who_fails_wait_longer_and_longer) {
  for (auto const* login : {"wang", "nobody"}) {
    for (int i = 0; i < failures_of_login_free; ++i) {
      EXPECT_EQ(attempt(login, bad), "access.wrong_sign_in") << login << i;
    }
    EXPECT_EQ(attempt(login, good), "access.wait") << login;
    for (std::int64_t const seconds : {30, 60, 120}) {
      wait(seconds - 1);
      EXPECT_EQ(attempt(login, good, "", "10.0.0.8"), "access.wait") << login << seconds;
      wait(1);
      EXPECT_EQ(attempt(login, bad, "", "10.0.0.9"), "access.wrong_sign_in") << login << seconds;
    }
    wait(3600);
  }
  EXPECT_EQ(attempt("wang", good), "no error");
  for (int i = 0; i + 1 < failures_of_login_free; ++i) attempt("wang", bad, "", "10.0.0.5");
  EXPECT_EQ(attempt("wang", good), "no error") << "a success sets the count back";
}

TEST_P(SignIn, tells_how_long_to_wait_and_forgets_within_a_day) {
  for (int i = 0; i < failures_of_login_free; ++i) attempt("wang", bad);
  auto const refused = access_->sign_ins().sign_in({.login = "wang", .peer = "10.0.0.7"});
  ASSERT_EQ(key_of(refused), "access.wait");
  EXPECT_EQ(refused.error().code, Error::Code::unavailable);
  EXPECT_EQ(refused.error().details->integer_at("seconds"), 30);

  wait(24 * 3600);
  for (int i = 0; i < failures_of_login_free; ++i) {
    EXPECT_EQ(attempt("wang", bad), "access.wrong_sign_in");
  }
}

TEST_P(SignIn, makes_a_peer_wait_that_tries_many_logins) {
  for (int i = 0; i < failures_of_peer_free; ++i) {
    EXPECT_EQ(attempt("login" + std::to_string(i), bad), "access.wrong_sign_in");
  }
  EXPECT_EQ(attempt("wang", good), "access.wait");
  EXPECT_EQ(attempt("wang", good, "", "10.0.0.8"), "no error");
}

TEST_P(SignIn, looks_at_no_more_than_five_passwords_of_many_that_come_at_once) {
  std::vector<std::string> keys(12);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      threads.emplace_back([&, i] {
        keys[i] = key_of(access_->sign_ins().sign_in(
            {.login = "wang", .password = bad, .peer = "10.1.0." + std::to_string(i)}));
      });
    }
  }
  EXPECT_EQ(std::ranges::count(keys, "access.wrong_sign_in"), failures_of_login_free);
  EXPECT_EQ(std::ranges::count(keys, "access.wait"), 12 - failures_of_login_free);
}

TEST_P(SignIn, ends_a_session_when_it_is_idle_too_old_or_signed_out) {
  attempt("wang", good);
  for (int i = 0; i < 23; ++i) {
    wait(29 * 60);
    EXPECT_EQ(visit(), "no error") << i;
  }
  auto const visitor = *access_->by_cookie(token_);
  EXPECT_EQ(visitor.login, "wang");
  wait(53 * 60);
  EXPECT_EQ(visit(), "access.not_signed_in") << "idle";

  attempt("wang", good);
  for (int i = 0; i < 24; ++i) {
    wait(30 * 60 - 1);
    EXPECT_EQ(visit(), "no error") << i;
  }
  wait(24);
  EXPECT_EQ(visit(), "access.not_signed_in") << "12 h";

  attempt("wang", good);
  EXPECT_TRUE(access_->sign_out(*access_->by_cookie(token_)));
  EXPECT_EQ(visit(), "access.not_signed_in");
  EXPECT_THAT(audited(), testing::Contains("signed_out wang"));
}

TEST_P(SignIn, leaves_a_thief_of_the_database_with_nothing_to_use) {
  attempt("wang", good);
  auto const session = token_;
  auto const visitor = *access_->by_cookie(session);
  auto const made = access_->make_token(visitor, {.name = "报表"});
  ASSERT_TRUE(made) << db::told(made);
  auto const li = account("li", "manager", "east");
  auto const invitation = *access_->sign_ins().invite(admin_, li);
  auto const factor = *access_->sign_ins().begin_factor(visitor);
  attempt("wang", "some secret that was mistyped");
  attempt("a password typed as a login", bad);

  auto const all = stored();

  for (auto const& secret :
       {std::string(good), session, made->token, invitation.token, factor.secret,
        access_->csrf_of(visitor), std::string("some secret that was mistyped"),
        std::string("a password typed as a login")}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  }
  EXPECT_NE(all.find(digest(session)), std::string::npos);
  EXPECT_NE(all.find("$argon2id$v=19$m=19456,t=2,p=1$"), std::string::npos);
  EXPECT_EQ(key_of(access_->by_cookie(digest(session))), "access.not_signed_in");
  EXPECT_EQ(key_of(access_->by_bearer(digest(made->token))), "access.not_signed_in");
  EXPECT_EQ(key_of(access_->by_bearer(session)), "access.not_signed_in");
}

TEST_P(SignIn, binds_a_form_to_its_session) {
  attempt("wang", good);
  auto const first = *access_->by_cookie(token_);
  attempt("wang", good);
  auto const second = *access_->by_cookie(token_);

  EXPECT_TRUE(access_->check_csrf(first, access_->csrf_of(first)));
  EXPECT_FALSE(access_->check_csrf(first, access_->csrf_of(second)));
  EXPECT_FALSE(access_->check_csrf(first, ""));
  EXPECT_FALSE(access_->check_csrf(Visitor(), access_->csrf_of(Visitor())));
  EXPECT_EQ(another()->csrf_of(first), access_->csrf_of(first)) << "in every process";
}

TEST_P(SignIn, asks_for_a_code_and_takes_each_once) {
  attempt("wang", good);
  auto const visitor = *access_->by_cookie(token_);
  auto& sign_ins = access_->sign_ins();
  auto const begun = *sign_ins.begin_factor(visitor);
  EXPECT_EQ(attempt("wang", good), "no error") << "it is not confirmed yet";
  auto const code = [&](std::int64_t later) {
    return totp(from_base32(begun.secret), totp_step(clock_.now()) + later);
  };
  EXPECT_EQ(key_of(sign_ins.confirm_factor(visitor, "000000")), "access.wrong_code");
  ASSERT_TRUE(sign_ins.confirm_factor(visitor, code(0)));

  EXPECT_EQ(attempt("wang", good), "access.code_wanted");
  EXPECT_EQ(attempt("wang", bad), "access.wrong_sign_in") << "which of both is not told";
  EXPECT_EQ(attempt("wang", good, code(0)), "access.wrong_sign_in") << "it confirmed the factor";
  EXPECT_EQ(attempt("wang", good, code(1)), "no error");
  EXPECT_EQ(attempt("wang", good, code(1)), "access.wrong_sign_in") << "used";
  EXPECT_EQ(attempt("wang", good, code(0)), "access.wrong_sign_in") << "older than one used";
  wait(60);
  EXPECT_EQ(attempt("wang", good, code(0)), "no error");
  ASSERT_TRUE(sign_ins.drop_factor(admin_, wang_));
  EXPECT_EQ(visit(), "access.not_signed_in");
  EXPECT_EQ(attempt("wang", good), "no error");
  EXPECT_THAT(audited(), testing::IsSupersetOf({"factor_set wang", "factor_dropped admin"}));
}

TEST_P(SignIn, demands_a_code_of_everybody_at_level_three) {
  attempt("wang", good);
  auto const strict = another(Setting::level_three);

  auto const visitor = strict->by_cookie(token_);

  ASSERT_TRUE(visitor) << db::told(visitor);
  EXPECT_TRUE(visitor->needs_second_factor);
  EXPECT_TRUE(visitor->grants.empty());
  auto const begun = *strict->sign_ins().begin_factor(*visitor);
  auto const code = totp(from_base32(begun.secret), totp_step(clock_.now()));
  ASSERT_TRUE(strict->sign_ins().confirm_factor(*visitor, code));
  EXPECT_EQ(strict->by_cookie(token_)->grants.size(), 1u);
}

TEST_P(SignIn, lets_an_invitation_serve_once_and_a_later_one_replace_it) {
  auto& sign_ins = access_->sign_ins();
  auto const li = account("li", "manager", "east");
  auto const first = *sign_ins.invite(admin_, li);
  auto const second = *sign_ins.invite(admin_, li);

  EXPECT_EQ(key_of(sign_ins.invited(first.token)), "access.no_invitation");
  EXPECT_EQ(sign_ins.invited(second.token)->login, "li");
  EXPECT_EQ(key_of(sign_ins.accept(second.token, "short", "p")), "access.wrong_password_length");
  EXPECT_EQ(key_of(sign_ins.accept(second.token, good, "p")), "no error");
  EXPECT_EQ(key_of(sign_ins.accept(second.token, good, "p")), "access.no_invitation");
  auto const third = *sign_ins.invite(admin_, li);
  wait(7 * 24 * 3600);
  EXPECT_EQ(key_of(sign_ins.invited(third.token)), "access.no_invitation");
  EXPECT_EQ(key_of(sign_ins.invite(*access_->people().visitor(wang_), li)),
            "access.may_not_manage");
}

TEST_P(SignIn, ends_all_sessions_with_a_new_password) {
  attempt("wang", good);
  auto const visitor = *access_->by_cookie(token_);
  auto& sign_ins = access_->sign_ins();

  EXPECT_EQ(key_of(sign_ins.change_password(visitor, bad, "another long one")),
            "access.wrong_sign_in");
  ASSERT_TRUE(sign_ins.change_password(visitor, good, "another long one"));

  EXPECT_EQ(visit(), "access.not_signed_in");
  EXPECT_EQ(attempt("wang", good), "access.wrong_sign_in");
  EXPECT_EQ(attempt("wang", "another long one"), "no error");
}

TEST_P(SignIn, gives_a_token_no_more_than_its_account_has) {
  attempt("wang", good);
  auto const visitor = *access_->by_cookie(token_);
  auto const narrow = *access_->make_token(visitor, {.name = "报表", .zone = "park"});
  auto const whole = *access_->make_token(
      visitor, {.name = "接口", .role = "manager", .lasts_micros = 3600 * second_micros});

  EXPECT_EQ(key_of(access_->make_token(visitor, {.name = "x", .zone = "west"})),
            "access.may_not_make_token");
  EXPECT_EQ(key_of(access_->make_token(visitor, {.name = "x", .role = "leader"})),
            "access.may_not_make_token");
  EXPECT_EQ(key_of(access_->make_token(visitor, {.name = ""})), "access.wrong_token");
  auto const by_narrow = *access_->by_bearer(narrow.token);
  EXPECT_TRUE(by_narrow.by_token);
  EXPECT_TRUE(access_->check_csrf(by_narrow, ""));
  EXPECT_EQ(key_of(access_->rights().scope_of(by_narrow, "east")), "access.zone_not_yours");
  EXPECT_EQ(key_of(access_->rights().scope_of(by_narrow, "park")), "no error");
  EXPECT_EQ(key_of(access_->make_token(by_narrow, {.name = "x"})), "access.may_not_make_token");
  wait(3600);
  EXPECT_EQ(key_of(access_->by_bearer(whole.token)), "access.not_signed_in");
  EXPECT_EQ(access_->tokens().list(wang_)->size(), 2u);
  ASSERT_TRUE(access_->revoke_token(visitor, narrow.id));
  EXPECT_EQ(key_of(access_->by_bearer(narrow.token)), "access.not_signed_in");
}

TEST_P(SignIn, by_card_is_for_samples_alone) {
  EXPECT_EQ(key_of(access_->people().add_cards(
                {{.account = {.login = "card", .zone = "east"}, .role = "manager"}})),
            "access.no_sample");
  EXPECT_EQ(key_of(access_->sign_ins().sign_in_by_card("wang", "127.0.0.1")), "access.no_card");
  EXPECT_TRUE(access_->sample_cards()->empty());
}

TEST_P(SignIn, stands_in_the_audit_chain) {
  attempt("wang", good);
  attempt("wang", bad);
  attempt("nobody", bad);

  auto const acts = audited();

  EXPECT_THAT(acts, testing::IsSupersetOf({"account_opened admin", "role_granted admin",
                                           "invited admin", "password_set wang", "signed_in wang",
                                           "sign_in_failed wang", "sign_in_failed "}));
}

}  // namespace
}  // namespace zonebook::access
