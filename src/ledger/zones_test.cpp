#include "ledger/zones.h"

#include "ledger/test_zones.h"
#include "ledger/verify.h"

namespace zonebook::ledger {
namespace {

using test_zones::zone_change;

class Zones : public db::DatabaseFixture {
 protected:
  // zone ← parent, by zone.
  static std::string tree(db::Database& database) {
    std::string text;
    auto const reader = *database.read();
    auto const heads = db::Statement::same("heads", "SELECT zone, parent FROM head ORDER BY zone");
    EXPECT_TRUE(reader->each(heads, {}, [&](db::Row const& row) -> Result<void> {
      text += std::string(row.text(0)) + "<" + std::string(row.text(1)) + " ";
      return {};
    }));
    return text;
  }

  static std::vector<std::string> problems(test_zones::Open& open) {
    std::vector<std::string> said;
    auto const found = verify(*open.database, *open.ledger);
    EXPECT_TRUE(found) << db::told(found);
    for (auto const& error : *found) said.push_back(error.says.key + " " + error.where);
    return said;
  }

  template <class T>
  static std::string refusal(Result<T> const& result) {
    return result ? "none" : result.error().says.key;
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Zones, db::both_dialects, db::dialect_name);

TEST_P(Zones, begin_with_the_entry_that_creates_their_record) {
  auto const open = test_zones::made(this->open());

  auto const made =
      open->change("root", zone_change("east", "root.2.1") + "," + zone_change("park", "new:east"));
  auto const thing = open->change("park", R"({"kind":"create","register":"thing","id":"new:t",
      "valid_from":"2023-01-01","fields":{"name":"示例"}})");

  ASSERT_TRUE(made) << db::told(made);
  ASSERT_TRUE(thing) << db::told(thing);
  EXPECT_EQ(thing->made[0].second, "park.1.1");
  EXPECT_EQ(tree(*open->database), "east<root park<east root< ");
  EXPECT_EQ(problems(*open), std::vector<std::string>{});
}

// The clock stands, so that the root's entries are known after it.
TEST_P(Zones, hold_nothing_that_was_known_before_themselves) {
  auto const open = test_zones::made(this->open());
  auto const made = open->change("root", zone_change("east", "root.2.1"));
  ASSERT_TRUE(made) << db::told(made);

  auto const thing = open->change("east", R"({"kind":"create","register":"thing","id":"new:t",
      "valid_from":"2023-01-01","fields":{"name":"示例"}})");

  ASSERT_TRUE(thing) << db::told(thing);
  EXPECT_GT(thing->known, made->known);
}

TEST_P(Zones, go_under_another_parent_whatever_has_been_read_of_them) {
  auto const open = test_zones::made(this->open());
  ASSERT_TRUE(open->change("root", zone_change("east", "root.2.1") + "," +
                                       zone_change("west", "root.2.1") + "," +
                                       zone_change("park", "new:east")));
  ASSERT_TRUE(open->ledger->read("park", Instant(test_zones::noon.micros() - 1)));

  auto const moved = open->change("root", R"({"kind":"change","register":"zone","id":"root.3.3",
      "valid_from":"2023-01-01","fields":{"parent":"root.3.2"}})");

  ASSERT_TRUE(moved) << db::told(moved);
  EXPECT_EQ(tree(*open->database), "east<root park<west root< west<root ");
  EXPECT_EQ(problems(*open), std::vector<std::string>{});
}

TEST_P(Zones, are_refused_without_a_way_up_or_with_a_code_that_changes_or_returns) {
  auto const open = test_zones::made(this->open());
  ASSERT_TRUE(open->change(
      "root", zone_change("east", "root.2.1") + "," + zone_change("park", "new:east")));
  auto const on_zone = [&](std::string const& kind, std::string const& id,
                           std::string const& rest) {
    return refusal(open->change("root", R"({"kind":")" + kind + R"(","register":"zone","id":")" +
                                            id + R"(","valid_from":"2020-01-01",)" + rest + "}"));
  };
  auto const before = tree(*open->database);

  EXPECT_EQ(on_zone("correct", "root.3.1", R"("fields":{"code":"west"})"), "ledger.zone_code");
  EXPECT_EQ(on_zone("change", "root.3.1", R"("fields":{"parent":"root.3.2"})"),
            "ledger.zone_parent");
  EXPECT_EQ(on_zone("change", "root.3.1", R"("fields":{"parent":null})"), "ledger.zone_parent");
  EXPECT_EQ(on_zone("change", "root.2.1", R"("fields":{"parent":"root.3.1"})"),
            "ledger.zone_parent");
  EXPECT_EQ(refusal(open->change("park", zone_change("mine", "root.3.2"))), "ledger.root_only");
  EXPECT_EQ(tree(*open->database), before);

  ASSERT_EQ(on_zone("retire", "root.3.2", R"("fields":{})"), "none");
  EXPECT_EQ(refusal(open->change("root", zone_change("park", "root.3.1"))), "ledger.zone_code");
  EXPECT_EQ(tree(*open->database), before);
  EXPECT_EQ(problems(*open), std::vector<std::string>{});
}

TEST_P(Zones, are_verified_and_rebuilt_from_the_log) {
  auto const open = test_zones::made(this->open());
  ASSERT_TRUE(open->change(
      "root", zone_change("east", "root.2.1") + "," + zone_change("park", "new:east")));
  auto const before = tree(*open->database);
  ASSERT_TRUE(open->database->write([](db::Connection& at) {
    return at.script(
        "UPDATE head SET parent = 'root' WHERE zone = 'park';"
        "DELETE FROM head WHERE zone = 'east';");
  }));

  auto const damaged = problems(*open);
  auto const rebuilt = rebuild(*open->database, *open->ledger);

  EXPECT_EQ(damaged,
            (std::vector<std::string>{"ledger.head_differs park", "ledger.zone_differs east",
                                      "ledger.zone_differs park"}));
  ASSERT_TRUE(rebuilt) << db::told(rebuilt);
  EXPECT_EQ(tree(*open->database), before);
  EXPECT_EQ(problems(*open), std::vector<std::string>{});
}

}  // namespace
}  // namespace zonebook::ledger
