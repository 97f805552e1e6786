#include "base/random.h"

#include <gtest/gtest.h>

#include <set>

namespace zonebook {
namespace {

TEST(Random, draws_as_many_bytes_as_it_is_asked_for_and_none_twice) {
  std::set<std::string> drawn;
  for (int i = 0; i < 1000; ++i) drawn.insert(random_hexadecimal(16));

  EXPECT_EQ(drawn.size(), 1000u);
  EXPECT_EQ(drawn.begin()->size(), 32u);
  EXPECT_EQ(drawn.begin()->find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace zonebook
