#include "base/hash.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

// GB/T 32905-2016, appendix A, and RFC 6234.
TEST(Hash, agrees_with_the_examples_of_the_standards) {
  EXPECT_EQ(sm3("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  EXPECT_EQ(sm3("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd"),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, pieces_hash_as_the_whole) {
  Digest digest(Digest::Kind::sm3);
  digest.update("a");
  digest.update("");
  digest.update("bc");

  EXPECT_EQ(digest.finish(), sm3("abc"));
}

}  // namespace
}  // namespace zonebook
