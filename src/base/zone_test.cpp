#include "base/zone.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "base/date.h"

namespace zonebook {
namespace {

std::shared_ptr<Zone const> zone(std::string_view name) {
  auto loaded = Zone::load(name);
  EXPECT_TRUE(loaded) << name;
  return *loaded;
}

// "2018-03-25 01:00:00" in seconds since 1970.
std::int64_t seconds(std::string_view text) {
  auto const number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  auto const time = text.size() - 8;
  return Date::parse(text.substr(0, time - 1))->days() * 86'400 + number(time) * 3600 +
         number(time + 3) * 60 + number(time + 6);
}

std::string bytes_of(std::string_view name) {
  std::ifstream file("/usr/share/zoneinfo/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A TZif file with no transitions, whose footer is all that it says.
std::shared_ptr<Zone const> zone_of_footer(std::string_view footer) {
  std::string const header = std::string("TZif2") + std::string(15 + 16, '\0');
  std::string const counts("\0\0\0\1\0\0\0\4", 8);  // one type, four letters
  std::string const type("\0\0\0\0\0\0UTC\0", 10);
  auto const block = header + counts + type;
  auto loaded = Zone::from_tzif("test", block + block + "\n" + std::string(footer) + "\n");
  return loaded ? *loaded : nullptr;
}

struct Offset {
  std::string_view name, utc;
  std::int32_t seconds;
};

TEST(Zone, offsets_change_in_the_second_that_tzdata_says) {
  constexpr std::int32_t hour = 3600;
  for (auto const& [name, utc, offset] : {
           Offset{"Europe/Paris", "2018-03-25 00:59:59", hour},
           Offset{"Europe/Paris", "2018-03-25 01:00:00", 2 * hour},
           Offset{"Europe/Paris", "2018-10-28 00:59:59", 2 * hour},
           Offset{"Europe/Paris", "2018-10-28 01:00:00", hour},
           Offset{"Europe/Paris", "2100-03-28 00:59:59", hour},
           Offset{"Europe/Paris", "2100-03-28 01:00:00", 2 * hour},
           Offset{"Europe/Paris", "2100-10-31 00:59:59", 2 * hour},
           Offset{"Europe/Paris", "2100-10-31 01:00:00", hour},
           Offset{"Europe/Paris", "999999999-07-01 00:00:00", 2 * hour},
           Offset{"Europe/Paris", "1600-01-01 00:00:00", 561},  // the sun's own time
           Offset{"Australia/Melbourne", "2021-04-03 15:59:59", 11 * hour},
           Offset{"Australia/Melbourne", "2021-04-03 16:00:00", 10 * hour},
           Offset{"Australia/Melbourne", "2100-01-01 00:00:00", 11 * hour},
           Offset{"Australia/Melbourne", "2100-07-01 00:00:00", 10 * hour},
           Offset{"Asia/Shanghai", "1986-05-03 17:59:59", 8 * hour},
           Offset{"Asia/Shanghai", "1986-05-03 18:00:00", 9 * hour},
           Offset{"Asia/Shanghai", "1991-09-14 16:59:59", 9 * hour},
           Offset{"Asia/Shanghai", "1991-09-14 17:00:00", 8 * hour},
           Offset{"Asia/Shanghai", "2023-07-01 00:00:00", 8 * hour},
           Offset{"Asia/Dhaka", "2018-01-01 00:00:00", 6 * hour},
           Offset{"Asia/Dhaka", "2009-07-01 00:00:00", 7 * hour},
           Offset{"Europe/Dublin", "2100-01-01 00:00:00", 0},  // its winter is the exception
           Offset{"Europe/Dublin", "2100-07-01 00:00:00", hour},
           Offset{"America/St_Johns", "2100-07-01 00:00:00", -9000},
           Offset{"Etc/UTC", "2018-01-01 00:00:00", 0},
           Offset{"Etc/GMT+5", "2018-01-01 00:00:00", -5 * hour},
       }) {
    EXPECT_EQ(zone(name)->offset_at(seconds(utc)), offset) << name << " at " << utc;
  }
}

TEST(Zone, a_local_time_in_a_gap_or_an_overlap_takes_the_offset_before_it) {
  constexpr std::int32_t hour = 3600;
  for (auto const& [name, local, offset] : {
           Offset{"Europe/Paris", "2018-03-25 01:59:59", hour},
           Offset{"Europe/Paris", "2018-03-25 02:00:00", hour},  // no clock shows 2 to 3
           Offset{"Europe/Paris", "2018-03-25 02:59:59", hour},
           Offset{"Europe/Paris", "2018-03-25 03:00:00", 2 * hour},
           Offset{"Europe/Paris", "2018-10-28 01:59:59", 2 * hour},
           Offset{"Europe/Paris", "2018-10-28 02:00:00", 2 * hour},  // clocks show 2 to 3 twice
           Offset{"Europe/Paris", "2018-10-28 02:59:59", 2 * hour},
           Offset{"Europe/Paris", "2018-10-28 03:00:00", hour},
           Offset{"Australia/Melbourne", "2021-04-04 02:30:00", 11 * hour},
           Offset{"Australia/Melbourne", "2021-10-03 02:30:00", 10 * hour},
           Offset{"Pacific/Apia", "2011-12-30 12:00:00", -10 * hour},  // a day that never was
           Offset{"Pacific/Apia", "2011-12-31 00:00:00", 14 * hour},
           Offset{"Asia/Shanghai", "2023-12-20 00:00:00", 8 * hour},
       }) {
    EXPECT_EQ(zone(name)->offset_at_local(seconds(local)), offset) << name << ", " << local;
  }
}

TEST(Zone, extreme_seconds_are_answered) {
  for (auto const* name : {"Europe/Paris", "Etc/UTC", "Australia/Melbourne"}) {
    for (auto const extreme : {INT64_MIN, INT64_MAX}) {
      EXPECT_LE(std::abs(zone(name)->offset_at(extreme)), 64'800);
      EXPECT_LE(std::abs(zone(name)->offset_at_local(extreme)), 64'800);
    }
  }
}

TEST(Zone, has_one_offset_all_year_if_it_has_no_summer_time_any_more) {
  EXPECT_EQ(zone("Asia/Shanghai")->yearlong_offset(), 8 * 3600);
  EXPECT_EQ(zone("Asia/Dhaka")->yearlong_offset(), 6 * 3600);
  EXPECT_EQ(zone("Etc/UTC")->yearlong_offset(), 0);
  EXPECT_EQ(zone("Europe/Paris")->yearlong_offset(), std::nullopt);
}

TEST(Zone, unknown_and_evil_names_are_not_found) {
  for (auto const& name : {
           std::string(),
           std::string("/"),
           std::string("/etc"),
           std::string("Mars/Olympus"),
           std::string("../../etc/passwd"),
           std::string("Europe/../../../../etc/passwd"),
           std::string("a//b"),
           std::string("Europe/"),
           std::string("Europe"),
           std::string("Europe//Paris"),
           std::string("Europe/Paris\0", 13),
           std::string("zone.tab"),
           std::string("Europe/Paris "),
           std::string("europe/巴黎"),
           std::string(65, 'a'),
           std::string(100'000, 'a'),
       }) {
    auto const loaded = Zone::load(name);
    ASSERT_FALSE(loaded) << name;
    EXPECT_EQ(loaded.error().code, Error::Code::not_found) << name;
    EXPECT_EQ(loaded.error().says.key, "base.zone_unknown");
  }
}

TEST(Zone, footers_of_every_form_are_understood) {
  constexpr std::int32_t hour = 3600;
  struct Row {
    std::string_view footer, utc;
    std::int32_t offset;
  };
  for (auto const& [footer, utc, offset] : {
           Row{"<+03>-3", "2018-01-01 00:00:00", 3 * hour},
           Row{"<-0330>3:30", "2018-01-01 00:00:00", -12'600},
           Row{"XYZ-1:02:03", "2018-01-01 00:00:00", 3723},
           Row{"CET-1CEST,M3.5.0,M10.5.0/3", "2018-03-25 00:59:59", hour},
           Row{"CET-1CEST,M3.5.0,M10.5.0/3", "2018-03-25 01:00:00", 2 * hour},
           Row{"AAA0BBB-2,J60,J300", "2020-03-01 01:59:59", 0},  // J60 is March 1 in every year
           Row{"AAA0BBB-2,J60,J300", "2020-03-01 02:00:00", 2 * hour},
           Row{"AAA0BBB-2,J60,J300", "2019-03-01 02:00:00", 2 * hour},
           Row{"AAA0BBB,59/0,300/0", "2020-02-29 00:00:00", hour},  // and day 59 is not
           Row{"AAA0BBB,59/0,300/0", "2019-02-28 23:59:59", 0},
           Row{"AAA0BBB,59/0,300/0", "2019-03-01 00:00:00", hour},
           Row{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31 00:59:59", -2 * hour},
           Row{"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31 01:00:00", -hour},
           Row{"IST-2IDT,M3.4.4/26,M10.5.0", "2021-03-25 23:59:59", 2 * hour},
           Row{"IST-2IDT,M3.4.4/26,M10.5.0", "2021-03-26 00:00:00", 3 * hour},
           Row{"XXX3EDT4,0/0,J365/23", "2021-12-31 12:00:00", -4 * hour},  // summer all year
           Row{"", "2021-12-31 12:00:00", 0},
       }) {
    auto const made = zone_of_footer(footer);
    ASSERT_TRUE(made) << footer;
    EXPECT_EQ(made->offset_at(seconds(utc)), offset) << footer << " at " << utc;
  }
}

TEST(Zone, malformed_footers_are_broken) {
  for (auto const* footer : {"C",
                             "CET",
                             "CET-",
                             "CET-25",
                             "CET-1:60",
                             "<CET-1",
                             "<C>-1",
                             "1CET",
                             "CET-1C",
                             "CET-1CEST",
                             "CET-1CEST,",
                             "CET-1CEST,M3.5.0",
                             "CET-1CEST,M13.5.0,M10.5.0",
                             "CET-1CEST,M3.6.0,M10.5.0",
                             "CET-1CEST,M3.5.7,M10.5.0",
                             "CET-1CEST,J0,J1",
                             "CET-1CEST,J366,J1",
                             "CET-1CEST,366,1",
                             "CET-1CEST,M3.5.0/168,M10.5.0",
                             "CET-1CEST,M3.5.0,M10.5.0/3 ",
                             "CET-1CEST,M3.5.0/,M10.5.0",
                             "CET-99999999999999999999"}) {
    EXPECT_FALSE(zone_of_footer(footer)) << footer;
  }
}

TEST(Zone, no_part_of_a_file_and_no_damaged_file_does_harm) {
  auto const whole = bytes_of("Europe/Paris");
  std::mt19937 random(7);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    auto const part = Zone::from_tzif("part", std::string_view(whole).substr(0, size));
    EXPECT_FALSE(part) << size;
    EXPECT_EQ(part.error().code, Error::Code::broken);
  }
  for (int i = 0; i < 20'000; ++i) {
    auto damaged = whole;
    for (int j = 0; j < 3; ++j) damaged[random() % damaged.size()] = static_cast<char>(random());
    auto const loaded = Zone::from_tzif("damaged", damaged);
    if (loaded) (*loaded)->offset_at_local(static_cast<std::int64_t>(random()) * 5);
  }
}

}  // namespace
}  // namespace zonebook
