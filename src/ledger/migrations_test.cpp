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
  EXPECT_EQ(sm3(first.sqlite), "SQLITE_HASH");
  EXPECT_EQ(sm3(first.postgres), "POSTGRES_HASH");
}

}  // namespace
}  // namespace zonebook::ledger
