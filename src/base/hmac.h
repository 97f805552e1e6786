// A keyed digest over SHA-1 (RFC 2104): for one-time codes by time (RFC 6238), which authenticator
// programs make of nothing else.  Nothing here rests on SHA-1 against collisions.
//
//   hmac_sha1("what do ya want for nothing?", "Jefe")     // 20 bytes: ef fc df 6a …
//
// Threads: may be called by all.

#pragma once

#include <string>
#include <string_view>

namespace zonebook {

std::string hmac_sha1(std::string_view bytes, std::string_view key);

}  // namespace zonebook
