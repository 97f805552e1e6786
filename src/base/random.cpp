#include "base/random.h"

#include <openssl/rand.h>

#include <vector>

#include "base/result.h"

namespace zonebook {

std::string random_hexadecimal(std::size_t bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::vector<unsigned char> drawn(bytes);
  CHECK(RAND_bytes(drawn.data(), static_cast<int>(bytes)) == 1);
  std::string text;
  for (auto const byte : drawn) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace zonebook
