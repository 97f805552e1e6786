#include "figures/period.h"

#include <gtest/gtest.h>

namespace zonebook::figures {
namespace {

Date day(std::string_view text) { return *Date::parse(text); }

std::string days_of(std::string_view text, std::string_view v = "2023-12-20") {
  auto const period = Period::parse(text);
  if (!period) return period.error().says.key;
  auto const days = period->days(day(v));
  return days.from.to_string() + " " + days.to.to_string();
}

TEST(Period, is_a_half_open_stretch_of_days) {
  struct Case {
    std::string_view text, days;
  };
  for (auto const& [text, days] : std::initializer_list<Case>{
           {"2023", "2023-01-01 2024-01-01"},
           {"2023-H1", "2023-01-01 2023-07-01"},
           {"2023-H2", "2023-07-01 2024-01-01"},
           {"2023-Q1", "2023-01-01 2023-04-01"},
           {"2023-Q4", "2023-10-01 2024-01-01"},
           {"2023-11", "2023-11-01 2023-12-01"},
           {"2023-12", "2023-12-01 2024-01-01"},
           {"9998", "9998-01-01 9999-01-01"},
           {"to-date", "1900-01-01 2023-12-21"},
           {"2023-06-28..2023-10-15", "2023-06-28 2023-10-16"},
           {"2023-06-28..2023-06-28", "2023-06-28 2023-06-29"},
       }) {
    EXPECT_EQ(days_of(text), days) << text;
    EXPECT_EQ(Period::parse(text)->text(), text);
  }
}

TEST(Period, that_is_none_is_refused_with_a_sentence) {
  for (auto const* text : {"",
                           "2023-",
                           "23",
                           "20230",
                           "2023-H3",
                           "2023-H0",
                           "2023-Q5",
                           "2023-h1",
                           "2023-13",
                           "2023-00",
                           "2023-1",
                           "2023-011",
                           "1899",
                           "9999",
                           "2023-02-29..2023-03-01",
                           "2023-06-28..",
                           "..",
                           "x",
                           "2023-06-28",
                           "1899-12-31..2023-01-01",
                           "2023-01-01..9999-01-01",
                           "２０２３",
                           "+023"}) {
    EXPECT_EQ(days_of(text), "figures.not_a_period") << text;
  }
  EXPECT_EQ(days_of("2023-06-28..2023-06-27"), "figures.period_turned");
}

TEST(Period, knows_the_one_before_and_the_one_a_year_earlier) {
  struct Case {
    std::string_view text, previous, year_before;
  };
  for (auto const& [text, previous, year_before] : std::initializer_list<Case>{
           {"2023", "2022", "2022"},
           {"2023-H1", "2022-H2", "2022-H1"},
           {"2023-Q1", "2022-Q4", "2022-Q1"},
           {"2023-01", "2022-12", "2022-01"},
           {"2024-03-01..2024-03-31", "2024-01-30..2024-02-29", "2023-03-01..2023-03-31"},
           {"2024-02-01..2024-02-29", "2024-01-03..2024-01-31", "2023-02-01..2023-02-28"},
           {"1900", "", ""},
           {"to-date", "", ""},
       }) {
    auto const period = *Period::parse(text);
    auto const before = period.previous(), year = period.year_before();
    EXPECT_EQ(before ? before->text() : "", previous) << text;
    EXPECT_EQ(year ? year->text() : "", year_before) << text;
  }
}

TEST(Period, is_asked_on_its_last_day_but_never_after_today) {
  EXPECT_EQ(Period::parse("2023")->usual_day(day("2024-01-15")), day("2023-12-31"));
  EXPECT_EQ(Period::parse("2024")->usual_day(day("2024-01-15")), day("2024-01-15"));
  EXPECT_EQ(Period::parse("to-date")->usual_day(day("2024-01-15")), day("2024-01-15"));
}

}  // namespace
}  // namespace zonebook::figures
