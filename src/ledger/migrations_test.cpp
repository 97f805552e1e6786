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
  EXPECT_EQ(sm3(first.sqlite), "5347d909362e6675a052390b495d85f8e37131191fb15d4885acc857d198c706");
  EXPECT_EQ(sm3(first.postgres),
            "7f5b40b3bedef6c9c7d55aba3b3fb753a8af6cb3b8a33346138d1ed93ff61523");
}

}  // namespace
}  // namespace zonebook::ledger
