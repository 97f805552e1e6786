// The few primitives that this room needs, by libsodium: tokens that nobody can guess, their
// digests, and boxes for what must be read again.
//
//   auto const token = new_token();                    // 43 characters of base64url, 256 bits
//   digest(token)                                      // what a table holds of it
//   auto box = seal(secret, key, "totp/" + account);   // authenticated; bound to what it is of
//
// Threads: all functions from any.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zonebook::access {

// 32 bytes, of a key file's 64 hexadecimal digits; nullopt if it is none.
class Key {
 public:
  static std::optional<Key> of(std::string_view hexadecimal);
  // A key for one purpose, so that no key serves two.
  Key derived(std::string_view purpose) const;
  std::string_view bytes() const { return bytes_; }

 private:
  explicit Key(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

std::string random_bytes(std::size_t);
std::string new_token();
bool is_token(std::string_view);                  // of that form
std::string digest(std::string_view);             // BLAKE2b-256, 64 hexadecimal digits
std::string keyed(std::string_view, Key const&);  // the same, that only a holder of the key makes
bool are_equal(std::string_view, std::string_view);  // in time that does not tell where they differ

// XChaCha20-Poly1305, in hexadecimal; `of` is authenticated and not in it.
std::string seal(std::string_view bytes, Key const&, std::string_view of);
std::optional<std::string> unseal(std::string_view sealed, Key const&, std::string_view of);

}  // namespace zonebook::access
