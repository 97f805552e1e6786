// One-time codes by time: RFC 6238 over HMAC-SHA-1, six digits, 30 s.  Pure.
//
//   totp(secret, Instant::parse("1970-01-01T00:00:59Z"), 8)    // "94287082" (appendix B)
//   accepted_step(secret, "287082", now, last_step)            // the step it is of; once

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace zonebook::access {

constexpr std::int64_t totp_seconds = 30;
constexpr int totp_digits = 6;

std::int64_t totp_step(Instant);
std::string totp(std::string_view secret, std::int64_t step, int digits = totp_digits);
// Which step a code is of: this one, the one before or after, and above `last`, so that a code
// that was used is of none.
std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code,
                                          Instant now, std::int64_t last);

// RFC 4648, without padding: as authenticator programs take a secret.
std::string base32(std::string_view bytes);
std::string from_base32(
    std::string_view);  // what it was made of; of other text what it begins with
// "otpauth://totp/Zonebook:wang?secret=…&issuer=Zonebook": for a QR code.
std::string totp_address(std::string_view secret, std::string_view login);

}  // namespace zonebook::access
