// What signing in counts, checks and keeps.  Inside access/, but for the names of its acts.
//
// Threads: values.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/sessions.h"
#include "base/json.h"

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
constexpr std::int64_t login_halves_micros = 3600 * second_micros;
constexpr std::int64_t peer_halves_micros = 600 * second_micros;
constexpr std::int64_t failures_forgotten_micros = std::int64_t{24} * 3600 * second_micros;

struct Secrets {
  std::optional<std::string> password;
  std::optional<std::string> factor, factor_new;  // sealed
  std::int64_t last_step = 0;
};
// What a check of password and code came to.
enum class Came : std::uint8_t { right, wrong, code_wanted };

// What was found right, by which enter() sees that it still is.
struct Checked {
  Came came = Came::wrong;
  std::int64_t step = 0;               // of the code; 0: none was asked
  std::optional<std::string> password  // the hash
      = {};
};

// In the zone of the account that it is about.
struct Kept {
  std::string_view act;
  std::string actor, about;
  std::string zone = {};
  Json details = Json::object();
};

}  // namespace zonebook::access
