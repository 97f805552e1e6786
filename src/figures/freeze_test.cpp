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
  auto const cited = frozen_of(now, question("things_amount", "2023", "2023-12-31"))->figures;
  ASSERT_EQ(cited.size(), 2u);
  EXPECT_EQ(cited[0].value, Decimal::scaled(1136, -2));
  EXPECT_TRUE(frozen_of(now, question("things_amount", "2022", "2023-12-31"))->figures.empty());
  auto west = snapshot("west");
  EXPECT_TRUE(frozen_of(west, question("things_amount", "2023", "2023-12-31"))->figures.empty());
  EXPECT_FALSE(*frozen_report(west, second)) << "it is another zone's";
  auto park = snapshot("park");
  EXPECT_TRUE(*frozen_report(park, second)) << "with all rights also of a zone above";
  auto const listed = *frozen_reports(now, *Date::parse("2023-12-31"));
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_EQ(listed[0].title, "示例年报") << "the latest first";
  EXPECT_FALSE(*frozen_report(now, "east.9.9"));
  EXPECT_FALSE(*frozen_report(now, zones_.at("east")));
}

// The checks know no calendar: 30 February gets by.
TEST_P(Freezes, that_nobody_can_read_back_are_told_beside_the_others) {
  auto const in = report("示例快报", "2023-06-20");
  freeze(in, "2023-06-20", Decimal(3));
  auto const fields = [&](std::string const& period, std::string const& known,
                          std::string const& value) {
    return R"("frozen_report":")" + in + R"(","definition":"things_amount","of_zone":")" +
           zones_.at("east") + R"(","period":")" + period +
           R"(","read_on":"2023-06-20","known_at":")" + known + R"(","value":")" + value + '"';
  };
  auto const id =
      make("east", "frozen_figure", "2023-06-20", fields("2022", "2023-02-30T00:00:00Z", "1"));

  auto now = snapshot();
  auto const found = *frozen_report(now, in);
  EXPECT_EQ(found->figures.size(), 1u);
  EXPECT_THAT(found->broken, ::testing::ElementsAre(id));
  auto const of = *frozen_of(now, question("things_amount", "2023", "2023-12-31"));
  EXPECT_EQ(of.figures.size(), 1u);
  EXPECT_THAT(of.broken, ::testing::ElementsAre(id));
  for (auto const& wrong :
       {fields("去年", "2023-06-20T00:00:00Z", "1"), fields("2021", "2023-12-20", "1"),
        fields("2020", "2023-06-20T00:00:00Z", "11.36亿元")}) {
    auto const refused = ledger_->append(*Json::parse(
        R"({"zone":"east","actor":"示例人员01","changes":[{"kind":"create","register":)"
        R"("frozen_figure","id":"new:a","valid_from":"2023-06-20","fields":{)" +
        wrong + "}}]}"));
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().says.key, "ledger.check_failed") << wrong;
  }
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
