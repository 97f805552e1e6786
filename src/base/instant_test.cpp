#include "base/instant.h"

#include <gtest/gtest.h>

namespace zonebook {
namespace {

std::string printed(std::optional<Instant> instant) {
  return instant ? instant->to_string() : "null";
}

TEST(Instant, is_read_in_any_offset_and_printed_in_utc) {
  struct Row {
    std::string_view text, utc;
  };
  for (auto const& [text, utc] : {
           Row{"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
           Row{"2023-12-22T09:00:00+08:00", "2023-12-22T01:00:00Z"},
           Row{"2023-12-22T01:00:00.000001Z", "2023-12-22T01:00:00.000001Z"},
           Row{"1969-12-31T23:59:59.500-00:30", "1970-01-01T00:29:59.5Z"},
           Row{"1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"},
           Row{"294247-01-10T04:00:54.775807Z", "294247-01-10T04:00:54.775807Z"},
       }) {
    EXPECT_EQ(printed(Instant::parse(text)), utc) << text;
  }
  EXPECT_EQ(Instant::parse("294247-01-10T04:00:54.775807Z"), Instant::max());
  EXPECT_EQ(Instant(INT64_MIN).to_string(), "-290308-12-21T19:59:05.224192Z");
}

TEST(Instant, malformed_texts_and_moments_beyond_64_bits_are_refused) {
  for (std::string_view const text :
       {"", "2023-12-22", "2023-12-22T01:00:00", "2023-12-22T01:00Z", "2023-12-22T24:00:00Z",
        "2023-12-22T01:00:00.Z", "2023-12-22T01:00:00.0000001Z", "2023-12-22 01:00:00Z",
        "2023-12-22T01:00:00+08", "2023-12-22T01:00:00+08:00:30",
        "2023-12-22T01:00:00@Asia/Shanghai", "2023-12-22T01:00:00Z ", "2023-02-29T01:00:00Z",
        "294247-01-10T04:00:54.775808Z", "999999999-12-31T23:59:59Z",
        "-999999999-12-31T23:59:59Z"}) {
    EXPECT_FALSE(Instant::parse(text)) << text;
  }
}

TEST(Instant, a_day_ends_with_its_last_microsecond_on_the_zones_own_clocks) {
  struct Row {
    std::string_view date, zone, end;
  };
  for (auto const& [date, zone, end] : {
           Row{"2023-12-20", "Asia/Shanghai", "2023-12-20T15:59:59.999999Z"},
           Row{"2023-12-20", "Etc/UTC", "2023-12-20T23:59:59.999999Z"},
           Row{"2018-03-25", "Europe/Paris", "2018-03-25T21:59:59.999999Z"},
           Row{"2018-10-28", "Europe/Paris", "2018-10-28T22:59:59.999999Z"},
           Row{"2018-11-03", "America/Sao_Paulo", "2018-11-04T02:59:59.999999Z"},  // 0:00 is 1:00
           Row{"2018-02-17", "America/Sao_Paulo", "2018-02-18T02:59:59.999999Z"},  // 0:00 is 23:00
           Row{"2006-10-28", "America/St_Johns", "2006-10-29T03:29:59.999999Z"},   // 0:01 is 23:01
           Row{"2011-12-30", "Pacific/Apia", "2011-12-30T09:59:59.999999Z"},       // never was
       }) {
    auto const place = Zone::load(zone);
    ASSERT_TRUE(place);
    EXPECT_EQ(printed(Instant::end_of(*Date::parse(date), **place)), end) << date << " in " << zone;
  }
  EXPECT_FALSE(Instant::end_of(*Date::parse("999999999-12-31"), **Zone::load("Etc/UTC")));
}

TEST(Instant, falls_on_a_day_in_every_zone) {
  auto const shanghai = Zone::load("Asia/Shanghai");
  auto const end = *Instant::end_of(*Date::parse("2023-12-20"), **shanghai);

  EXPECT_EQ(end.date_in(**shanghai).to_string(), "2023-12-20");
  EXPECT_EQ(Instant(end.micros() + 1).date_in(**shanghai).to_string(), "2023-12-21");
  EXPECT_EQ(end.date_in(**Zone::load("Etc/UTC")).to_string(), "2023-12-20");
  EXPECT_EQ(Instant::max().date_in(**shanghai).to_string(), "294247-01-10");
  EXPECT_EQ(Instant(INT64_MIN).date_in(**shanghai).to_string(), "-290308-12-22");
}

}  // namespace
}  // namespace zonebook
