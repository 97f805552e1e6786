// A letter that is tried: the ledger's word on it, and nothing is written.

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/request.h"

namespace zonebook::ledger {
namespace {

class Trying : public LedgerFixture {
 protected:
  Result<void> tried(std::string_view change) {
    auto const request =
        TRY(read_request(letter("jiaocheng", change), catalog(), ledger().local()));
    return ledger().check(request);
  }
};

constexpr auto p7 = R"({"kind":"create","register":"project","id":"new:p",
    "valid_from":"2023-06-28","fields":{"code":"P07","total":20300000000}})";

TEST_P(Trying, writes_nothing_of_a_letter_that_would_be_taken) {
  auto const before = dump(database(), catalog());

  auto const done = tried(p7);

  EXPECT_TRUE(done) << told(done);
  EXPECT_EQ(dump(database(), catalog()), before);
  EXPECT_EQ(append(letter("jiaocheng", p7)).seq, 1);
}

TEST_P(Trying, refuses_what_an_append_would_refuse) {
  append(letter("jiaocheng", p7));
  auto const before = dump(database(), catalog());

  auto const twice = tried(p7);
  auto const of_nobody = tried(R"({"kind":"change","register":"project","id":"jiaocheng.9.1",
      "valid_from":"2023-06-28","fields":{"total":1}})");

  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().says.key, ledger().append(letter("jiaocheng", p7)).error().says.key);
  EXPECT_FALSE(of_nobody);
  EXPECT_EQ(dump(database(), catalog()), before);
}

INSTANTIATE_TEST_SUITE_P(Both, Trying, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
