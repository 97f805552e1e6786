#include "access/sign_in.h"

#include <algorithm>

#include "access/sql.h"
#include "access/totp.h"
#include "base/unicode.h"
#include "ledger/own_clock.h"
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

// A peer may be an office: whoever mistypes there does not shut out the others for long.
std::int64_t wait_after(std::string_view kind, std::int64_t failures) {
  auto const free = kind == of_login ? failures_of_login_free : failures_of_peer_free;
  if (failures < free) return 0;
  if (kind == of_peer) return wait_first_micros;
  auto const doublings = std::min<std::int64_t>(failures - free, 20);
  return std::min(wait_first_micros << doublings, wait_longest_micros);
}

Result<Failures> read_failures(db::Connection& at, std::string_view kind, std::string const& who,
                               Instant now) {
  Failures found;
  TRY(at.each(sql::lock_failures, {who}, [](db::Row const&) -> Result<void> { return {}; }));
  TRY(at.each(sql::read_failures, {kind, who}, [&](db::Row const& row) -> Result<void> {
    auto const passed = now.micros() - row.integer(1);
    if (passed >= failures_forgotten_micros) return {};
    auto const halves = passed / (kind == of_login ? login_halves_micros : peer_halves_micros);
    auto const left = halves < 0 ? row.integer(0) : row.integer(0) >> std::min(halves, 62L);
    found = {left, Instant(row.integer(2))};
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
  auto const checked = check(account, attempt);
  // What could not be looked at is no failure.
  if (!checked || checked->came == Came::code_wanted) TRY(take_back(attempt));
  if (!checked) return std::unexpected(checked.error());
  if (checked->came == Came::code_wanted) {
    return refuse(Error::Code::forbidden, {"access.code_wanted", {}});
  }
  if (checked->came == Came::right) {
    auto begun = TRY(enter(*account, attempt, *checked));
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
  TRY(at.run(sql::set_failures,
             {kind, who, count, now.micros(), now.micros() + wait_after(kind, count)}));
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

Result<void> SignIns::take_back(Attempt const& attempt) {
  return database_.write(
      [&](db::Connection& at) { return take_back(at, of_login, hidden(attempt.login)); });
}

// As long without an account as with one.
Result<Checked> SignIns::check(std::optional<Account> const& account, Attempt const& attempt) {
  auto const secrets = TRY(secrets_of(account ? account->id : ""));
  auto const agrees = TRY(passwords_.agrees(secrets.password, attempt.password));
  Checked checked{.came = Came::wrong, .step = 0, .password = secrets.password};
  if (!account || !agrees) return checked;
  checked.came = Came::right;
  if (!secrets.factor) return checked;
  checked.came = Came::code_wanted;
  if (attempt.code.empty()) return checked;
  checked.came = Came::wrong;
  auto const secret = unseal(*secrets.factor, factor_key_, account->id);
  if (!secret) return checked;
  auto const at = TRY(database_.read());
  auto const now = TRY(times_.real(*at));
  auto const accepted = accepted_step(*secret, attempt.code, now, secrets.last_step);
  checked.step = accepted.value_or(0);
  if (accepted) checked.came = Came::right;
  return checked;
}

// The password may have been changed while it was looked at, the code used; and a factor set.
Result<bool> SignIns::still_holds(db::Connection& at, std::string const& account,
                                  Checked const& checked) {
  auto const secrets = TRY(secrets_of(at, account));
  if (secrets.password != checked.password) return false;
  if (checked.step == 0) return !secrets.factor;
  auto const used = TRY(at.run(sql::use_step, {checked.step, account, checked.step}));
  return used > 0;
}

Result<void> SignIns::tell_failure(std::optional<Account> const& account, Attempt const& attempt) {
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.real(at));
    TRY(add_failure(at, of_peer, hidden(attempt.peer), now));
    // What was typed as a login may be a password: only one that exists is named.
    Kept failure{.act = act::sign_in_failed, .actor = {}, .about = {}};
    if (account) {
      failure.actor = account->login;
      failure.about = account->id;
      failure.zone = account->home;
    }
    failure.details = Json::object({{"peer", Json::string(attempt.peer)}});
    return keep(at, std::move(failure));
  });
}

// nullopt: what was right holds no longer.
Result<std::optional<Sessions::Begun>> SignIns::enter(Account const& account,
                                                      Attempt const& attempt,
                                                      Checked const& checked) {
  std::optional<Sessions::Begun> begun;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun.reset();
    auto const holds = TRY(still_holds(at, account.id, checked));
    if (!holds) return {};
    auto const now = TRY(times_.real(at));
    auto const who = hidden(attempt.login);
    TRY(at.run(sql::set_failures, {of_login, who, std::int64_t{0}, now.micros(), std::int64_t{0}}));
    auto const by = checked.step != 0 ? Sessions::By::code : Sessions::By::password;
    begun = TRY(sessions_.begin(at, account.id, attempt.peer, by));
    return keep(at, {.act = act::signed_in,
                     .actor = account.login,
                     .about = account.id,
                     .zone = account.home,
                     .details = Json::object({{"peer", Json::string(attempt.peer)}})});
  }));
  return begun;
}

Result<Sessions::Begun> SignIns::sign_in_by_card(std::string const& login,
                                                 std::string const& peer) {
  auto const account = TRY(people_.find_login(login));
  bool is_sample = false;
  {
    auto const at = TRY(database_.read());
    auto const own = TRY(ledger::own_clock(*at));
    is_sample = own.has_value();
  }
  if (!is_sample || !account || !account->is_sample_card) {
    return refuse(Error::Code::not_found, {"access.no_card", {}}, Json::object(), "login");
  }
  Sessions::Begun begun;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun = TRY(sessions_.begin(at, account->id, peer));
    return keep(
        at,
        {.act = act::signed_in,
         .actor = account->login,
         .about = account->id,
         .zone = account->home,
         .details = Json::object({{"card", Json::boolean(true)}, {"peer", Json::string(peer)}})});
  }));
  return begun;
}

Result<Secrets> SignIns::secrets_of(std::string const& account) {
  auto const at = TRY(database_.read());
  return secrets_of(*at, account);
}

Result<Secrets> SignIns::secrets_of(db::Connection& at, std::string const& account) {
  Secrets found;
  auto const text = [](db::Row const& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(std::string(row.text(column)));
  };
  TRY(at.each(sql::read_secret, {account}, [&](db::Row const& row) -> Result<void> {
    found = {text(row, 0), text(row, 1), text(row, 2), row.integer(3)};
    return {};
  }));
  return found;
}

Result<void> SignIns::keep(db::Connection& at, Kept kept) {
  auto const now = TRY(times_.shown(at));
  return ledger::audit(at,
                       {.act = std::string(kept.act),
                        .actor = kept.actor,
                        .zone = kept.zone,
                        .about = kept.about,
                        .details = std::move(kept.details)},
                       now);
}

Result<void> SignIns::tell(std::string_view what, Visitor const& visitor,
                           std::string const& about) {
  return database_.write([&](db::Connection& at) {
    return keep(at, {.act = what, .actor = visitor.login, .about = about, .zone = visitor.home});
  });
}

Result<std::string> SignIns::home_of(std::string const& account) {
  auto const one = TRY(people_.find(account));
  return one ? one->home : std::string();
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
  auto const home = TRY(home_of(account));
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(times_.real(at));
    made.expires = Instant(now.micros() + invitation_micros);
    TRY(at.run(sql::add_invitation, {account, digest(made.token), made.expires.micros()}));
    return keep(at, {.act = act::invited, .actor = by, .about = account, .zone = home});
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
  bool is_set = false;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun.reset();
    auto const used = TRY(at.run(sql::use_invitation, {digest(token)}));
    is_set = used > 0;
    if (!is_set) return {};
    TRY(at.run(sql::set_password, {account.id, hash}));
    TRY(sessions_.end_all(at, account.id));
    TRY(ApiTokens::end_all(at, account.id));
    auto const now = TRY(times_.real(at));
    TRY(at.run(sql::set_failures,
               {of_login, hidden(account.login), std::int64_t{0}, now.micros(), std::int64_t{0}}));
    auto const secrets = TRY(secrets_of(at, account.id));
    if (!secrets.factor) begun = TRY(sessions_.begin(at, account.id, peer));
    return keep(at, {.act = act::password_set,
                     .actor = account.login,
                     .about = account.id,
                     .zone = account.home,
                     .details = Json::object({{"by", Json::string("invitation")}})});
  }));
  if (begun) return std::move(*begun);
  if (is_set) return refuse(Error::Code::forbidden, {"access.code_wanted", {}});
  return refuse(Error::Code::not_found, {"access.no_invitation", {}}, Json::object(), "token");
}

Result<void> SignIns::check_in_person(Visitor const& visitor) const {
  if (!visitor.is_somebody()) return refuse(Error::Code::forbidden, {"access.not_signed_in", {}});
  if (visitor.by_token) return refuse(Error::Code::forbidden, {"access.not_by_token", {}});
  return {};
}

Result<void> SignIns::prove(Visitor const& visitor, Proof const& proof) {
  TRY(check_in_person(visitor));
  auto const account = TRY(people_.find(visitor.account));
  Attempt const attempt{
      .login = visitor.login, .password = proof.password, .code = proof.code, .peer = "session"};
  TRY(count_attempt(attempt));
  auto const checked = check(account, attempt);
  if (!checked || checked->came != Came::wrong) TRY(take_back(attempt));
  if (!checked) return std::unexpected(checked.error());
  if (checked->came == Came::code_wanted) {
    return refuse(Error::Code::forbidden, {"access.code_wanted", {}});
  }
  bool holds = false;
  if (checked->came == Came::right) {
    TRY(database_.write([&](db::Connection& at) -> Result<void> {
      holds = TRY(still_holds(at, visitor.account, *checked));
      return {};
    }));
  }
  if (holds) return {};
  TRY(tell_failure(account, attempt));
  return wrong_sign_in();
}

Result<void> SignIns::change_password(Visitor const& visitor, std::string const& old,
                                      std::string const& fresh) {
  TRY(check_in_person(visitor));
  TRY(check_password(fresh));
  auto const account = TRY(people_.find(visitor.account));
  Attempt const attempt{.login = visitor.login, .password = old, .peer = "session"};
  TRY(count_attempt(attempt));
  auto const secrets = TRY(secrets_of(visitor.account));
  auto const agrees = passwords_.agrees(secrets.password, old);
  if (!agrees || *agrees) TRY(take_back(attempt));
  if (!agrees) return std::unexpected(agrees.error());
  if (!*agrees) {
    TRY(tell_failure(account, attempt));
    return wrong_sign_in();
  }
  auto const hash = TRY(passwords_.hash(fresh));
  return database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::set_password, {visitor.account, hash}));
    TRY(sessions_.end_all(at, visitor.account));
    return keep(at, {.act = act::password_set,
                     .actor = visitor.login,
                     .about = visitor.account,
                     .zone = visitor.home});
  });
}

Result<SignIns::NewFactor> SignIns::begin_factor(Visitor const& visitor, Proof const& proof) {
  TRY(prove(visitor, proof));
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
  TRY(check_in_person(visitor));
  auto const account = TRY(people_.find(visitor.account));
  auto const secrets = TRY(secrets_of(visitor.account));
  if (!secrets.factor_new) {
    return refuse(Error::Code::not_found, {"access.no_factor", {}}, Json::object(), "code");
  }
  Attempt const attempt{.login = visitor.login, .password = {}, .peer = "session"};
  TRY(count_attempt(attempt));
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
    TRY(sessions_.prove(at, visitor.account, visitor.session));
    return keep(at, {.act = act::factor_set,
                     .actor = visitor.login,
                     .about = visitor.account,
                     .zone = visitor.home});
  }));
  if (confirmed > 0) return {};
  TRY(tell_failure(account, attempt));
  return refuse(Error::Code::forbidden, {"access.wrong_code", {}}, Json::object(), "code");
}

Result<void> SignIns::drop_factor(Visitor const& by, std::string const& account) {
  TRY(people_.check_may_manage(by, account));
  auto const home = TRY(home_of(account));
  return database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::drop_factor, {account}));
    TRY(sessions_.end_all(at, account));
    TRY(ApiTokens::end_all(at, account));
    return keep(at,
                {.act = act::factor_dropped, .actor = by.login, .about = account, .zone = home});
  });
}

Result<bool> SignIns::has_factor(std::string const& account) {
  auto const secrets = TRY(secrets_of(account));
  return secrets.factor.has_value();
}

}  // namespace zonebook::access
