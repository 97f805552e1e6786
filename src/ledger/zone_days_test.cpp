#include "ledger/zone_days.h"

#include <gmock/gmock.h>

#include "ledger/listing.h"
#include "ledger/test_zones.h"
#include "ledger/verify.h"

namespace zonebook::ledger {
namespace {

using test_zones::zone_change;

Date day(std::string_view text) { return *Date::parse(text); }

// root ← east ← park, root ← west; a thing in east and one in park, a note in park about the first.
class ZoneMoves : public db::DatabaseFixture {
 protected:
  void SetUp() override {
    DatabaseFixture::SetUp();
    if (IsSkipped()) return;
    open_ = test_zones::made(open(), catalog());
    must(open_->change("root", zone_change("east", "root.2.1") + "," +
                                   zone_change("west", "root.2.1") + "," +
                                   zone_change("park", "new:east")));
    must(open_->change("east", create("thing", R"("name":"东")")));
    must(open_->change("park", create("thing", R"("name":"园")")));
    must(open_->change("park", create("note", R"("name":"记","thing":"east.1.1")")));
    k_ = must(open_->change("root", create("thing", R"("name":"根")"))).known;
  }

  static std::shared_ptr<meta::Catalog const> catalog() {
    namespace make = meta::test_registers;
    auto about = make::reference("thing", "thing");
    about.required = false;
    return make::made({test_zones::zone_register(),
                       make::reg("thing", {make::field("name", "text")}),
                       make::reg("note", {make::field("name", "text"), about})});
  }

  static Receipt must(Result<Receipt> receipt) {
    EXPECT_TRUE(receipt) << db::told(receipt);
    return receipt ? *receipt : Receipt{};
  }

  static std::string create(std::string const& in, std::string const& fields,
                            std::string const& from = "2020-01-01") {
    return R"({"kind":"create","register":")" + in + R"(","id":"new:a","valid_from":")" + from +
           R"(","fields":{)" + fields + "}}";
  }

  // park goes under west.
  Result<Receipt> move(std::string const& kind, std::string const& from) {
    return open_->change("root", R"({"kind":")" + kind + R"(","register":"zone","id":"root.3.3",
        "valid_from":")" + from + R"(","valid_to":"9999-12-31","fields":{"parent":"root.3.2"}})");
  }

  std::string things(std::string const& zone, std::string_view on, std::optional<Instant> k = {}) {
    auto snapshot = open_->ledger->read(zone, k);
    if (!snapshot) return snapshot.error().says.key;
    auto const* in = open_->catalog->find("thing");
    std::string ids;
    auto const listed = *snapshot->list(*in, day(on));
    for (auto const& one : listed) ids += (ids.empty() ? "" : " ") + one.id;
    auto const page = *ledger::list(*snapshot, {.in = in, .day = day(on)});
    EXPECT_EQ(page.records.size(), listed.size());
    return ids;
  }

  static std::string refusal(Result<Receipt> const& result) {
    return result ? "none" : result.error().says.key;
  }

  std::unique_ptr<test_zones::Open> open_;
  Instant k_;
};
INSTANTIATE_TEST_SUITE_P(Both, ZoneMoves, db::both_dialects, db::dialect_name);

TEST_P(ZoneMoves, leave_a_pair_that_was_read_as_it_was) {
  EXPECT_EQ(things("east", "2023-06-01", k_), "east.1.1 park.1.1");
  EXPECT_EQ(things("east", "2024-06-01", k_), "east.1.1 park.1.1");

  must(move("change", "2024-01-01"));

  EXPECT_EQ(things("east", "2023-06-01", k_), "east.1.1 park.1.1");
  EXPECT_EQ(things("east", "2024-06-01", k_), "east.1.1 park.1.1");
  EXPECT_EQ(things("west", "2024-06-01", k_), "");
  EXPECT_EQ(things("east", "2023-06-01"), "east.1.1 park.1.1");
  EXPECT_EQ(things("east", "2024-06-01"), "east.1.1");
  EXPECT_EQ(things("west", "2023-06-01"), "");
  EXPECT_EQ(things("west", "2024-06-01"), "park.1.1");

  must(move("correct", "2020-01-01"));

  EXPECT_EQ(things("east", "2023-06-01", k_), "east.1.1 park.1.1");
  EXPECT_EQ(things("east", "2023-06-01"), "east.1.1");
  EXPECT_EQ(things("west", "2023-06-01"), "park.1.1");
}

TEST_P(ZoneMoves, count_from_their_day_and_not_from_today) {
  must(move("change", "2030-01-01"));
  auto east = *open_->ledger->read("east");
  auto west = *open_->ledger->read("west");

  EXPECT_TRUE(east.as_of("park.1.1", day("2023-06-01"))->version);
  EXPECT_FALSE(east.as_of("park.1.1", day("2030-06-01"))->version);
  EXPECT_FALSE(west.as_of("park.1.1", day("2023-06-01"))->version);
  EXPECT_TRUE(west.as_of("park.1.1", day("2030-06-01"))->version);
  EXPECT_EQ(things("root", "2015-01-01"), "");
  EXPECT_EQ(things("root", "2030-06-01"), "east.1.1 park.1.1 root.4.1");
}

TEST_P(ZoneMoves, show_a_scope_the_days_on_which_a_zone_was_below_and_no_others) {
  must(move("change", "2030-01-01"));
  must(open_->change("park", R"({"kind":"change","register":"thing","id":"park.1.1",
      "valid_from":"2031-01-01","fields":{"name":"密"}})"));
  auto const& thing = *open_->catalog->find("thing");
  auto const told = [&](std::string const& zone) {
    Scope scope(zone, "示例人员02");
    EXPECT_TRUE(scope.show(thing, {.fields = {"name"}}));
    auto snapshot = *open_->ledger->read(scope);
    std::string text;
    auto const rows = *snapshot.rows("park.1.1");
    for (auto const& row : rows) {
      text += row.version.on.from.to_string() + ".." + row.version.on.to.to_string() + " " +
              std::get<std::string>(row.version.values[0]) + "; ";
    }
    auto const entries = *snapshot.history("park.1.1");
    for (auto const& entry : entries)
      text += entry.body.find("密") != std::string::npos ? "密" : "-";
    return text;
  };

  // The first row was closed by the second entry, which cut it in two.
  EXPECT_EQ(told("east"), "2020-01-01..2030-01-01 园; 2020-01-01..2030-01-01 园; -");
  EXPECT_EQ(told("west"),
            "2030-01-01..9999-12-31 园; 2030-01-01..2031-01-01 园; 2031-01-01..9999-12-31 密; -密");
}

TEST_P(ZoneMoves, leave_records_that_refer_upward_to_be_changed_and_read) {
  must(move("change", "2022-01-01"));

  auto const changed = open_->change("park", R"({"kind":"change","register":"note","id":"park.2.1",
      "valid_from":"2023-01-01","fields":{"name":"新记"}})");
  auto const older = open_->change("park", create("note", R"("name":"旧","thing":"east.1.1")"));
  auto const newer =
      open_->change("park", create("note", R"("name":"新","thing":"east.1.1")", "2023-01-01"));

  EXPECT_EQ(refusal(changed), "none");
  EXPECT_EQ(refusal(older), "none");
  EXPECT_EQ(refusal(newer), "ledger.reference");
  auto park = *open_->ledger->read("park", k_);
  EXPECT_THAT(park.scope(), testing::ElementsAre("east", "park", "root"));
  auto now = *open_->ledger->read("park");
  EXPECT_THAT(now.scope(), testing::ElementsAre("east", "park", "root", "west"));
  auto const page = ledger::list(now, {.in = open_->catalog->find("note"),
                                       .day = day("2023-06-01"),
                                       .filter = "thing.name = \"东\""});
  ASSERT_TRUE(page) << db::told(page);
  EXPECT_EQ(page->records.size(), 2u);
}

TEST_P(ZoneMoves, leave_a_record_to_be_changed_though_its_past_is_corrected_away) {
  must(move("correct", "2020-01-01"));

  auto const changed = open_->change("park", R"({"kind":"change","register":"note","id":"park.2.1",
      "valid_from":"2023-01-01","fields":{"name":"新记"}})");

  EXPECT_EQ(refusal(changed), "none");
}

TEST_P(ZoneMoves, are_refused_where_they_make_a_circle_on_any_day) {
  auto const circle = open_->change("root", R"({"kind":"correct","register":"zone","id":"root.3.1",
      "valid_from":"2020-01-01","valid_to":"2021-01-01","fields":{"parent":"root.3.3"}})");

  EXPECT_EQ(refusal(circle), "ledger.zone_parent");
}

TEST_P(ZoneMoves, leave_the_records_of_a_void_zone_where_they_were_last) {
  auto const voided = open_->change("root", R"({"kind":"retire","register":"zone","id":"root.3.3",
      "valid_from":"2020-01-01"})");

  ASSERT_TRUE(voided) << db::told(voided);
  EXPECT_EQ(things("east", "2023-06-01"), "east.1.1 park.1.1");
  EXPECT_EQ(things("east", "2023-06-01", k_), "east.1.1 park.1.1");
}

}  // namespace
}  // namespace zonebook::ledger
