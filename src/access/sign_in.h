// Signing in: password, lock-out, second factor, invitation.  Secrets stand in tables of this room,
// never in the ledger.
//
//   auto begun = TRY(sign_ins.sign_in({.login = "wang", .password = …, .peer = "10.0.0.7"}));
//
// Promises
//   1. Whether an account exists is told by nothing: not by the answer, not by the time it takes,
//      not by the lock-out, which counts logins that do not exist as well.
//   2. After five failures of a login one has to wait: 30 s, doubling with each further failure, at
//      most an hour; after twenty of a peer, which may be a whole office, 30 s.  Each hour without
//      failure halves a login's count, each ten minutes a peer's; a success, or a new password by
//      invitation, sets the login's back.  While one waits no password is looked at, and attempts
//      at once on one login are counted before they are.  What the server could not look at is no
//      failure.
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
#include "access/sign_in_parts.h"

namespace zonebook::access {

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
  // Of a sample, which is looked at here; that it is asked from loopback, who calls has seen.
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
  // Sets the password and ends the account's sessions and API tokens.  It begins a session unless
  // the account has a second factor, which a link does not show.
  //   forbidden  access.code_wanted: the password is set; sign in with it and a code
  Result<Sessions::Begun> accept(std::string_view token, std::string const& password,
                                 std::string const& peer);

  // That it is still the person of the session: password, and code where there is a factor.
  struct Proof {
    std::string password;
    std::string code = {};
  };
  //   forbidden    access.not_signed_in, access.not_by_token
  //   forbidden    access.wrong_sign_in; it counts as a failure
  //   forbidden    access.code_wanted
  //   unavailable  as sign_in()
  Result<void> prove(Visitor const&, Proof const&);

  // API tokens stay.
  //   forbidden  access.wrong_sign_in; it counts as a failure
  Result<void> change_password(Visitor const&, std::string const& old, std::string const& fresh);

  // A secret that is not yet in use: it is once a code of it was given.
  struct NewFactor {
    std::string secret, address;  // base32; otpauth://
  };
  //   as prove()
  Result<NewFactor> begin_factor(Visitor const&, Proof const&);
  // The account's other sessions end.
  //   forbidden  access.wrong_code, access.not_signed_in, access.not_by_token
  //   not_found  access.no_factor
  Result<void> confirm_factor(Visitor const&, std::string const& code);
  // By a manager of accounts, for one who lost it.
  Result<void> drop_factor(Visitor const& by, std::string const& account);
  Result<bool> has_factor(std::string const& account);

  // An act of the visitor's own that this room keeps in the audit chain.
  Result<void> tell(std::string_view act, Visitor const&, std::string const& about);

  Setting setting() const { return setting_; }

 private:
  Result<void> count_attempt(Attempt const&);
  Result<void> check_wait(db::Connection&, std::string_view kind, std::string const& who,
                          Instant now);
  Result<void> add_failure(db::Connection&, std::string_view kind, std::string const& who,
                           Instant now);
  Result<void> take_back(db::Connection&, std::string_view kind, std::string const& who);
  Result<void> take_back(Attempt const&);
  Result<Checked> check(std::optional<Account> const&, Attempt const&);
  Result<void> tell_failure(std::optional<Account> const&, Attempt const&);
  Result<bool> still_holds(db::Connection&, std::string const& account, Checked const&);
  Result<std::optional<Sessions::Begun>> enter(Account const&, Attempt const&, Checked const&);

  Result<Secrets> secrets_of(std::string const& account);
  static Result<Secrets> secrets_of(db::Connection&, std::string const& account);
  Result<void> keep(db::Connection&, Kept);
  Result<void> check_in_person(Visitor const&) const;
  Result<std::string> home_of(std::string const& account);
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
