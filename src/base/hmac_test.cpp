#include "base/hmac.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

std::string hexadecimal(std::string_view bytes) {
  std::string out;
  for (char const c : bytes) {
    auto const byte = static_cast<unsigned char>(c);
    for (auto const digit : {byte / 16, byte % 16}) out += "0123456789abcdef"[digit];
  }
  return out;
}

// RFC 2202, section 3.
TEST(HmacSha1, of_the_standard) {
  struct Case {
    std::string bytes, key, digest;
  };
  for (auto const& one : std::vector<Case>{
           {"Hi There", std::string(20, '\x0b'), "b617318655057264e28bc0b6fb378c8ef146be00"},
           {"what do ya want for nothing?", "Jefe", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
           {std::string(50, '\xdd'), std::string(20, '\xaa'),
            "125d7342b9ac11cd91a39af48aa17b4f63f175d3"},
           {"Test Using Larger Than Block-Size Key - Hash Key First", std::string(80, '\xaa'),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112"},
       }) {
    EXPECT_EQ(hexadecimal(hmac_sha1(one.bytes, one.key)), one.digest) << one.bytes;
  }
}

}  // namespace
}  // namespace zonebook
