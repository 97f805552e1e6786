#include "base/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/result.h"

namespace zonebook {

std::string hmac_sha1(std::string_view bytes, std::string_view key) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> made{};
  unsigned int size = 0;
  auto const* done =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), made.data(), &size);
  CHECK(done != nullptr);
  return {reinterpret_cast<char const*>(made.data()), size};
}

}  // namespace zonebook
