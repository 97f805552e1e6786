#include "ledger/migrations.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "ledger/second_person_fixture.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

// A released step is frozen: who changes what table.cpp prints writes a step of its own for it, and
// lets this one keep its text.
TEST(Migrations, keep_every_byte_of_a_step_that_has_been_released) {
  auto const& first = migrations()[0];

  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.name, "ledger");
  EXPECT_EQ(sm3(first.sqlite), "8c18f199aa2377e1c09bef88711afe4a6a95f6529639164433ae556ba12d0eef");
  EXPECT_EQ(sm3(first.postgres),
            "ea4782b94236666f5037804ad12f3a2b5585079225dfd2c0e1de3849ee5adb8b");

  auto const& second = migrations()[1];
  EXPECT_EQ(second.number, 2);
  EXPECT_EQ(second.name, "own_clock");
  EXPECT_EQ(sm3(second.sqlite), "9ef56efd30fa699de30a8f60c69e0a7e515a53a23c22992e33bdc9090397091d");
  EXPECT_EQ(sm3(second.postgres),
            "6de53461f38320809ae3b243b3c3ed3f427e2b64d890f9ed3476faaf2b0647e9");

  auto const& third = migrations()[2];
  EXPECT_EQ(third.number, 3);
  EXPECT_EQ(third.name, "projection");
  EXPECT_EQ(sm3(third.sqlite), "fc81bda65cc59e5e09e8a5a349042f4505c12f98be81bb2a25a65a298168b162");
  EXPECT_EQ(sm3(third.postgres),
            "9bcb544c77be3161bb81b5c6c50740b726a5a8b033f38e2b42a67e77723c0b41");

  auto const& fourth = migrations()[3];
  EXPECT_EQ(fourth.number, 4);
  EXPECT_EQ(fourth.name, "posting");
  EXPECT_EQ(sm3(fourth.sqlite), "2f10e1a8416c7c72f3b015ab743ad517e948f0b0fdb298e5740dbd28fc2df727");
  EXPECT_EQ(sm3(fourth.postgres),
            "84c0aaeb73f2acdf4438e26316ac0529f0cc284d6136a84508475857d3fe6e48");
}

class Statement : public db::DatabaseFixture {};

INSTANTIATE_TEST_SUITE_P(Both, Statement, db::both_dialects, db::dialect_name);

// With the registers that the ledger owns, whose tables some statements name.
TEST_P(Statement, of_the_room_is_one_that_the_database_takes) {
  auto const database = open();
  make_tables(*database, *proposal_catalog(), sample_zones());
  auto const reader = database->read();
  ASSERT_TRUE(reader) << told(reader);
  for (auto const* statement : sql::all()) {
    auto const done = (*reader)->check(*statement);
    EXPECT_TRUE(done) << told(done);
  }
}

}  // namespace
}  // namespace zonebook::ledger
