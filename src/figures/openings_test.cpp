// Openings: what they stand for, when they count, and how a difference books them.

#include <gmock/gmock.h>

#include "figures/groups.h"
#include "figures/own_registers_fixture.h"
#include "figures/targets.h"

namespace zonebook::figures {
namespace {

using ::testing::ElementsAre;

class OpeningsOf : public OwnRegistersFixture {
 protected:
  // "value = opening + rest, count", in 万元.
  std::string answer(std::string_view period, std::string_view v, std::string const& zone = "east",
                     std::string_view id = "things_amount") {
    auto now = snapshot(zone);
    auto const asked = question(id, period, v);
    auto const found = *figure(now, asked);
    Decimal listed;
    auto const behind = *records(now, asked);
    for (auto const& one : behind) listed = *(listed + one.amount);
    EXPECT_EQ(listed, found.total.value) << "the records behind add up";
    auto const& of = *asked.of;
    return in_unit(found.total.value, of).to_string() + " with " +
           in_unit(found.opening(), of).to_string() + ", " + std::to_string(found.total.count) +
           (found.cut.empty() ? "" : ", cut");
  }
};
INSTANTIATE_TEST_SUITE_P(Both, OpeningsOf, db::both_dialects, db::dialect_name);

TEST_P(OpeningsOf, count_in_a_period_that_holds_all_their_days) {
  thing("east", "2023-03-01", 2);
  thing("east", "2022-03-01", 5);  // of the days that the opening stands for
  opening("east", "east", "things_amount", "2022-12-31", "38.5");

  EXPECT_EQ(answer("to-date", "2023-12-31"), "238.5 with 38.5, 1");
  EXPECT_EQ(answer("2023", "2023-12-31"), "200 with 0, 1");
  EXPECT_EQ(answer("2022", "2022-12-31"), "0 with 0, 0, cut");
  EXPECT_EQ(answer("to-date", "2022-11-30"), "0 with 0, 0, cut");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root"), "238.5 with 38.5, 1");
  EXPECT_EQ(answer("to-date", "2023-12-31", "west"), "0 with 0, 0");
}

TEST_P(OpeningsOf, count_though_their_records_begin_after_the_days_they_stand_for) {
  thing("east", "2022-03-01", 5);
  auto const id = make("east", "opening", "2023-05-01",
                       R"("definition":"things_amount","of_zone":")" + zones_.at("east") +
                           R"(","cut_off":"2022-12-31","value":"38.5","paper_no":"示例文件1")");

  EXPECT_EQ(answer("to-date", "2023-12-31"), "38.5 with 38.5, 0");
  EXPECT_EQ(answer("to-date", "2023-01-31"), "38.5 with 38.5, 0");
  auto now = snapshot();
  EXPECT_EQ(records(now, question("things_amount", "to-date", "2023-12-31"))->front().read_on,
            Date::parse("2023-05-01"));
  append("east", R"({"kind":"retire","register":"opening","id":")" + id +
                     R"(","valid_from":"2023-05-01"})");
  EXPECT_EQ(answer("to-date", "2023-12-31"), "500 with 0, 1");
}

TEST_P(OpeningsOf, that_say_since_when_count_in_a_period_that_begins_so_early) {
  thing("east", "2021-06-01", 7);  // before what the opening stands for
  opening("east", "east", "things_amount", "2022-12-31", "1", R"(,"since":"2022-01-01")");

  EXPECT_EQ(answer("2022", "2022-12-31"), "1 with 1, 0");
  EXPECT_EQ(answer("2022-H2", "2022-12-31"), "0 with 0, 0, cut");
  EXPECT_EQ(answer("to-date", "2023-12-31"), "701 with 1, 1");
}

TEST_P(OpeningsOf, stand_for_the_zones_below_and_may_be_entered_above) {
  thing("park", "2022-05-01", 3);
  thing("west", "2022-05-01", 4);
  opening("root", "east", "things_amount", "2022-12-31", "10");

  EXPECT_EQ(answer("to-date", "2023-12-31", "east"), "10 with 10, 0");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root"), "410 with 10, 1");
  EXPECT_EQ(answer("to-date", "2023-12-31", "park"), "300 with 0, 1");
}

TEST_P(OpeningsOf, entered_elsewhere_than_in_the_zone_or_above_it_say_nothing) {
  opening("east", "east", "things_amount", "2022-12-31", "30");
  target("east", "east", "2023", "400");
  clock().set("2023-07-01T02:00:00Z");
  opening("west", "east", "things_amount", "2022-12-31", "1");
  opening("park", "east", "things_amount", "2022-12-31", "2");
  target("west", "east", "2023", "500");

  EXPECT_EQ(answer("to-date", "2023-12-31"), "30 with 30, 0");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root"), "30 with 30, 0");
  auto now = snapshot();
  EXPECT_EQ((*target_of(now, question("things_amount", "2023", "2023-12-31")))->value,
            Decimal(400));
}

TEST_P(OpeningsOf, stand_for_the_zones_that_were_known_to_be_below) {
  thing("park", "2022-05-01", 3);
  opening("east", "east", "things_amount", "2022-12-31", "10");
  auto const before = ledger_->read("root")->head("root").last;
  clock().set("2023-07-01T02:00:00Z");
  append("root", R"({"kind":"correct","register":"zone","id":")" + zones_.at("park") +
                     R"(","valid_from":"2000-01-01","valid_to":"9999-12-31","fields":{"parent":")" +
                     zones_.at("west") + R"("}})");

  EXPECT_EQ(answer("to-date", "2023-12-31", "root"), "310 with 10, 1") << "the park is the west's";
  auto then = snapshot("root", before);
  auto const asked = question("things_amount", "to-date", "2023-12-31");
  EXPECT_EQ(shown(*figure(then, asked), *asked.of), "10.00");
  auto now = snapshot("root");
  auto const found =
      *difference(now, asked.period, Part::denominator, {.of = asked.of, .v = asked.v, .k = before},
                  {.of = asked.of, .v = asked.v, .k = {}});
  EXPECT_EQ(in_unit(found.sum, *asked.of), Decimal(300));
}

TEST_P(OpeningsOf, entered_above_count_for_every_reader) {
  thing("east", "2023-05-01", 3);
  opening("root", "east", "things_amount", "2022-12-31", "10");
  opening("root", "west", "things_amount", "2022-12-31", "20");
  target("root", "east", "2023", "400");
  ledger::Scope scope("east", "示例人员01");
  for (auto const* name : {"thing", "opening", "target"}) {
    ASSERT_TRUE(scope.show(*catalog_->find(name), {}));
  }
  auto now = ledger_->read(scope);
  ASSERT_TRUE(now) << db::told(now);

  auto const asked = question("things_amount", "to-date", "2023-12-31");
  EXPECT_EQ(shown(*figure(*now, asked), *asked.of), "310.00");
  auto const found = *target_of(*now, question("things_amount", "2023", "2023-12-31"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, Decimal(400));
}

TEST_P(OpeningsOf, within_one_of_a_zone_above_give_way_to_it_where_it_counts) {
  thing("west", "2022-05-01", 4);
  opening("east", "east", "things_amount", "2022-12-31", "30", R"(,"since":"2022-01-01")");
  opening("root", "root", "things_amount", "2022-12-31", "100");

  EXPECT_EQ(answer("to-date", "2023-12-31", "root"), "100 with 100, 0");
  EXPECT_EQ(answer("to-date", "2023-12-31", "east"), "30 with 30, 0");
  EXPECT_EQ(answer("2022", "2022-12-31", "root"), "30 with 30, 0, cut");
  opening("east", "east", "things_alive", "2022-12-31", "3");
  opening("root", "root", "things_alive", "2022-12-31", "7");
  EXPECT_EQ(answer("2023", "2023-12-31", "root", "things_alive"), "8 with 7, 1");
}

TEST_P(OpeningsOf, one_zone_over_the_same_days_are_one_the_later_entered) {
  opening("root", "east", "things_amount", "2022-12-31", "30");
  clock().set("2023-07-01T02:00:00Z");
  opening("east", "east", "things_amount", "2022-12-31", "31");

  EXPECT_EQ(answer("to-date", "2023-12-31"), "31 with 31, 0");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root"), "31 with 31, 0");
}

TEST_P(OpeningsOf, take_adjustments_with_the_records_that_they_cite) {
  auto const id = thing("east", "2022-05-01", 4);
  auto const adjust = [&](std::string const& on) {
    make("root", "adjustment", on,
         R"("definition":"things_adjusted","cites":")" + id + R"(","on":")" + on +
             R"(","amount":-50000000,"reason":"示例重复")");
  };
  adjust("2022-05-01");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root", "things_adjusted"), "350 with 0, 2");
  opening("east", "east", "things_adjusted", "2022-12-31", "10");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root", "things_adjusted"), "10 with 10, 0");
  adjust("2023-05-01");
  EXPECT_EQ(answer("to-date", "2023-12-31", "root", "things_adjusted"), "-40 with 10, 1");
}

TEST_P(OpeningsOf, a_stock_count_from_their_cut_off_on) {
  thing("east", "2022-03-01", 5);
  opening("east", "east", "things_alive", "2022-12-31", "40");

  EXPECT_EQ(answer("2022", "2022-12-30", "east", "things_alive"), "1 with 0, 1");
  EXPECT_EQ(answer("2023", "2023-12-31", "east", "things_alive"), "41 with 40, 1");
}

TEST_P(OpeningsOf, are_marked_in_the_list_and_in_the_groups) {
  thing("east", "2023-03-01", 2);
  thing("east", "2023-04-01", 3, "no");
  auto const id = opening("east", "east", "things_amount", "2022-12-31", "38.5");

  auto now = snapshot();
  auto const asked = question("things_amount", "to-date", "2023-12-31");
  auto const behind = *records(now, asked);
  std::vector<std::string> openings;
  for (auto const& one : behind) {
    if (one.origin == Origin::opening) openings.push_back(one.id);
  }
  EXPECT_THAT(openings, ElementsAre(id));
  std::vector<std::string> groups;
  auto const by_kind = *grouped(now, asked, "kind");
  for (auto const& one : by_kind) {
    auto const* key = std::get_if<std::string>(&one.key);
    groups.push_back((key ? *key : "") + " " + shown(one.total.value, *asked.of) + " " +
                     std::to_string(one.total.count));
  }
  EXPECT_THAT(groups, ElementsAre("no 300.00 1", "yes 200.00 1", " 38.50 0"));
  EXPECT_EQ(by_kind.back().of, Group::Of::opening);
}

TEST_P(OpeningsOf, are_booked_by_the_difference_under_the_change_that_made_them) {
  thing("east", "2022-03-01", 5);
  thing("east", "2023-03-01", 2);
  clock().set("2023-06-30T02:00:00Z");
  auto const before = ledger_->read("east", clock().now())->k();
  clock().set("2023-07-01T02:00:00Z");
  auto const id = opening("east", "east", "things_amount", "2022-12-31", "6");
  clock().set("2023-07-02T02:00:00Z");
  auto const between = ledger_->read("east", clock().now())->k();
  clock().set("2023-08-01T02:00:00Z");
  append("east", R"({"kind":"correct","register":"opening","id":")" + id +
                     R"(","valid_from":"2022-12-31","fields":{"value":"9"}})");

  auto const asked = question("things_amount", "to-date", "2023-12-31");
  auto now = snapshot();
  auto const told = [&](std::optional<Instant> from, std::optional<Instant> to) {
    auto const found = *difference(now, asked.period, Part::denominator, {asked.of, asked.v, from},
                                   {asked.of, asked.v, to});
    std::string text;
    for (auto const term : {Term::fresh, Term::corrected}) {
      text += in_unit(found.terms[static_cast<std::size_t>(term)], *asked.of).to_string() + " ";
    }
    return text + in_unit(found.sum, *asked.of).to_string();
  };
  EXPECT_EQ(told(before, between), "-494 0 -494") << "in comes 6, out goes what it stands for";
  EXPECT_EQ(told(between, std::nullopt), "0 3 3");
}

TEST_P(OpeningsOf, have_no_part_in_a_ratio) {
  thing("east", "2022-03-01", 5);
  opening("east", "east", "things_count", "2022-12-31", "38");

  auto now = snapshot();
  auto const found = *figure(now, question("yes_rate", "to-date", "2023-12-31"));
  EXPECT_EQ(found.total.value, Decimal(1));
  EXPECT_TRUE(found.openings.empty());
}

TEST_P(OpeningsOf, zones_and_months_are_dimensions_too) {
  thing("east", "2023-03-01", 2);
  thing("park", "2023-03-31", 4);
  thing("park", "2023-01-31", 1);

  auto now = snapshot();
  auto const asked = question("things_amount", "2023", "2023-12-31");
  auto const told = [&](std::string const& by) {
    std::string text;
    auto const groups = *grouped(now, asked, by);
    for (auto const& one : groups) {
      text += std::get<std::string>(one.key) + " " + shown(one.total.value, *asked.of) + "; ";
    }
    return text;
  };
  EXPECT_EQ(told("month"), "2023-01 100.00; 2023-03 600.00; ");
  EXPECT_EQ(told("zone"), "park 500.00; east 200.00; ");
  EXPECT_EQ(grouped(now, question("things_alive", "2023", "2023-12-31"), "month").error().says.key,
            "figures.no_month");
  EXPECT_EQ(grouped(now, asked, "nothing").error().says.key, "figures.unknown_field");
}

}  // namespace
}  // namespace zonebook::figures
