// Signing in: password, lock-out, second factor, invitation.  Secrets stand in tables of this room,
// never in the ledger.
//
//   auto begun = TRY(sign_ins.sign_in({.login = "wang", .password = …, .peer = "10.0.0.7"}));
//
// Promises
//   1. Whether an account exists is told by nothing: not by the answer, not by the time it takes,
//      not by the lock-out, which counts logins that do not exist as well.
//   2. After five failures of a login, or twenty of a peer, one has to wait: 30 s, doubling with
//      each further failure, at most an hour; a success sets the login's count back, a day without
//      failure both.  While one waits no password is looked at, and attempts at once on one login
//      are counted before they are.
//   3. A code is used once, in every process.  Its secret is sealed with a key outside the
//      database.
//   4. Sign-ins, failures and changes of secrets stand in the audit chain; passwords and codes
//      nowhere.
//
// Threads: all functions from any, and several processes.

#pragma once

#include "access/password.h"
#include "access/people.h"
#include "access/sessions.h"

namespace zonebook::access {

namespace act {
constexpr auto signed_in = "signed_in";
constexpr auto signed_out = "signed_out";
constexpr auto sign_in_failed = "sign_in_failed";
constexpr auto invited = "invited";
constexpr auto password_set = "password_set";
constexpr auto factor_set = "factor_set";
constexpr auto factor_dropped = "factor_dropped";
constexpr auto token_made = "token_made";
constexpr auto token_revoked = "token_revoked";
}  // namespace act

constexpr int failures_of_login_free = 5, failures_of_peer_free = 20;
constexpr std::int64_t wait_first_micros = 30 * second_micros;
constexpr std::int64_t wait_longest_micros = 3600 * second_micros;
constexpr std::int64_t failures_forgotten_micros = std::int64_t{24} * 3600 * second_micros;

class SignIns {
 public:
  SignIns(db::Database& database, People& people, Sessions& sessions, Passwords& passwords,
          Times const& times, Key const& key, Setting setting)
      : database_(database),
        people_(people),
        sessions_(sessions),
        passwords_(passwords),
        times_(times),
        factor_key_(key.derived("totp")),
        counter_key_(key.derived("failures")),
        setting_(setting) {}

  struct Attempt {
    std::string login, password;
    std::string code = {};  // of the second factor; empty: none
    std::string peer;       // the address, for the lock-out and the audit chain
  };
  //   forbidden    access.wrong_sign_in: login, password or code; which is not told
  //   forbidden    access.code_wanted: the password is right, and a code is needed
  //   unavailable  access.wait: details.seconds
  //   unavailable  access.busy
  Result<Sessions::Begun> sign_in(Attempt const&);
  // Of a sample, on loopback; who calls has seen that it is both.
  //   not_found  access.no_card
  Result<Sessions::Begun> sign_in_by_card(std::string const& login, std::string const& peer);

  // A link by which somebody sets a password: for a new account, or one who forgot.  Told once;
  // an earlier one of the account serves no more.
  struct Invitation {
    std::string token;
    Instant expires;
  };
  Result<Invitation> invite(Visitor const& by, std::string const& account);
  // Of `init` and its first administrator.
  Result<Invitation> invite_first(std::string const& account);
  // Who is invited, without using it up: the login and name.
  //   not_found  access.no_invitation: used, replaced, or too old
  Result<Account> invited(std::string_view token);
  Result<Sessions::Begun> accept(std::string_view token, std::string const& password,
                                 std::string const& peer);

  //   forbidden  access.wrong_sign_in; it counts as a failure
  Result<void> change_password(Visitor const&, std::string const& old, std::string const& fresh);

  // A secret that is not yet in use: it is once a code of it was given.
  struct NewFactor {
    std::string secret, address;  // base32; otpauth://
  };
  Result<NewFactor> begin_factor(Visitor const&);
  //   forbidden  access.wrong_code;  not_found  access.no_factor
  Result<void> confirm_factor(Visitor const&, std::string const& code);
  // By a manager of accounts, for one who lost it.
  Result<void> drop_factor(Visitor const& by, std::string const& account);
  Result<bool> has_factor(std::string const& account);

  // An act of the visitor's own that this room keeps in the audit chain.
  Result<void> tell(std::string_view act, Visitor const&, std::string const& about);

  Setting setting() const { return setting_; }

 private:
  struct Secrets {
    std::optional<std::string> password;
    std::optional<std::string> factor, factor_new;  // sealed
    std::int64_t last_step = 0;
  };
  // What a check of password and code came to.
  enum class Came : std::uint8_t { right, wrong, code_wanted };

  Result<void> count_attempt(Attempt const&);
  Result<void> check_wait(db::Connection&, std::string_view kind, std::string const& who,
                          Instant now);
  Result<void> add_failure(db::Connection&, std::string_view kind, std::string const& who,
                           Instant now);
  Result<void> take_back(db::Connection&, std::string_view kind, std::string const& who);
  Result<Came> check(std::optional<Account> const&, Attempt const&, std::int64_t& step);
  Result<void> tell_failure(std::optional<Account> const&, Attempt const&);
  Result<std::optional<Sessions::Begun>> enter(Account const&, Attempt const&, std::int64_t step);

  Result<Secrets> secrets_of(std::string const& account);
  Result<void> keep(db::Connection&, std::string_view act, std::string const& actor,
                    std::string const& about, Json details = Json::object());
  Result<Invitation> make_invitation(std::string const& account, std::string const& by);
  Result<std::string> invited_account(std::string_view token);
  std::string hidden(std::string const& who) const { return keyed(who, counter_key_); }

  db::Database& database_;
  People& people_;
  Sessions& sessions_;
  Passwords& passwords_;
  Times times_;
  Key factor_key_, counter_key_;
  Setting setting_;
};

}  // namespace zonebook::access
