// Several letters in one transaction: each an entry, in their order, up to one that is refused.

#include <gmock/gmock.h>

#include "ledger/ledger_fixture.h"
#include "ledger/request.h"

namespace zonebook::ledger {
namespace {

using testing::IsEmpty;

class AppendingMany : public LedgerFixture {
 protected:
  Request create(std::string const& code, std::string_view zone = "jiaocheng") {
    return create(ledger(), code, zone);
  }
  static Request create(Ledger const& of, std::string const& code, std::string_view zone) {
    auto const request = read_request(
        letter(zone,
               R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-06-28",
                         "fields":{"code":")" +
                   code + "\"}}"),
        of.catalog(), of.local());
    EXPECT_TRUE(request) << told(request);
    return *request;
  }
  // The seq of each, and why there are no more.
  std::string appended(std::vector<Request> const& requests) {
    auto const done = ledger().append(requests);
    std::string text;
    for (auto const& receipt : done.receipts) text += std::to_string(receipt.seq) + " ";
    return text + (done.stopped ? done.stopped->says.key : "");
  }
};

TEST_P(AppendingMany, leaves_what_appending_one_after_the_other_leaves) {
  std::vector<std::pair<std::string, std::string>> const letters = {
      {"P1", "jiaocheng"}, {"P2", "jiaocheng"}, {"P3", "shangwu"}, {"P4", "jiaocheng"}};
  db::TestPlace const elsewhere(GetParam());
  auto const other = db::Database::open({.location = elsewhere.location()});
  ASSERT_TRUE(other) << told(other);
  make_tables(**other, *sample_catalog(), sample_zones());
  auto const one_by_one = ledger_on(**other, clock());
  std::vector<Request> requests;
  for (auto const& [code, zone] : letters) {
    ASSERT_TRUE(one_by_one->append(create(*one_by_one, code, zone)));
    requests.push_back(create(code, zone));
  }

  EXPECT_EQ(appended(requests), "1 2 1 3 ");

  EXPECT_EQ(dump(database(), catalog()), dump(**other, one_by_one->catalog()));
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

TEST_P(AppendingMany, ends_at_the_first_that_is_refused_and_keeps_those_before) {
  ASSERT_TRUE(ledger().append(create("P3")));

  EXPECT_EQ(appended({create("P1"), create("P2"), create("P3"), create("P4")}),
            "2 3 ledger.duplicate_key");

  EXPECT_EQ(appended({create("P1"), create("P5")}), "ledger.duplicate_key");
  EXPECT_EQ(appended({create("P5"), create("P5")}), "4 ledger.duplicate_key");
  EXPECT_EQ(appended({}), "");
  EXPECT_THAT(problems(database(), ledger()), IsEmpty());
}

// What cannot be kept of the refusal is told; that is no fault of the letters before it.
TEST_P(AppendingMany, keeps_those_before_also_where_the_refusal_cannot_be_audited) {
  made(R"({"kind":"create","register":"project","id":"new:p","valid_from":"2023-06-28",
          "fields":{"code":"P0"}})",
       "shangwu");
  auto refused = create("P2");
  refused.seen = {{"shangwu.1.1", clock().now()}};
  EXPECT_EQ(appended({create("P1"), refused}), "1 ledger.seen_elsewhere");
  auto const away = db::Statement::same("away", "ALTER TABLE audit RENAME TO audit_away");
  ASSERT_TRUE(database().write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(away, {}));
    return {};
  }));

  auto const done = ledger().append(std::vector{create("P3"), refused, create("P4")});

  EXPECT_EQ(done.receipts.size(), 1U);
  ASSERT_TRUE(done.stopped);
  EXPECT_NE(done.stopped->says.key, "ledger.seen_elsewhere");
  auto const rows =
      ledger().read("jiaocheng")->list(*catalog().find("project"), *Date::parse("2023-06-28"));
  ASSERT_TRUE(rows) << told(rows);
  EXPECT_EQ(rows->size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(Both, AppendingMany, db::both_dialects, db::dialect_name);

}  // namespace
}  // namespace zonebook::ledger
