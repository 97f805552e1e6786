// Bytes that nobody can guess: salts, references, tokens.  The one door to OpenSSL's generator.
//
//   random_hexadecimal(16)     // 32 digits
//
// Threads: may be called by all.

#pragma once

#include <cstddef>
#include <string>

namespace zonebook {

std::string random_hexadecimal(std::size_t bytes);

}  // namespace zonebook
