#include "reconcile/asked_days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zonebook::reconcile {
namespace {

using testing::ElementsAre;

Date day(char const* text) { return *Date::parse(text); }

// "2023 2023-12-31": the periods asked of a definition, each with its day.
std::vector<std::string> asked(figures::Kind kind, std::optional<reading::Period> said) {
  reading::Figure figure;
  figure.period = said;
  figures::Definition of;
  of.kind = kind;
  std::vector<std::string> all;
  for (auto const& [period, v] : asked_days(figure, of, day("2023-12-31"))) {
    all.push_back(period.text() + " " + v.to_string());
  }
  return all;
}

reading::Period range(char const* from, char const* to) {
  return {reading::Period::Type::range, day(from), day(to), true};
}
reading::Period as_of(char const* to) {
  return {reading::Period::Type::as_of, std::nullopt, day(to), true};
}

TEST(AskedDays, a_flow_is_asked_for_the_period_that_is_said) {
  using figures::Kind;
  EXPECT_THAT(asked(Kind::flow, range("2023-01-01", "2023-12-31")), ElementsAre("2023 2023-12-31"));
  EXPECT_THAT(asked(Kind::flow, range("2023-07-01", "2023-09-30")),
              ElementsAre("2023-Q3 2023-09-30"));
  EXPECT_THAT(asked(Kind::flow, range("2023-01-01", "2023-10-31")),
              ElementsAre("2023-01-01..2023-10-31 2023-10-31"));
}

TEST(AskedDays, a_flow_up_to_a_day_is_of_the_year_or_of_all_time) {
  EXPECT_THAT(asked(figures::Kind::flow, as_of("2023-11-30")),
              ElementsAre("2023 2023-11-30", "to-date 2023-11-30"));
  EXPECT_THAT(asked(figures::Kind::flow, std::nullopt),
              ElementsAre("2023 2023-12-31", "to-date 2023-12-31"));
}

TEST(AskedDays, no_day_is_later_than_the_one_the_text_speaks_of) {
  EXPECT_THAT(asked(figures::Kind::flow, range("2023-10-01", "2026-10-31")),
              ElementsAre("2023-10-01..2026-10-31 2023-12-31"));
  EXPECT_THAT(asked(figures::Kind::flow, range("2024-01-01", "2024-12-31")), ElementsAre());
}

TEST(AskedDays, a_stock_still_stands_on_the_day_the_text_speaks_of) {
  EXPECT_THAT(asked(figures::Kind::stock, range("2021-04-01", "2021-04-30")),
              ElementsAre("2021 2021-04-30", "2023 2023-12-31"));
  EXPECT_THAT(asked(figures::Kind::stock, as_of("2023-12-31")), ElementsAre("2023 2023-12-31"));
}

TEST(AskedDays, a_year_the_ledger_cannot_hold_is_not_asked) {
  EXPECT_THAT(asked(figures::Kind::flow, range("1899-01-01", "1899-12-31")), ElementsAre());
}

}  // namespace
}  // namespace zonebook::reconcile
