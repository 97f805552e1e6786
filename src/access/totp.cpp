#include "access/totp.h"

#include <algorithm>
#include <array>

#include "access/crypt.h"
#include "base/hmac.h"

namespace zonebook::access {
namespace {

constexpr std::int64_t second_in_micros = 1'000'000;
constexpr std::int64_t steps_around = 1;
constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// What may stand in a URL unquoted (RFC 3986, 2.3).
std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (char const c : text) {
    bool const is_plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    auto const byte = static_cast<unsigned char>(c);
    if (is_plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte / 16];
      out += digits[byte % 16];
    }
  }
  return out;
}

}  // namespace

std::int64_t totp_step(Instant now) { return now.micros() / second_in_micros / totp_seconds; }

// RFC 4226, 5.3.
std::string totp(std::string_view secret, std::int64_t step, int digits) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) {
    counter[i] = static_cast<char>((step >> (8 * (7 - i))) & 0xff);
  }
  auto const mac = hmac_sha1(counter, secret);
  auto const at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(mac[i]));
  };
  std::size_t const offset = at(19) & 0xf;
  auto code =
      (at(offset) & 0x7f) << 24 | at(offset + 1) << 16 | at(offset + 2) << 8 | at(offset + 3);
  std::string out(static_cast<std::size_t>(digits), '0');
  for (auto place = out.rbegin(); place != out.rend(); ++place, code /= 10) {
    *place = static_cast<char>('0' + code % 10);
  }
  return out;
}

// Every step is compared, so that the time tells nothing.
std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code,
                                          Instant now, std::int64_t last) {
  std::optional<std::int64_t> accepted;
  auto const here = totp_step(now);
  for (auto step = here - steps_around; step <= here + steps_around; ++step) {
    if (are_equal(totp(secret, step), code) && step > last) accepted = step;
  }
  return accepted;
}

std::string base32(std::string_view bytes) {
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (char const c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) out += letters[held >> (bits - 5) & 31];
  }
  if (bits > 0) out += letters[held << (5 - bits) & 31];
  return out;
}

std::string from_base32(std::string_view text) {
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (char const c : text) {
    auto const value = letters.find(c);
    if (value == std::string_view::npos) break;
    held = held << 5 | static_cast<std::uint32_t>(value);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(held >> bits & 0xff);
  }
  return out;
}

std::string totp_address(std::string_view secret, std::string_view login) {
  return "otpauth://totp/Zonebook:" + quoted(login) + "?secret=" + base32(secret) +
         "&issuer=Zonebook";
}

}  // namespace zonebook::access
