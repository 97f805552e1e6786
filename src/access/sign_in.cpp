#include "access/sign_in.h"

#include <algorithm>

#include "access/sql.h"
#include "access/totp.h"
#include "base/unicode.h"
#include "ledger/refusal.h"
#include "ledger/system_entry.h"

namespace zonebook::access {
namespace {

using ledger::refuse;

constexpr std::string_view of_login = "login", of_peer = "peer";
constexpr std::size_t login_longest = 200;

struct Failures {
  std::int64_t count = 0;
  Instant until;
};

std::int64_t wait_after(std::int64_t failures, std::int64_t free) {
  if (failures < free) return 0;
  auto const doublings = std::min<std::int64_t>(failures - free, 20);
  return std::min(wait_first_micros << doublings, wait_longest_micros);
}

Result<Failures> read_failures(db::Connection& at, std::string_view kind, std::string const& who,
                               Instant now) {
  Failures found;
  TRY(at.each(sql::lock_failures, {who}, [](db::Row const&) -> Result<void> { return {}; }));
  TRY(at.each(sql::read_failures, {kind, who}, [&](db::Row const& row) -> Result<void> {
    if (now.micros() - row.integer(1) >= failures_forgotten_micros) return {};
    found = {row.integer(0), Instant(row.integer(2))};
    return {};
  }));
  return found;
}

std::unexpected<Error> wrong_sign_in() {
  return refuse(Error::Code::forbidden, {"access.wrong_sign_in", {}});
}

}  // namespace

Result<Sessions::Begun> SignIns::sign_in(Attempt const& given) {
  auto attempt = given;
  attempt.login = normalise(attempt.login.substr(0, login_longest));
  TRY(count_attempt(attempt));
  auto const account = TRY(people_.find_login(attempt.login));
  std::int64_t step = 0;
  auto const came = TRY(check(account, attempt, step));
  if (came == Came::code_wanted) {
    TRY(database_.write(
        [&](db::Connection& at) { return take_back(at, of_login, hidden(attempt.login)); }));
    return refuse(Error::Code::forbidden, {"access.code_wanted", {}});
  }
  if (came == Came::right) {
    auto begun = TRY(enter(*account, attempt, step));
    if (begun) return std::move(*begun);
  }
  TRY(tell_failure(account, attempt));
  return wrong_sign_in();
}

// Counted before anything is looked at, so that a hundred attempts at once are no more than five.
Result<void> SignIns::count_attempt(Attempt const& attempt) {
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.real(at));
    TRY(check_wait(at, of_peer, hidden(attempt.peer), now));
    TRY(check_wait(at, of_login, hidden(attempt.login), now));
    return add_failure(at, of_login, hidden(attempt.login), now);
  });
}

Result<void> SignIns::check_wait(db::Connection& at, std::string_view kind, std::string const& who,
                                 Instant now) {
  auto const failures = TRY(read_failures(at, kind, who, now));
  if (failures.until <= now) return {};
  auto const left = failures.until.micros() - now.micros();
  auto const seconds = (left + second_micros - 1) / second_micros;
  return refuse(Error::Code::unavailable, {"access.wait", {{"seconds", std::to_string(seconds)}}},
                Json::object({{"seconds", Json::integer(seconds)}}));
}

Result<void> SignIns::add_failure(db::Connection& at, std::string_view kind, std::string const& who,
                                  Instant now) {
  TRY(at.run(sql::forget_failures, {now.micros() - failures_forgotten_micros}));
  auto const failures = TRY(read_failures(at, kind, who, now));
  auto const count = failures.count + 1;
  auto const free = kind == of_login ? failures_of_login_free : failures_of_peer_free;
  TRY(at.run(sql::set_failures,
             {kind, who, count, now.micros(), now.micros() + wait_after(count, free)}));
  return {};
}

// One that was counted and was none.
Result<void> SignIns::take_back(db::Connection& at, std::string_view kind, std::string const& who) {
  auto const now = TRY(times_.real(at));
  auto const failures = TRY(read_failures(at, kind, who, now));
  TRY(at.run(sql::set_failures, {kind, who, std::max<std::int64_t>(failures.count - 1, 0),
                                 now.micros(), std::int64_t{0}}));
  return {};
}

// As long without an account as with one.
Result<SignIns::Came> SignIns::check(std::optional<Account> const& account, Attempt const& attempt,
                                     std::int64_t& step) {
  auto const secrets = TRY(secrets_of(account ? account->id : ""));
  auto const agrees = TRY(passwords_.agrees(secrets.password, attempt.password));
  if (!account || !agrees) return Came::wrong;
  if (!secrets.factor) return Came::right;
  if (attempt.code.empty()) return Came::code_wanted;
  auto const secret = unseal(*secrets.factor, factor_key_, account->id);
  if (!secret) return Came::wrong;
  auto const at = TRY(database_.read());
  auto const now = TRY(times_.real(*at));
  auto const accepted = accepted_step(*secret, attempt.code, now, secrets.last_step);
  step = accepted.value_or(0);
  return accepted ? Came::right : Came::wrong;
}

Result<void> SignIns::tell_failure(std::optional<Account> const& account, Attempt const& attempt) {
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.real(at));
    TRY(add_failure(at, of_peer, hidden(attempt.peer), now));
    // What was typed as a login may be a password: only one that exists is named.
    return keep(at, act::sign_in_failed, account ? account->login : "", account ? account->id : "",
                Json::object({{"peer", Json::string(attempt.peer)}}));
  });
}

// nullopt: the code was used meanwhile.
Result<std::optional<Sessions::Begun>> SignIns::enter(Account const& account,
                                                      Attempt const& attempt, std::int64_t step) {
  std::optional<Sessions::Begun> begun;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun.reset();
    if (step != 0) {
      auto const used = TRY(at.run(sql::use_step, {step, account.id, step}));
      if (used == 0) return {};
    }
    auto const now = TRY(times_.real(at));
    auto const who = hidden(attempt.login);
    TRY(at.run(sql::set_failures, {of_login, who, std::int64_t{0}, now.micros(), std::int64_t{0}}));
    begun = TRY(sessions_.begin(at, account.id, attempt.peer));
    return keep(at, act::signed_in, account.login, account.id,
                Json::object({{"peer", Json::string(attempt.peer)}}));
  }));
  return begun;
}

Result<Sessions::Begun> SignIns::sign_in_by_card(std::string const& login,
                                                 std::string const& peer) {
  auto const account = TRY(people_.find_login(login));
  if (!account || !account->is_sample_card) {
    return refuse(Error::Code::not_found, {"access.no_card", {}}, Json::object(), "login");
  }
  Sessions::Begun begun;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun = TRY(sessions_.begin(at, account->id, peer));
    return keep(at, act::signed_in, account->login, account->id,
                Json::object({{"card", Json::boolean(true)}, {"peer", Json::string(peer)}}));
  }));
  return begun;
}

Result<SignIns::Secrets> SignIns::secrets_of(std::string const& account) {
  auto const at = TRY(database_.read());
  Secrets found;
  auto const text = [](db::Row const& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(std::string(row.text(column)));
  };
  TRY(at->each(sql::read_secret, {account}, [&](db::Row const& row) -> Result<void> {
    found = {text(row, 0), text(row, 1), text(row, 2), row.integer(3)};
    return {};
  }));
  return found;
}

Result<void> SignIns::keep(db::Connection& at, std::string_view what, std::string const& actor,
                           std::string const& about, Json details) {
  auto const now = TRY(times_.shown(at));
  return ledger::audit(
      at, {.act = std::string(what), .actor = actor, .about = about, .details = std::move(details)},
      now);
}

Result<void> SignIns::tell(std::string_view what, Visitor const& visitor,
                           std::string const& about) {
  return database_.write([&](db::Connection& at) { return keep(at, what, visitor.login, about); });
}

Result<SignIns::Invitation> SignIns::invite(Visitor const& by, std::string const& account) {
  TRY(people_.check_may_manage(by, account));
  return make_invitation(account, by.login);
}

Result<SignIns::Invitation> SignIns::invite_first(std::string const& account) {
  return make_invitation(account, ledger::system_actor);
}

Result<SignIns::Invitation> SignIns::make_invitation(std::string const& account,
                                                     std::string const& by) {
  Invitation made{.token = new_token(), .expires = {}};
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.real(at));
    made.expires = Instant(now.micros() + invitation_micros);
    TRY(at.run(sql::add_invitation, {account, digest(made.token), made.expires.micros()}));
    return keep(at, act::invited, by, account);
  }));
  return made;
}

Result<std::string> SignIns::invited_account(std::string_view token) {
  std::string account;
  auto const at = TRY(database_.read());
  auto const now = TRY(times_.real(*at));
  auto const id = digest(token);
  TRY(at->each(sql::find_invitation, {id}, [&](db::Row const& row) -> Result<void> {
    if (Instant(row.integer(1)) > now) account = row.text(0);
    return {};
  }));
  if (!account.empty()) return account;
  return refuse(Error::Code::not_found, {"access.no_invitation", {}}, Json::object(), "token");
}

Result<Account> SignIns::invited(std::string_view token) {
  auto const id = TRY(invited_account(token));
  auto account = TRY(people_.find(id));
  if (account) return std::move(*account);
  return refuse(Error::Code::not_found, {"access.no_invitation", {}}, Json::object(), "token");
}

Result<Sessions::Begun> SignIns::accept(std::string_view token, std::string const& password,
                                        std::string const& peer) {
  auto const account = TRY(invited(token));
  auto const hash = TRY(passwords_.hash(password));
  std::optional<Sessions::Begun> begun;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun.reset();
    auto const used = TRY(at.run(sql::use_invitation, {digest(token)}));
    if (used == 0) return {};
    TRY(at.run(sql::set_password, {account.id, hash}));
    TRY(sessions_.end_all(at, account.id));
    begun = TRY(sessions_.begin(at, account.id, peer));
    return keep(at, act::password_set, account.login, account.id,
                Json::object({{"by", Json::string("invitation")}}));
  }));
  if (begun) return std::move(*begun);
  return refuse(Error::Code::not_found, {"access.no_invitation", {}}, Json::object(), "token");
}

Result<void> SignIns::change_password(Visitor const& visitor, std::string const& old,
                                      std::string const& fresh) {
  TRY(check_password(fresh));
  Attempt const attempt{.login = visitor.login, .password = old, .peer = "session"};
  TRY(count_attempt(attempt));
  auto const secrets = TRY(secrets_of(visitor.account));
  auto const agrees = TRY(passwords_.agrees(secrets.password, old));
  if (!agrees) return wrong_sign_in();
  auto const hash = TRY(passwords_.hash(fresh));
  return database_.write([&](db::Connection& at) -> Result<void> {
    TRY(take_back(at, of_login, hidden(visitor.login)));
    TRY(at.run(sql::set_password, {visitor.account, hash}));
    TRY(sessions_.end_all(at, visitor.account));
    return keep(at, act::password_set, visitor.login, visitor.account);
  });
}

Result<SignIns::NewFactor> SignIns::begin_factor(Visitor const& visitor) {
  constexpr std::size_t secret_bytes = 20;  // RFC 4226, 4: as long as the digest
  auto const secret = random_bytes(secret_bytes);
  auto const sealed = seal(secret, factor_key_, visitor.account);
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::begin_factor, {visitor.account, sealed}));
    return {};
  }));
  return NewFactor{base32(secret), totp_address(secret, visitor.login)};
}

Result<void> SignIns::confirm_factor(Visitor const& visitor, std::string const& code) {
  auto const secrets = TRY(secrets_of(visitor.account));
  if (!secrets.factor_new) {
    return refuse(Error::Code::not_found, {"access.no_factor", {}}, Json::object(), "code");
  }
  TRY(count_attempt({.login = visitor.login, .password = {}, .peer = "session"}));
  auto const secret = unseal(*secrets.factor_new, factor_key_, visitor.account);
  std::int64_t confirmed = 0;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    confirmed = 0;
    auto const now = TRY(times_.real(at));
    auto const step = secret ? accepted_step(*secret, code, now, 0) : std::nullopt;
    if (!step) return {};
    confirmed = TRY(at.run(sql::confirm_factor, {*step, visitor.account, *secrets.factor_new}));
    if (confirmed == 0) return {};
    TRY(take_back(at, of_login, hidden(visitor.login)));
    return keep(at, act::factor_set, visitor.login, visitor.account);
  }));
  if (confirmed > 0) return {};
  return refuse(Error::Code::forbidden, {"access.wrong_code", {}}, Json::object(), "code");
}

Result<void> SignIns::drop_factor(Visitor const& by, std::string const& account) {
  TRY(people_.check_may_manage(by, account));
  return database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::drop_factor, {account}));
    TRY(sessions_.end_all(at, account));
    return keep(at, act::factor_dropped, by.login, account);
  });
}

Result<bool> SignIns::has_factor(std::string const& account) {
  auto const secrets = TRY(secrets_of(account));
  return secrets.factor.has_value();
}

}  // namespace zonebook::access
