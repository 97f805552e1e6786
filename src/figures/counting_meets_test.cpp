// The counting tables where programs meet: other sets of definitions, other layouts.

#include "figures/counting_fixture.h"

namespace zonebook::figures {
namespace {

using ledger::told;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

class CountingMeets : public CountingTables {};

INSTANTIATE_TEST_SUITE_P(Both, CountingMeets, db::both_dialects, db::dialect_name);

TEST_P(CountingMeets, are_verified_as_far_as_they_are_read_whatever_set_is_held) {
  auto fewer = definitions_;
  fewer.erase("alive");
  fewer.erase("signed");
  ledger_ = ledger_with(std::make_shared<Counting const>(catalog_, fewer));
  keep();
  for (int i = 0; i < 60; ++i) write();
  ledger_ = ledger_with(counting_);
  EXPECT_THAT(problems(), IsEmpty());
  change("UPDATE counted SET amount = amount * 2 + 1 WHERE amount IS NOT NULL");
  EXPECT_THAT(problems(), Not(IsEmpty()));
  change("DELETE FROM projection");
  keep();

  ledger_ = ledger_with(std::make_shared<Counting const>(catalog_, fewer));

  EXPECT_THAT(problems(), IsEmpty());
  change("UPDATE counted_sum SET records = records + 1");
  EXPECT_THAT(problems(), Not(IsEmpty()));
}

TEST_P(CountingMeets, that_are_of_another_layout_are_made_anew) {
  keep();
  for (int i = 0; i < 60; ++i) write();
  auto const kept = rows();
  for (std::string const held :
       {"UPDATE projection SET edition = 'of before'", "DELETE FROM projection"}) {
    change(
        "DROP TABLE counted; DROP TABLE counted_sum; CREATE TABLE counted (number BIGINT);"
        "UPDATE counted_edition SET edition = 'before ' || edition;" +
        held);

    keep();

    EXPECT_EQ(rows(), kept);
    EXPECT_THAT(problems(), IsEmpty());
  }
}

TEST_P(CountingMeets, an_index_that_is_lost_is_found) {
  keep();
  for (std::string const index : {"counted_of", "counted_once", "counted_rival"}) {
    change("DROP INDEX " + index);
    EXPECT_THAT(problems(), Contains("ledger.index_differs " + index));
  }
  auto const again = ledger::rebuild(*database_, *ledger_);
  ASSERT_TRUE(again) << told(again);
  EXPECT_THAT(problems(), IsEmpty());
}

}  // namespace
}  // namespace zonebook::figures
