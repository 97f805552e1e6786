#include "base/time.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

ClockTime clock(std::string_view text) {
  auto const time = ClockTime::parse(text);
  EXPECT_TRUE(time) << text;
  return time.value_or(ClockTime());
}

DateTime moment(std::string_view text) {
  auto const value = DateTime::parse(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(DateTime());
}

struct Row {
  std::string_view text, printed;
};

TEST(ClockTime, is_read_and_printed) {
  for (auto const& [text, printed] : {
           Row{"00:00:00", "00:00:00"},
           Row{"23:59:59.999999999", "23:59:59.999999999"},
           Row{"10:30:00.500", "10:30:00.5"},
           Row{"10:30:00.000", "10:30:00"},
           Row{"24:00:00", "00:00:00"},
           Row{"24:00:00Z", "00:00:00Z"},
           Row{"10:30:00Z", "10:30:00Z"},
           Row{"10:30:00z", "10:30:00Z"},
           Row{"10:30:00+00:00", "10:30:00Z"},
           Row{"10:30:00-00:00", "10:30:00Z"},
           Row{"10:30:00+05:30", "10:30:00+05:30"},
           Row{"10:30:00-01:30:15", "10:30:00-01:30:15"},
           Row{"10:30:00+18:00", "10:30:00+18:00"},
           Row{"10:30:00-18:00", "10:30:00-18:00"},
           Row{"10:30:00.5@Europe/Paris", "10:30:00.5@Europe/Paris"},
           Row{"10:30:00@Etc/UTC", "10:30:00@Etc/UTC"},
       }) {
    EXPECT_EQ(clock(text).to_string(), printed) << text;
  }
}

TEST(ClockTime, malformed_texts_are_refused) {
  for (std::string_view const text : {"",
                                      "10:30",
                                      "10",
                                      "1:30:00",
                                      "10:3:00",
                                      "10:30:0",
                                      "10:30:60",
                                      "10:60:00",
                                      "25:00:00",
                                      "24:00:01",
                                      "24:01:00",
                                      "24:00:00.0",
                                      "24:00:00.1",
                                      "10:30:00.",
                                      "10:30:00.0123456789",
                                      "10:30:00+5:00",
                                      "10:30:00+05",
                                      "10:30:00+0530",
                                      "10:30:00+18:01",
                                      "10:30:00-19:00",
                                      "10:30:00+18:00:01",
                                      "10:30:00+05:60",
                                      "10:30:00+05:30:60",
                                      "10:30:00ZZ",
                                      "10:30:00+01:00@Europe/Paris",
                                      "10:30:00Z@Europe/Paris",
                                      "10:30:00@Mars/Olympus",
                                      "10:30:00@",
                                      "10:30:00@+01:00",
                                      "10:30:00@../../etc/passwd",
                                      "10:30:00 ",
                                      " 10:30:00",
                                      "T10:30:00",
                                      "-10:30:00",
                                      "10:30:00,5"}) {
    EXPECT_FALSE(ClockTime::parse(text)) << text;
  }
}

TEST(ClockTime, knows_its_offset_where_no_day_is_needed) {
  EXPECT_EQ(clock("10:30:00").offset(), std::nullopt);
  EXPECT_EQ(clock("10:30:00Z").offset(), 0);
  EXPECT_EQ(clock("10:30:00-01:30").offset(), -5400);
  EXPECT_EQ(clock("10:30:00@Asia/Dhaka").offset(), 21'600);
  EXPECT_EQ(clock("10:30:00@Europe/Paris").offset(), std::nullopt);
}

TEST(ClockTime, goes_around_the_clock) {
  EXPECT_EQ(clock("23:00:00Z").plus({7200, 0}).to_string(), "01:00:00Z");
  EXPECT_EQ(clock("01:00:00").plus({-7200, 0}).to_string(), "23:00:00");
  EXPECT_EQ(clock("00:00:00").plus({-1, 500'000'000}).to_string(), "23:59:59.5");
  EXPECT_EQ(clock("12:00:00").plus({INT64_MAX, 999'999'999}).to_string(), "03:30:07.999999999");
  EXPECT_EQ(clock("12:00:00").plus({INT64_MIN, 0}).to_string(), "20:29:52");
}

TEST(DateTime, is_read_and_printed) {
  for (auto const& [text, printed] : {
           Row{"2018-12-08", "2018-12-08T00:00:00"},
           Row{"2018-12-08T10:30:00", "2018-12-08T10:30:00"},
           Row{"2018-12-08T10:30:00.0001+05:00", "2018-12-08T10:30:00.0001+05:00"},
           Row{"2018-12-08T10:30:00@Europe/Paris", "2018-12-08T10:30:00@Europe/Paris"},
           Row{"2018-12-31T24:00:00", "2019-01-01T00:00:00"},
           Row{"-0001-12-31T24:00:00Z", "0000-01-01T00:00:00Z"},
           Row{"999999999-12-31T23:59:59.999999999Z", "999999999-12-31T23:59:59.999999999Z"},
           Row{"-999999999-01-01T00:00:00+18:00", "-999999999-01-01T00:00:00+18:00"},
           Row{"2018-12-08T10:30:00@America/Port-au-Prince",
               "2018-12-08T10:30:00@America/Port-au-Prince"},
       }) {
    EXPECT_EQ(moment(text).to_string(), printed) << text;
  }
}

TEST(DateTime, malformed_texts_are_refused) {
  for (std::string_view const text :
       {"", "T", "2018-12-08T", "T10:30:00", "2018-12-08 10:30:00", "2018-12-08t10:30:00",
        "2018-12-08T10:30", "2018-02-30T10:30:00", "2018-12-08T10:30:00T", "2018-12-08Z",
        "999999999-12-31T24:00:00", "2018-12-08T10:30:00+01:00@Europe/Paris"}) {
    EXPECT_FALSE(DateTime::parse(text)) << text;
  }
}

TEST(DateTime, lies_on_one_line_of_seconds) {
  struct OnLine {
    std::string_view text;
    std::int64_t seconds;
  };
  for (auto const& [text, seconds] : {
           OnLine{"1970-01-01T00:00:00", 0},
           OnLine{"1970-01-01T00:00:00Z", 0},
           OnLine{"1970-01-01T00:00:00+01:00", -3600},
           OnLine{"1969-12-31T23:59:59.5Z", -1},
           OnLine{"2018-07-01T12:00:00@Europe/Paris", 1'530'439'200},
           OnLine{"2018-12-08T10:30:00@Europe/Paris", 1'544'261'400},
           OnLine{"999999999-12-31T23:59:59Z", 31'556'889'832'780'799},
           OnLine{"-999999999-01-01T00:00:00+18:00", -31'557'014'135'661'600},
       }) {
    EXPECT_EQ(moment(text).since_epoch().seconds, seconds) << text;
  }
  EXPECT_EQ(moment("1969-12-31T23:59:59.5Z").since_epoch().nanos, 500'000'000);
  EXPECT_EQ(moment("2018-07-01T12:00:00@Europe/Paris").offset(), 7200);
  EXPECT_EQ(moment("2018-07-01T12:00:00").offset(), std::nullopt);
  EXPECT_TRUE(moment("2018-07-01T12:00:00").is_local());
}

TEST(DateTime, exact_lengths_are_counted_in_utc_and_the_place_stays) {
  struct Sum {
    std::string_view from, length, to;
  };
  for (auto const& [from, length, to] : {
           Sum{"2018-12-31T23:00:00", "PT2H", "2019-01-01T01:00:00"},
           Sum{"2018-12-31T23:00:00+05:00", "PT2H", "2019-01-01T01:00:00+05:00"},
           Sum{"2018-03-24T12:00:00@Europe/Paris", "P1D", "2018-03-25T13:00:00@Europe/Paris"},
           Sum{"2018-10-27T12:00:00@Europe/Paris", "P1D", "2018-10-28T11:00:00@Europe/Paris"},
           Sum{"2018-03-24T12:00:00", "P1D", "2018-03-25T12:00:00"},
           Sum{"1970-01-01T00:00:00Z", "-PT0.5S", "1969-12-31T23:59:59.5Z"},
           Sum{"999999999-12-31T23:59:59Z", "PT1S", "null"},
           Sum{"-999999999-01-01T00:00:00", "-PT0.000000001S", "null"},
           Sum{"2018-01-01T00:00:00Z", "PT9223372036854775807S", "null"},
           Sum{"2018-01-01T00:00:00Z", "-PT9223372036854775807S", "null"},
       }) {
    auto const sum = moment(from).plus(std::get<SecondsDuration>(*parse_duration(length)));
    EXPECT_EQ(sum ? sum->to_string() : "null", to) << from << " + " << length;
  }
}

TEST(DateTime, months_are_counted_on_the_calendar_and_clipped) {
  EXPECT_EQ(moment("2018-01-31T10:30:00@Europe/Paris").plus(MonthsDuration{1})->to_string(),
            "2018-02-28T10:30:00@Europe/Paris");
  EXPECT_FALSE(moment("999999999-12-31T00:00:00").plus(MonthsDuration{1}));
}

}  // namespace
}  // namespace zonebook
