#include "access/password.h"

#include <sodium.h>

#include "access/crypt.h"
#include "base/utf8.h"

namespace zonebook::access {
namespace {

constexpr unsigned long long turns = 2;
constexpr std::size_t memory_bytes = std::size_t{19} << 20;
constexpr std::chrono::seconds patience{10};
constexpr int waiting_most = 8;

// Of no password at all: what is compared with where there is no account.
constexpr auto nobodys_hash =
    "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

}  // namespace

// One of the few that compute.
class Passwords::Turn {
 public:
  explicit Turn(Passwords& of) : of_(of) {}
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;
  ~Turn() {
    std::lock_guard const lock(of_.mutex_);
    ++of_.free_;
    of_.freed_.notify_one();
  }

 private:
  Passwords& of_;
};

Result<void> Passwords::wait() {
  std::unique_lock lock(mutex_);
  bool is_free = free_ > 0;
  if (!is_free && waiting_ < waiting_most) {
    ++waiting_;
    is_free = freed_.wait_for(lock, patience, [&] { return free_ > 0; });
    --waiting_;
  }
  if (!is_free) return std::unexpected(Error{Error::Code::unavailable, {"access.busy", {}}, ""});
  --free_;
  return {};
}

Result<std::string> Passwords::hash(std::string_view password) {
  TRY(check_password(password));
  TRY(wait());
  Turn const turn(*this);
  static_cast<void>(random_bytes(1));  // the library is ready
  std::string out(crypto_pwhash_STRBYTES, '\0');
  auto const wrong = crypto_pwhash_str_alg(out.data(), password.data(), password.size(), turns,
                                           memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (wrong != 0) {  // no memory
    return std::unexpected(Error{Error::Code::unavailable, {"access.busy", {}}, ""});
  }
  out.resize(out.find('\0'));
  return out;
}

Result<bool> Passwords::agrees(std::optional<std::string> const& hash, std::string_view password) {
  TRY(wait());
  Turn const turn(*this);
  static_cast<void>(random_bytes(1));
  auto const tried = password.substr(0, 4 * password_longest);
  auto const& against = hash ? *hash : std::string(nobodys_hash);
  auto const wrong = crypto_pwhash_str_verify(against.c_str(), tried.data(), tried.size());
  return wrong == 0 && hash.has_value() && tried.size() == password.size();
}

Result<void> check_password(std::string_view password) {
  auto const length = is_utf8(password) ? code_point_count(password) : 0;
  if (length >= password_shortest && length <= password_longest) return {};
  return invalid({"access.wrong_password_length",
                  {{"shortest", std::to_string(password_shortest)},
                   {"longest", std::to_string(password_longest)}}},
                 "password");
}

}  // namespace zonebook::access
