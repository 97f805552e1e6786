// Frozen figures: kept with all that worked them out, found again by report and by figure.

#include "figures/freeze.h"

#include <gmock/gmock.h>

#include "figures/own_registers_fixture.h"

namespace zonebook::figures {
namespace {

class Freezes : public OwnRegistersFixture {
 protected:
  std::string report(std::string const& title, std::string const& on) {
    return make("east", "frozen_report", on,
                R"("title":")" + title + R"(","frozen_on":")" + on + R"(","signer":"示例人员02")");
  }

  std::string freeze(std::string const& in, std::string const& on, Decimal value,
                     std::string const& definition = "things_amount") {
    FrozenFigure const one{.id = {},
                           .report = in,
                           .definition = definition,
                           .zone = "east",
                           .period = "2023",
                           .v = *Date::parse(on),
                           .k = *Instant::parse("2023-06-28T03:00:00Z"),
                           .value = value};
    auto fields = to_text(frozen_fields(one, zones_.at("east")));
    return make("east", "frozen_figure", on, fields.substr(1, fields.size() - 2));
  }
};
INSTANTIATE_TEST_SUITE_P(Both, Freezes, db::both_dialects, db::dialect_name);

TEST_P(Freezes, are_read_back_as_they_were_reported) {
  auto const first = report("示例快报", "2023-06-20"), second = report("示例年报", "2023-12-31");
  freeze(first, "2023-06-20", Decimal::scaled(1136, -2));
  freeze(second, "2023-12-31", Decimal(12));
  freeze(second, "2023-12-31", Decimal(3), "things_count");

  auto now = snapshot();
  auto const found = *frozen_report(now, second);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->title, "示例年报");
  EXPECT_EQ(found->signer, "示例人员02");
  ASSERT_EQ(found->figures.size(), 2u);
  EXPECT_EQ(found->figures[0].zone, "east");
  EXPECT_EQ(found->figures[0].k, *Instant::parse("2023-06-28T03:00:00Z"));
  auto const cited = *frozen_of(now, question("things_amount", "2023", "2023-12-31"));
  ASSERT_EQ(cited.size(), 2u);
  EXPECT_EQ(cited[0].value, Decimal::scaled(1136, -2));
  EXPECT_TRUE(frozen_of(now, question("things_amount", "2022", "2023-12-31"))->empty());
  auto west = snapshot("west");
  EXPECT_TRUE(frozen_of(west, question("things_amount", "2023", "2023-12-31"))->empty());
  auto const listed = *frozen_reports(now, *Date::parse("2023-12-31"));
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(listed[0].title, "示例年报") << "the latest first";
  EXPECT_FALSE(*frozen_report(now, "east.9.9"));
  EXPECT_FALSE(*frozen_report(now, zones_.at("east")));
}

TEST_P(Freezes, that_nobody_can_read_back_are_refused_by_name) {
  auto const in = report("示例快报", "2023-06-20");
  auto const id =
      make("east", "frozen_figure", "2023-06-20",
           R"("frozen_report":")" + in + R"(","definition":"things_amount","of_zone":")" +
               zones_.at("east") +
               R"(","period":"去年","read_on":"2023-06-20","known_at":"昨天","value":"1")");

  auto now = snapshot();
  auto const refused = frozen_report(now, in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().says.key, "figures.frozen_broken");
  EXPECT_EQ(refused.error().where, id);
}

TEST_P(Freezes, rest_on_the_records_behind_both_parts_of_a_ratio) {
  auto const a = thing("east", "2023-03-01", 2);
  auto const b = thing("park", "2023-04-01", 2, "no");
  thing("east", "2022-04-01", 2);

  auto now = snapshot();
  auto const of_ratio = *rests_on(now, question("yes_rate", "2023", "2023-12-31"));
  EXPECT_THAT(of_ratio, ::testing::UnorderedElementsAre(a, b));
}

}  // namespace
}  // namespace zonebook::figures
