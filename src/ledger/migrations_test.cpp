#include "ledger/migrations.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace zonebook::ledger {
namespace {

// A released step is frozen: who changes what table.cpp prints writes a step of its own for it, and
// lets this one keep its text.
TEST(Migrations, keep_every_byte_of_a_step_that_has_been_released) {
  auto const& first = migrations()[0];

  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.name, "ledger");
  EXPECT_EQ(sm3(first.sqlite), "e1b14b5af89eee6206ffd7b0d79d4dd45642746018c34a13174249ca142c1a15");
  EXPECT_EQ(sm3(first.postgres),
            "99b2029c2d2d385f6e25ce0c4facb77d2495cbe698ee429e1d25813b54063bc7");

  auto const& second = migrations()[1];
  EXPECT_EQ(second.number, 2);
  EXPECT_EQ(second.name, "own_clock");
  EXPECT_EQ(sm3(second.sqlite), "9ef56efd30fa699de30a8f60c69e0a7e515a53a23c22992e33bdc9090397091d");
  EXPECT_EQ(sm3(second.postgres),
            "6de53461f38320809ae3b243b3c3ed3f427e2b64d890f9ed3476faaf2b0647e9");
}

}  // namespace
}  // namespace zonebook::ledger
