// Sessions, API tokens and links of invitation: bearer secrets of which the database holds digests
// alone, so that who reads it, or a backup, can use none.
//
//   auto session = TRY(sessions.begin(account, peer));     // session.token goes into the cookie
//   auto held = TRY(sessions.find(token));                 // with every request
//   csrf_of(…)                                             // what a form must send back
//
// Promises
//   1. A session ends 30 min after its last request (or up to a minute sooner, for uses are kept by
//      the minute), 12 h after it began, when it is ended, when its account's password is changed
//      or reset or its second factor dropped, or set up in another session; in every process.
//   2. A token is told once, when it is made; a link serves once.
//   3. Time is the database's clock where several processes share one, never the sample's.
//
// Cost: one row read a request; one write a minute of use, for the idle time.  Threads: all
// functions from any.

#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "access/crypt.h"
#include "access/times.h"
#include "base/instant.h"
#include "db/database.h"

namespace zonebook::access {

constexpr std::int64_t second_micros = 1'000'000;
constexpr std::int64_t session_idle_micros = 30 * 60 * second_micros;
constexpr std::int64_t session_longest_micros = 12 * 3600 * second_micros;
constexpr std::int64_t session_touch_micros = 60 * second_micros;
constexpr std::int64_t invitation_micros = std::int64_t{7} * 24 * 3600 * second_micros;
constexpr std::int64_t api_token_longest_micros = std::int64_t{366} * 24 * 3600 * second_micros;

class Sessions {
 public:
  Sessions(db::Database& database, Times const& times, Key const& key)
      : database_(database), times_(times), csrf_key_(key.derived("csrf")) {}

  struct Begun {
    std::string token;  // told once
    std::string csrf;
    Instant expires;
  };
  // Whether a code of the second factor was shown for it.
  enum class By : std::uint8_t { password, code };
  Result<Begun> begin(std::string const& account, std::string const& peer);
  // Within the caller's transaction.
  Result<Begun> begin(db::Connection&, std::string const& account, std::string const& peer,
                      By = By::password);

  struct Held {
    std::string account, id;  // id: the digest, by which the session is listed and ended
    Instant begun, expires;
    bool by_code = false;  // it has shown a code of the second factor
    Instant used = {};     // to the minute
  };
  // nullopt: there is none, or it has ended.
  Result<std::optional<Held>> find(std::string_view token);
  // By its id, without counting as a use.
  Result<std::optional<Held>> read(std::string const& id);
  Result<std::vector<Held>> list(std::string const& account);
  // Whether there was one.
  Result<bool> end(std::string const& account, std::string const& id);
  Result<void> end_all(db::Connection&, std::string const& account);
  // This one has shown a code; those that have not end.
  Result<void> prove(db::Connection&, std::string const& account, std::string const& id);

  // Of a session's id: only this deployment makes it, and it is another for each session.
  std::string csrf_of(std::string const& id) const;
  bool is_csrf_of(std::string const& id, std::string_view given) const;

 private:
  Result<std::optional<Held>> read(std::string const& id, Instant& moment);

  db::Database& database_;
  Times times_;
  Key csrf_key_;
};

// The ids of all sessions and API tokens that have not ended.
Result<std::unordered_set<std::string>> living_ids(db::Connection&, Times const&);

// Named, for programs, with an end: what its account may, or of that one role, one zone and below.
class ApiTokens {
 public:
  ApiTokens(db::Database& database, Times const& times) : database_(database), times_(times) {}

  struct New {
    std::string account, name;
    std::string zone = {};  // narrows the account's grants to this and below; empty: all
    std::string role = {};  // to this role; empty: all
    std::int64_t lasts_micros = 90 * std::int64_t{24} * 3600 * second_micros;
  };
  struct Made {
    std::string id, token;  // told once
    Instant expires;
  };
  //   invalid  access.wrong_token: no name, or it would last longer than a year
  Result<Made> make(New const&);

  struct Held {
    std::string id, account, name, zone, role;
    Instant made, expires;
    std::optional<Instant> used;  // to the minute
  };
  Result<std::optional<Held>> find(std::string_view token);
  // By its id, without counting as a use.
  Result<std::optional<Held>> read(std::string const& id);
  Result<std::vector<Held>> list(std::string const& account);
  //   not_found  access.no_token
  Result<void> revoke(std::string const& account, std::string const& id);
  // Of an account whose password or second factor was reset.
  static Result<void> end_all(db::Connection&, std::string const& account);

 private:
  Result<std::optional<Held>> read(std::string const& id, Instant& moment);

  db::Database& database_;
  Times times_;
};

}  // namespace zonebook::access
