#include "api/stream_rights.h"

#include <gtest/gtest.h>

#include "access/access_fixture.h"
#include "http/mailbox.h"

namespace zonebook::api {
namespace {

constexpr auto password = "一句自己记得住的长话";

class HeardStreams : public access::AccessFixture {
 protected:
  // Somebody with a role in a zone, who has signed in.
  access::Visitor signed_in(std::string const& login, std::string const& role,
                            std::string const& zone) {
    account_ = account(login, role, zone);
    give_password(account_, password);
    auto const begun =
        access_->sign_ins().sign_in({.login = login, .password = password, .peer = "192.0.2.7"});
    EXPECT_TRUE(begun) << db::told(begun);
    auto visitor = access_->by_cookie(begun->token);
    EXPECT_TRUE(visitor) << db::told(visitor);
    return *visitor;
  }

  // Whether a stream of the visitor's goes on after what was done.
  bool goes_on(access::Visitor const& visitor, std::function<void()> const& act) {
    StreamRights rights(*access_, std::chrono::hours(1));
    auto const channel = std::make_shared<http::Channel>();
    http::EventStream const stream(channel);
    rights.watch(stream.ending(), visitor);
    auto const before = rights.check();
    EXPECT_TRUE(before) << db::told(before);
    EXPECT_FALSE(stream.mailbox()->is_over());
    act();
    auto const after = rights.check();
    EXPECT_TRUE(after) << db::told(after);
    return !stream.mailbox()->is_over();
  }

  std::string grant_of(std::string const& account) {
    auto const found = access_->people().find(account);
    return found && *found && !(*found)->grants.empty() ? (*found)->grants.front().id : "";
  }

  std::string account_;
};
INSTANTIATE_TEST_SUITE_P(Both, HeardStreams, db::both_dialects, db::dialect_name);

TEST_P(HeardStreams, go_on_while_nothing_changes) {
  auto const wang = signed_in("wang", "manager", "east");

  EXPECT_TRUE(goes_on(wang, [] {}));
  EXPECT_TRUE(goes_on(wang, [&] { account("li", "manager", "east"); }));
}

TEST_P(HeardStreams, end_when_the_session_ends) {
  auto const wang = signed_in("wang", "manager", "east");

  EXPECT_FALSE(goes_on(wang, [&] { EXPECT_TRUE(access_->sign_out(wang)); }));
}

TEST_P(HeardStreams, end_when_the_session_has_been_idle_too_long) {
  auto const wang = signed_in("wang", "manager", "east");

  EXPECT_FALSE(goes_on(wang, [&] { clock_.step(access::session_idle_micros + 1); }));
}

TEST_P(HeardStreams, end_when_the_grant_is_revoked_by_another_process) {
  auto const wang = signed_in("wang", "manager", "east");
  auto const other = another();

  EXPECT_FALSE(
      goes_on(wang, [&] { EXPECT_TRUE(other->people().revoke(admin_, grant_of(wang.account))); }));
}

TEST_P(HeardStreams, end_when_a_grant_in_another_zone_is_added) {
  auto const wang = signed_in("wang", "manager", "east");

  EXPECT_FALSE(goes_on(wang, [&] {
    EXPECT_TRUE(access_->people().grant(
        admin_, {.account = wang.account, .role = "manager", .zone = "west"}));
  }));
}

TEST_P(HeardStreams, end_when_the_account_is_closed) {
  auto const wang = signed_in("wang", "manager", "east");

  EXPECT_FALSE(goes_on(wang, [&] { EXPECT_TRUE(access_->people().close(admin_, wang.account)); }));
}

TEST_P(HeardStreams, of_a_token_end_when_it_is_revoked) {
  auto const wang = signed_in("wang", "manager", "east");
  auto const made =
      access_->make_token(wang, {.account = "", .name = "示例程序"}, {.password = password});
  ASSERT_TRUE(made) << db::told(made);
  auto const program = access_->by_bearer(made->token);
  ASSERT_TRUE(program) << db::told(program);

  EXPECT_FALSE(goes_on(*program, [&] { EXPECT_TRUE(access_->revoke_token(wang, made->id)); }));
}

TEST_P(HeardStreams, do_not_keep_a_session_alive) {
  auto const wang = signed_in("wang", "manager", "east");
  auto const before = access_->sessions().read(wang.session);
  clock_.step(access::session_idle_micros / 2);

  EXPECT_TRUE(goes_on(wang, [] {}));

  auto const after = access_->sessions().read(wang.session);
  ASSERT_TRUE(before && *before && after && *after);
  EXPECT_EQ((*before)->used, (*after)->used);
}

TEST_P(HeardStreams, that_are_gone_are_forgotten) {
  auto const wang = signed_in("wang", "manager", "east");
  StreamRights rights(*access_, std::chrono::hours(1));
  auto const channel = std::make_shared<http::Channel>();
  auto stream = std::make_unique<http::EventStream>(channel);
  auto const end = stream->ending();
  rights.watch(end, wang);
  stream.reset();

  EXPECT_FALSE(end.is_there());
  EXPECT_TRUE(rights.check());
  end.end();  // of nothing, nothing
}

}  // namespace
}  // namespace zonebook::api
