#include "access/crypt.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/result.h"

namespace zonebook::access {
namespace {

using Bytes = unsigned char;
constexpr std::size_t key_bytes = 32, token_bytes = 32;
constexpr auto base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

Bytes const* raw(std::string_view text) { return reinterpret_cast<Bytes const*>(text.data()); }
Bytes* raw(std::string& text) { return reinterpret_cast<Bytes*>(text.data()); }

void begin() {
  static bool const is_there = sodium_init() >= 0;
  CHECK(is_there);
}

std::string hexadecimal(std::string_view bytes) {
  std::string out(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), raw(bytes), bytes.size());
  out.pop_back();
  return out;
}

std::optional<std::string> from_hexadecimal(std::string_view text) {
  std::string out(text.size() / 2, '\0');
  std::size_t size = 0;
  char const* end = nullptr;
  auto const wrong =
      sodium_hex2bin(raw(out), out.size(), text.data(), text.size(), nullptr, &size, &end);
  if (wrong != 0 || end != text.data() + text.size() || 2 * size != text.size()) return {};
  return out;
}

std::string hash(std::string_view bytes, std::string_view key) {
  begin();
  std::string out(crypto_generichash_BYTES, '\0');
  crypto_generichash(raw(out), out.size(), raw(bytes), bytes.size(),
                     key.empty() ? nullptr : raw(key), key.size());
  return out;
}

}  // namespace

std::optional<Key> Key::of(std::string_view hexadecimal_digits) {
  if (hexadecimal_digits.size() != 2 * key_bytes) return {};
  auto bytes = from_hexadecimal(hexadecimal_digits);
  if (!bytes) return {};
  return Key(std::move(*bytes));
}

Key Key::derived(std::string_view purpose) const {
  return Key(hash("zonebook/access/" + std::string(purpose), bytes_));
}

std::string random_bytes(std::size_t count) {
  begin();
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

std::string new_token() {
  auto const bytes = random_bytes(token_bytes);
  std::string out(sodium_base64_encoded_len(bytes.size(), base64), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), base64);
  out.pop_back();
  return out;
}

bool is_token(std::string_view text) {
  constexpr std::size_t length = (token_bytes * 8 + 5) / 6;
  return text.size() == length && std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

std::string digest(std::string_view bytes) { return hexadecimal(hash(bytes, {})); }

std::string keyed(std::string_view bytes, Key const& key) {
  return hexadecimal(hash(bytes, key.bytes()));
}

bool are_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string seal(std::string_view bytes, Key const& key, std::string_view of) {
  auto const nonce = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
  std::string box(bytes.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  unsigned long long size = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box), &size, raw(bytes), bytes.size(), raw(of),
                                             of.size(), nullptr, raw(nonce), raw(key.bytes()));
  return hexadecimal(nonce + box);
}

std::optional<std::string> unseal(std::string_view sealed, Key const& key, std::string_view of) {
  begin();
  constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t more = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  auto const whole = from_hexadecimal(sealed);
  if (!whole || whole->size() < nonce_bytes + more) return {};
  auto const box = std::string_view(*whole).substr(nonce_bytes);
  std::string out(box.size() - more, '\0');
  unsigned long long size = 0;
  auto const wrong =
      crypto_aead_xchacha20poly1305_ietf_decrypt(raw(out), &size, nullptr, raw(box), box.size(),
                                                 raw(of), of.size(), raw(*whole), raw(key.bytes()));
  if (wrong != 0) return {};
  return out;
}

}  // namespace zonebook::access
