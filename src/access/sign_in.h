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
//      failure both.  While one waits no password is looked at.
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

// 小单位: one administrator, a second factor for whoever wants one.  三级: everybody needs one, and
// the three administrators are three people (等保 2.0 三级: 系统管理员、安全管理员、审计管理员).
enum class Setting : std::uint8_t { small_unit, level_three };
constexpr int failures_of_login_free = 5, failures_of_peer_free = 20;
constexpr std::int64_t wait_first_micros = 30 * second_micros;
constexpr std::int64_t wait_longest_micros = 3600 * second_micros;
constexpr std::int64_t failures_forgotten_micros = std::int64_t{24} * 3600 * second_micros;

class SignIns {
 public:
  SignIns(db::Database& database, People& people, Sessions& sessions, Passwords& passwords,
          Clock const& real, Key const& key, Setting setting)
      : database_(database),
        people_(people),
        sessions_(sessions),
        passwords_(passwords),
        real_(real),
        key_(key.derived("totp")),
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

  Setting setting() const { return setting_; }

 private:
  enum class Counted : std::uint8_t { login, peer };
  struct Secrets {
    std::optional<std::string> password;
    std::optional<std::string> factor;  // sealed; in use
    std::int64_t last_step = 0;
  };

  Result<void> check_wait(Attempt const&);
  Result<std::int64_t> waits_until(db::Connection&, Counted, std::string const& who, Instant now);
  Result<void> count_failure(Attempt const&);
  Result<Secrets> secrets_of(std::string const& account);
  Result<bool> use_code(db::Connection&, std::string const& account, std::string const& code);
  Result<void> audit_act(db::Connection&, std::string_view act, std::string const& actor,
                         std::string const& about, Json details);
  Result<Invitation> make_invitation(std::string const& account, std::string const& by);

  db::Database& database_;
  People& people_;
  Sessions& sessions_;
  Passwords& passwords_;
  Clock const& real_;
  Key key_;
  Setting setting_;
};

}  // namespace zonebook::access
