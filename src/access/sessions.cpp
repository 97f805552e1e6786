#include "access/sessions.h"

#include <algorithm>

#include "access/sql.h"
#include "ledger/refusal.h"

namespace zonebook::access {
namespace {

constexpr std::size_t name_longest = 80;

Instant later(Instant from, std::int64_t micros) { return Instant(from.micros() + micros); }

Instant end_of(Instant begun, Instant used) {
  return std::min(later(used, session_idle_micros), later(begun, session_longest_micros));
}

ApiTokens::Held token_in(db::Row const& row, int first) {
  ApiTokens::Held held{.name = std::string(row.text(first)),
                       .zone = std::string(row.text(first + 1)),
                       .role = std::string(row.text(first + 2)),
                       .made = Instant(row.integer(first + 3)),
                       .expires = Instant(row.integer(first + 4))};
  if (!row.is_null(first + 5)) held.used = Instant(row.integer(first + 5));
  return held;
}

}  // namespace

Result<Sessions::Begun> Sessions::begin(std::string const& account, std::string const& peer) {
  Begun begun;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    begun = TRY(begin(at, account, peer));
    return {};
  }));
  return begun;
}

Result<Sessions::Begun> Sessions::begin(db::Connection& at, std::string const& account,
                                        std::string const& peer, By by) {
  auto const moment = TRY(times_.real(at));
  TRY(at.run(sql::forget_sessions,
             {moment.micros() - session_idle_micros, moment.micros() - session_longest_micros}));
  Begun begun{.token = new_token(), .csrf = {}, .expires = end_of(moment, moment)};
  auto const id = digest(begun.token);
  begun.csrf = csrf_of(id);
  std::int64_t const by_code = by == By::code ? 1 : 0;
  TRY(at.run(sql::add_session, {id, account, moment.micros(), moment.micros(), peer, by_code}));
  return begun;
}

Result<std::optional<Sessions::Held>> Sessions::read(std::string const& id) {
  Instant moment;
  return read(id, moment);
}

Result<std::optional<Sessions::Held>> Sessions::read(std::string const& id, Instant& moment) {
  std::optional<Held> held;
  auto const at = TRY(database_.read());
  moment = TRY(times_.real(*at));
  TRY(at->each(sql::find_session, {id}, [&](db::Row const& row) -> Result<void> {
    held = Held{.account = std::string(row.text(0)),
                .id = id,
                .begun = Instant(row.integer(1)),
                .by_code = row.integer(3) != 0,
                .used = Instant(row.integer(2))};
    held->expires = end_of(held->begun, held->used);
    return {};
  }));
  if (!held || held->expires <= moment) return std::optional<Held>();
  return held;
}

Result<std::optional<Sessions::Held>> Sessions::find(std::string_view token) {
  if (!is_token(token)) return std::nullopt;
  Instant moment;
  auto held = TRY(read(digest(token), moment));
  if (!held) return held;
  if (moment.micros() - held->used.micros() >= session_touch_micros) {
    // A disk that is full does not end sessions before their time.
    auto const touched = database_.write([&](db::Connection& at) -> Result<void> {
      at.change_nothing_kept();
      TRY(at.run(sql::touch_session, {moment.micros(), held->id, moment.micros()}));
      return {};
    });
    if (touched) held->expires = end_of(held->begun, moment);
  }
  return held;
}

Result<std::vector<Sessions::Held>> Sessions::list(std::string const& account) {
  auto const at = TRY(database_.read());
  auto const moment = TRY(times_.real(*at));
  std::vector<Held> all;
  TRY(at->each(sql::list_sessions, {account}, [&](db::Row const& row) -> Result<void> {
    Held one{.account = account,
             .id = std::string(row.text(0)),
             .begun = Instant(row.integer(1)),
             .expires = end_of(Instant(row.integer(1)), Instant(row.integer(2)))};
    if (one.expires > moment) all.push_back(std::move(one));
    return {};
  }));
  return all;
}

Result<bool> Sessions::end(std::string const& account, std::string const& id) {
  bool was_there = false;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    auto const ended = TRY(at.run(sql::end_session, {account, id}));
    was_there = ended > 0;
    return {};
  }));
  return was_there;
}

Result<void> Sessions::end_all(db::Connection& at, std::string const& account) {
  TRY(at.run(sql::end_sessions, {account}));
  return {};
}

Result<void> Sessions::prove(db::Connection& at, std::string const& account,
                             std::string const& id) {
  TRY(at.run(sql::end_other_sessions, {account, id}));
  TRY(at.run(sql::prove_session, {account, id}));
  return {};
}

std::string Sessions::csrf_of(std::string const& id) const { return keyed(id, csrf_key_); }

bool Sessions::is_csrf_of(std::string const& id, std::string_view given) const {
  return !id.empty() && are_equal(csrf_of(id), given);
}

Result<ApiTokens::Made> ApiTokens::make(New const& wanted) {
  bool const is_named = !wanted.name.empty() && wanted.name.size() <= name_longest;
  bool const lasts = wanted.lasts_micros > 0 && wanted.lasts_micros <= api_token_longest_micros;
  if (!is_named || !lasts) return invalid({"access.wrong_token", {}}, "token");
  Made made{.id = {}, .token = new_token(), .expires = {}};
  made.id = digest(made.token);
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    auto const moment = TRY(times_.real(at));
    made.expires = later(moment, wanted.lasts_micros);
    TRY(at.run(sql::add_token, {made.id, wanted.account, wanted.name, wanted.zone, wanted.role,
                                moment.micros(), made.expires.micros()}));
    return {};
  }));
  return made;
}

Result<std::unordered_set<std::string>> living_ids(db::Connection& at, Times const& times) {
  std::unordered_set<std::string> ids;
  auto const take = [&](db::Row const& row) -> Result<void> {
    ids.emplace(row.text(0));
    return {};
  };
  auto const moment = TRY(times.real(at));
  TRY(at.each(sql::living_sessions,
              {moment.micros() - session_idle_micros, moment.micros() - session_longest_micros},
              take));
  TRY(at.each(sql::living_tokens, {moment.micros()}, take));
  return ids;
}

Result<std::optional<ApiTokens::Held>> ApiTokens::read(std::string const& id) {
  Instant moment;
  return read(id, moment);
}

Result<std::optional<ApiTokens::Held>> ApiTokens::read(std::string const& id, Instant& moment) {
  std::optional<Held> held;
  auto const at = TRY(database_.read());
  moment = TRY(times_.real(*at));
  TRY(at->each(sql::find_token, {id}, [&](db::Row const& row) -> Result<void> {
    held = token_in(row, 1);
    held->account = row.text(0);
    held->id = id;
    return {};
  }));
  if (!held || held->expires <= moment) return std::optional<Held>();
  return held;
}

Result<std::optional<ApiTokens::Held>> ApiTokens::find(std::string_view token) {
  if (!is_token(token)) return std::nullopt;
  Instant moment;
  auto held = TRY(read(digest(token), moment));
  if (!held) return held;
  if (!held->used || moment.micros() - held->used->micros() >= session_touch_micros) {
    auto const touched = database_.write([&](db::Connection& at) -> Result<void> {
      at.change_nothing_kept();
      TRY(at.run(sql::touch_token, {moment.micros(), held->id}));
      return {};
    });
    if (touched) held->used = moment;
  }
  return held;
}

Result<std::vector<ApiTokens::Held>> ApiTokens::list(std::string const& account) {
  auto const at = TRY(database_.read());
  std::vector<Held> all;
  TRY(at->each(sql::list_tokens, {account}, [&](db::Row const& row) -> Result<void> {
    auto one = token_in(row, 1);
    one.id = row.text(0);
    one.account = account;
    all.push_back(std::move(one));
    return {};
  }));
  return all;
}

Result<void> ApiTokens::revoke(std::string const& account, std::string const& id) {
  std::int64_t gone = 0;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    gone = TRY(at.run(sql::revoke_token, {account, id}));
    return {};
  }));
  if (gone > 0) return {};
  return ledger::refuse(Error::Code::not_found, {"access.no_token", {}}, Json::object(), "token");
}

Result<void> ApiTokens::end_all(db::Connection& at, std::string const& account) {
  TRY(at.run(sql::end_tokens, {account}));
  return {};
}

}  // namespace zonebook::access
