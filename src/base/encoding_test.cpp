#include "base/encoding.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

TEST(Encoding, ReadsGbk) {
  EXPECT_EQ(utf8_from_gb18030("\xca\xbe\xc0\xfd 12"), "示例 12");
  EXPECT_EQ(utf8_from_gb18030(""), "");
}

TEST(Encoding, RefusesWhatIsNoGbk) {
  EXPECT_EQ(utf8_from_gb18030("\xca"), std::nullopt);
  EXPECT_EQ(utf8_from_gb18030("\xff\xff"), std::nullopt);
}

}  // namespace
}  // namespace zonebook
