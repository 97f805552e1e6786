#include "base/date.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

Date day(std::string_view text) {
  auto const date = Date::parse(text);
  EXPECT_TRUE(date) << text;
  return date.value_or(Date());
}

// Every day of eight centuries, counted by hand: a leap year every four, not every hundred, but
// every four hundred.
TEST(Date, the_calendar_is_right_on_every_day_from_1600_to_2400) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  auto days = day("1600-01-01").days();
  auto weekday = 6;  // a Saturday
  for (int year = 1600; year <= 2400; ++year) {
    auto const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    auto day_of_year = 1;
    for (int month = 1; month <= 12; ++month) {
      auto const length = lengths[month - 1] + (month == 2 && leap ? 1 : 0);
      ASSERT_EQ(days_in_month(year, month), length);
      for (int i = 1; i <= length; ++i, ++days, ++day_of_year, weekday = weekday % 7 + 1) {
        auto const date = Date::from_civil({.year = year, .month = month, .day = i});
        ASSERT_TRUE(date);
        ASSERT_EQ(date->days(), days);
        ASSERT_EQ(date->civil().year, year);
        ASSERT_EQ(date->civil().month, month);
        ASSERT_EQ(date->civil().day, i);
        ASSERT_EQ(date->weekday(), weekday);
        ASSERT_EQ(date->day_of_year(), day_of_year);
      }
      ASSERT_FALSE(Date::from_civil({.year = year, .month = month, .day = length + 1}));
    }
  }
}

TEST(Date, texts_of_xml_schema_are_read_and_printed_back) {
  for (auto const* text :
       {"1970-01-01", "2023-12-31", "2024-02-29", "0000-01-01", "0001-01-01", "-0001-12-31",
        "9999-12-31", "10000-01-01", "-12345-06-07", "999999999-12-31", "-999999999-01-01"}) {
    EXPECT_EQ(day(text).to_string(), text);
  }
}

TEST(Date, malformed_texts_and_days_that_do_not_exist_are_refused) {
  for (std::string_view const text : {"",
                                      "-",
                                      "2023",
                                      "2023-1-01",
                                      "2023-01-1",
                                      "23-01-01",
                                      "02023-01-01",
                                      "+2023-01-01",
                                      "-0000-01-01",
                                      "2023-13-01",
                                      "2023-00-01",
                                      "2023-01-00",
                                      "2023-02-29",
                                      "1900-02-29",
                                      "2023-04-31",
                                      "2023-01-011",
                                      "2023-01-01 ",
                                      " 2023-01-01",
                                      "2023/01/01",
                                      "2023-01-01Z",
                                      "1000000000-01-01",
                                      "-1000000000-01-01",
                                      "99999999999999999999-01-01",
                                      "２０２３-01-01"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
  EXPECT_FALSE(Date::parse(std::string_view("2023-01-01\0", 11)));
}

TEST(Date, years_end_at_999_999_999) {
  auto const last = day("999999999-12-31");
  auto const first = day("-999999999-01-01");

  EXPECT_EQ(Date::from_days(last.days()), last);
  EXPECT_FALSE(last.add_days(1));
  EXPECT_FALSE(first.add_days(-1));
  EXPECT_FALSE(last.add_months(1));
  EXPECT_FALSE(first.add_months(-1));
  for (auto const extreme : {INT64_MIN, INT64_MAX}) {
    EXPECT_FALSE(Date::from_days(extreme));
    EXPECT_FALSE(first.add_days(extreme));
    EXPECT_FALSE(last.add_months(extreme));
    EXPECT_FALSE(Date::from_civil({.year = extreme}));
  }
  EXPECT_EQ(whole_months_between(first, last), 1'999'999'999LL * 12 - 1);
}

TEST(Date, weeks_are_those_of_iso_8601_around_new_year) {
  struct Row {
    std::string_view date;
    int week, weekday;
  };
  for (auto const& [date, week, weekday] : {
           Row{"2004-12-31", 53, 5},
           Row{"2005-01-01", 53, 6},
           Row{"2005-01-03", 1, 1},
           Row{"2007-12-31", 1, 1},
           Row{"2008-01-01", 1, 2},
           Row{"2008-12-28", 52, 7},
           Row{"2008-12-29", 1, 1},
           Row{"2009-12-31", 53, 4},
           Row{"2010-01-03", 53, 7},
           Row{"2010-01-04", 1, 1},
           Row{"2023-01-01", 52, 7},
           Row{"2023-12-31", 52, 7},
       }) {
    EXPECT_EQ(day(date).week_of_year(), week) << date;
    EXPECT_EQ(day(date).weekday(), weekday) << date;
  }
}

TEST(Date, months_are_added_and_clipped_to_the_last_day) {
  struct Row {
    std::string_view from;
    std::int64_t months;
    std::string_view to;
  };
  for (auto const& [from, months, to] : {
           Row{"2023-12-31", 2, "2024-02-29"},
           Row{"2023-12-31", 14, "2025-02-28"},
           Row{"2024-02-29", 12, "2025-02-28"},
           Row{"2024-02-29", -12, "2023-02-28"},
           Row{"2023-01-15", -1, "2022-12-15"},
           Row{"2023-01-15", 0, "2023-01-15"},
           Row{"0000-01-31", -11, "-0001-02-28"},
           Row{"1970-05-31", 12'000, "2970-05-31"},
       }) {
    EXPECT_EQ(day(from).add_months(months)->to_string(), to) << from << " + " << months;
  }
}

TEST(Date, whole_months_are_counted_towards_zero) {
  struct Row {
    std::string_view from, to;
    std::int64_t months;
  };
  for (auto const& [from, to, months] : {
           Row{"2023-01-31", "2023-02-28", 0},
           Row{"2023-01-28", "2023-02-28", 1},
           Row{"2023-02-28", "2023-01-31", 0},
           Row{"2023-02-28", "2023-01-28", -1},
           Row{"2022-12-31", "2023-12-30", 11},
           Row{"2011-12-22", "2013-08-24", 20},
           Row{"2013-08-24", "2011-12-22", -20},
           Row{"2023-05-05", "2023-05-05", 0},
       }) {
    EXPECT_EQ(whole_months_between(day(from), day(to)), months) << from << " to " << to;
  }
}

}  // namespace
}  // namespace zonebook
