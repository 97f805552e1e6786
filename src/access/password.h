// Passwords as argon2id hashes (RFC 9106; t=2, 19 MiB, one lane: OWASP's floor), by libsodium.
//
//   auto hash = TRY(passwords.hash("correct horse"));       // "$argon2id$v=19$m=19456,t=2,p=1$…"
//   auto agrees = TRY(passwords.agrees(hash, "correct horse"));
//
// Promises
//   1. No more than `at_once` are computed at a time, so sign-ins hold at most at_once × 19 MiB;
//      the others wait, and after ten seconds are told to come again; at once where eight wait, so
//      that no flood of sign-ins holds all threads.
//   2. agrees() of no hash at all costs the same as of one: nobody learns by time which accounts
//      there are.
//
// Threads: all functions from any.

#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zonebook::access {

constexpr std::size_t password_shortest = 10, password_longest = 200;  // in code points

class Passwords {
 public:
  explicit Passwords(int at_once = 2) : free_(at_once) {}

  //   invalid      access.wrong_password_length
  //   unavailable  access.busy
  Result<std::string> hash(std::string_view password);
  // false without a hash, after as long.
  //   unavailable  access.busy
  Result<bool> agrees(std::optional<std::string> const& hash, std::string_view password);

 private:
  class Turn;
  Result<void> wait();

  std::mutex mutex_;
  std::condition_variable freed_;
  int free_, waiting_ = 0;
};

// What is asked of a new password: nothing but its length (NIST SP 800-63B 5.1.1.2).
Result<void> check_password(std::string_view);

}  // namespace zonebook::access
