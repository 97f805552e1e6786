// The clock of a case: a table of cases with the clause each rests on, then random courses beside
// a count day by day over 2004–2026.

#include "casework/clock.h"

#include <gmock/gmock.h>

#include <array>

#include "casework/clock_fixture.h"

namespace zonebook::casework {
namespace {

using State = Clock::State;
using calendar::WorkDays;

constexpr Limit working(std::int64_t days) { return {days, Unit::working}; }
constexpr Limit natural(std::int64_t days) { return {days, Unit::natural}; }

struct Case {
  std::string name;  // and the clause
  Course course;
  std::string on, is;
};

Course accepted(std::string_view on, Limit promised) {
  return {.received = day(on), .accepted = day(on), .promised = promised};
}

Course with(Course course, std::vector<Procedure> procedures) {
  course.procedures = std::move(procedures);
  return course;
}

Course extended(Course course, Extension extension) {
  course.extension = extension;
  return course;
}

Course decided(Course course, std::string_view on) {
  course.decided = day(on);
  return course;
}

Course ended(Course course, std::string_view on) {
  course.ended = day(on);
  return course;
}

// 2023: 22–24 June off, 25 June (a Sunday) worked; 1 July a Saturday.
std::vector<Case> counted_days() {
  auto const five = accepted("2023-06-19", working(5));
  return {{"the first counted day comes after the acceptance (行政许可法 42; domain notes W12)",
           five, "2023-06-19", "running from 2023-06-19, 0 used, 5 left, due 2023-06-27"},
          {"holidays are left out and make-up days counted (国办发明电 of 2023)", five,
           "2023-06-25", "running from 2023-06-19, 3 used, 2 left, due 2023-06-27"},
          {"the last day is still in time (42)", five, "2023-06-27",
           "running from 2023-06-19, 5 used, 0 left, due 2023-06-27"},
          {"the day after is not (42)", five, "2023-06-28",
           "running from 2023-06-19, 6 used, -1 left, due 2023-06-27"},
          {"what ends on a weekend is late by a day at least (42)", decided(five, "2023-07-01"),
           "2023-07-03", "decided from 2023-06-19, 8 used, -3 left, due 2023-06-27"},
          {"decided on the day of acceptance is 0 days (bulletin: 日清日结)",
           decided(five, "2023-06-19"), "2023-12-31",
           "decided from 2023-06-19, 0 used, 5 left, due 2023-06-27"},
          {"an instant item without a limit is due at once (GB/T 39554.2: 即办件)",
           {.received = day("2023-06-19"), .accepted = day("2023-06-19"), .is_instant = true},
           "2023-06-20",
           "running from 2023-06-19, 1 used, -1 left, due 2023-06-19"}};
}

// 行政许可法 32.
std::vector<Case> before_acceptance() {
  return {
      {"nothing runs before acceptance (32)",
       {.received = day("2023-06-19"), .promised = working(5)},
       "2023-06-27",
       "waiting, 0 used"},
      {"nobody asked for anything in five working days: accepted on receipt (32, fourth item)",
       {.received = day("2023-06-19"), .promised = working(5)},
       "2023-06-28",
       "running from 2023-06-19, 6 used, -1 left, due 2023-06-27"},
      {"accepted later without having asked: the same (32)",
       {.received = day("2023-06-19"), .accepted = day("2023-07-10"), .promised = working(20)},
       "2023-07-10",
       "running from 2023-06-19, 14 used, 6 left, due 2023-07-18"},
      {"asked in time: it waits until it is accepted (32)",
       {.received = day("2023-06-19"),
        .supplement_asked = day("2023-06-27"),
        .promised = working(5)},
       "2023-09-01",
       "waiting, 0 used"},
      {"and runs from then (32)",
       {.received = day("2023-06-19"),
        .supplement_asked = day("2023-06-27"),
        .accepted = day("2023-07-10"),
        .promised = working(5)},
       "2023-07-11",
       "running from 2023-07-10, 1 used, 4 left, due 2023-07-17"},
      {"asked too late is not asked (32)",
       {.received = day("2023-06-19"),
        .supplement_asked = day("2023-06-28"),
        .accepted = day("2023-07-10"),
        .promised = working(20)},
       "2023-07-10",
       "running from 2023-06-19, 14 used, 6 left, due 2023-07-18"},
      {"refused before the five days are over: nothing was accepted (32, first and second items)",
       ended({.received = day("2023-06-19"), .promised = working(5)}, "2023-06-20"), "2023-09-01",
       "ended, 0 used"}};
}

// 行政许可法 45.
std::vector<Case> special_procedures() {
  auto const five = accepted("2023-06-19", working(5));
  return {
      {"an expert review stops it, both its ends left out (45)",
       with(five, {{.from = day("2023-06-20"), .to = day("2023-06-26")}}), "2023-06-27",
       "running from 2023-06-19, 1 used, 4 left, due 2023-07-03"},
      {"while it stands, it has used what it had (45)", with(five, {{.from = day("2023-06-21")}}),
       "2023-09-01", "stopped from 2023-06-19, 1 used, 4 left, due 2023-09-07"},
      {"two that overlap stop it once (45)",
       with(five, {{.from = day("2023-06-20"), .to = day("2023-06-26")},
                   {.from = day("2023-06-21"), .to = day("2023-06-27")}}),
       "2023-06-28", "running from 2023-06-19, 1 used, 4 left, due 2023-07-04"}};
}

// 行政许可法 45, second sentence: the applicant is told how long it takes.
std::vector<Case> times_that_were_told() {
  auto const five = accepted("2023-06-19", working(5));
  return {{"beyond the time that the applicant was told it runs on (45, second sentence)",
           with(five, {{.from = day("2023-06-20"), .to = {}, .limit = working(2)}}), "2023-06-27",
           "running from 2023-06-19, 2 used, 3 left, due 2023-06-30"},
          {"on the last day of that time it still stands (45)",
           with(five, {{.from = day("2023-06-20"), .to = {}, .limit = natural(3)}}), "2023-06-23",
           "stopped from 2023-06-19, 0 used, 5 left, due 2023-06-29"},
          {"one that begins after it was due mends nothing (45)",
           with(five, {{.from = day("2023-06-28"), .to = day("2023-07-07")}}), "2023-06-29",
           "running from 2023-06-19, 5 used, -2 left, due 2023-06-27"}};
}

// 行政许可法 42, 民法典 203.
std::vector<Case> limits_and_ends() {
  auto const five = accepted("2023-06-19", working(5));
  return {{"an extension adds ten days (42)",
           extended(accepted("2023-06-19", working(20)), {day("2023-07-18"), 10}), "2023-07-18",
           "running from 2023-06-19, 20 used, 10 left, due 2023-08-01"},
          {"not after the limit has passed (42)",
           extended(accepted("2023-06-19", working(20)), {day("2023-07-19"), 10}), "2023-07-19",
           "running from 2023-06-19, 21 used, -1 left, due 2023-07-18"},
          {"and not more than ten (42)",
           extended(accepted("2023-06-19", working(20)), {day("2023-07-03"), 11}), "2023-07-03",
           "running from 2023-06-19, 9 used, 11 left, due 2023-07-18"},
          {"natural days that end on a day off end on the next working day (民法典 203)",
           accepted("2023-06-19", natural(3)), "2023-06-19",
           "running from 2023-06-19, 0 used, 6 left, due 2023-06-25"},
          {"and where a review begins on that day, on the first working day after it (203, 45)",
           with(accepted("2023-06-19", natural(3)),
                {{.from = day("2023-06-25"), .to = day("2023-06-27")}}),
           "2023-06-27", "running from 2023-06-19, 5 used, 1 left, due 2023-06-28"},
          {"without a limit it has no day to be due on",
           {.received = day("2023-06-19"), .accepted = day("2023-06-19")},
           "2023-06-27",
           "running from 2023-06-19, 5 used"},
          {"withdrawn: it stops for good (39, second sentence of the rules of a zone)",
           ended(five, "2023-06-20"), "2023-09-01",
           "ended from 2023-06-19, 1 used, 4 left, due 2023-06-27"},
          {"what has not happened yet on the day asked", decided(five, "2023-06-21"), "2023-06-20",
           "running from 2023-06-19, 1 used, 4 left, due 2023-06-27"}};
}

std::string text_of(std::optional<Date> const& date) { return date ? date->to_string() : ""; }

// "running from 2023-06-19, 6 used, -1 left, due 2023-06-27"
std::string told(Clock const& clock) {
  std::string said(name_of(clock.state));
  if (clock.started) said += " from " + text_of(clock.started);
  said += ", " + std::to_string(clock.used) + " used";
  if (clock.left) said += ", " + std::to_string(*clock.left) + " left";
  return clock.due ? said + ", due " + text_of(clock.due) : said;
}

TEST(CaseClock, holds_the_table_of_cases) {
  auto const days = model_days();

  std::vector<Case> all;
  for (auto const& some : {counted_days(), before_acceptance(), special_procedures(),
                           times_that_were_told(), limits_and_ends()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  EXPECT_EQ(all.size(), 28u);
  for (auto const& one : all) {
    EXPECT_EQ(told(reckon(one.course, day(one.on), days)), one.is) << one.name;
  }
}

TEST(CaseClock, says_in_two_languages_why_it_stands) {
  auto const days = model_days();
  auto const course =
      with(accepted("2023-06-19", working(5)), {{.from = day("2023-06-20"),
                                                 .to = {},
                                                 .limit = working(2),
                                                 .kind = in_both("专家评审", "expert review")}});

  auto const clock = reckon(course, day("2023-06-21"), days);

  EXPECT_EQ(clock.stopped_by, 0u);
  EXPECT_EQ(render(clock.why, Language::zh),
            "时钟停着：专家评审自 2023-06-20 起，不计入时限，2023-06-26 恢复计时；已用 0 天");
  EXPECT_EQ(render(clock.why, Language::en),
            "the clock stands: expert review since 2023-06-20 is not counted; it runs on from "
            "2023-06-26; 0 days used");
}

TEST(CaseClock, knows_what_was_stopped_on_its_last_day) {
  auto const days = model_days();
  auto const five = accepted("2023-06-19", working(5));
  auto const left_at_stop = [&](std::string_view from) {
    auto const stopped = with(five, {{.from = day(from), .to = day("2023-07-14")}});
    return reckon(stopped, day("2023-12-31"), days).left_at_stop;
  };

  EXPECT_EQ(left_at_stop("2023-06-20"), 4);
  EXPECT_EQ(left_at_stop("2023-06-27"), 0) << "临期停表";
  EXPECT_EQ(left_at_stop("2023-06-28"), -1);
  EXPECT_EQ(reckon(five, day("2023-12-31"), days).left_at_stop, std::nullopt);
}

TEST(CaseClock, holds_a_stop_against_the_limit_as_it_was_then) {
  auto const days = model_days();
  auto const stopped = with(accepted("2023-06-19", working(5)),
                            {{.from = day("2023-06-26"), .to = day("2023-06-28")}});
  auto const left_if_extended = [&](std::string_view on) {
    return reckon(extended(stopped, {day(on), 10}), day("2023-12-31"), days).left_at_stop;
  };

  EXPECT_EQ(left_if_extended("2023-06-30"), 1) << "临期停表，事后延期";
  EXPECT_EQ(left_if_extended("2023-06-21"), 11);
}

TEST(CaseClock, keeps_the_editions_it_rests_on) {
  auto const days = model_days();

  EXPECT_EQ(reckon(accepted("2023-12-20", working(20)), day("2023-12-20"), days).basis.text(),
            "2023.1 2024.1");
  auto const far = reckon(accepted("2026-12-14", working(20)), day("2026-12-14"), days);
  EXPECT_EQ(far.basis.text(), "2026.1 2027.0");
  EXPECT_TRUE(far.basis.is_provisional());
}

TEST(CaseClock, tells_the_statutory_day_beside_the_promised) {
  auto course = accepted("2023-06-19", working(5));
  course.statutory = working(20);

  auto const clock = reckon(course, day("2023-06-19"), model_days());

  EXPECT_EQ(text_of(clock.due), "2023-06-27");
  EXPECT_EQ(text_of(clock.statutory_due), "2023-07-18");
}

TEST(CaseClock, is_that_of_a_count_day_by_day) {
  auto const days = model_days();
  CourseDice dice(20260101);
  int stopped = 0, extended_once = 0, overdue = 0, deemed = 0;

  for (int i = 0; i < 20'000; ++i) {
    auto const course = dice.course();
    auto const on = dice.day_of(course);
    NaiveClock const naive(course, on, days);
    auto const clock = reckon(course, on, days);
    auto const where = dice.told(course) + " on " + on.to_string();
    ASSERT_EQ(clock.started, naive.started) << where;
    ASSERT_EQ(clock.used, naive.used) << where;
    ASSERT_EQ(clock.due, naive.due) << where;
    ASSERT_EQ(clock.overdue_since.has_value(), naive.is_overdue) << where;
    ASSERT_EQ(clock.state == State::stopped, naive.is_stopped) << where;
    if (clock.left && *clock.left >= 0) {
      ASSERT_EQ(*clock.left, naive.left) << where;
    }
    stopped += naive.is_stopped ? 1 : 0;
    extended_once += course.extension && clock.allowed && !clock.extension_is_void ? 1 : 0;
    overdue += naive.is_overdue ? 1 : 0;
    deemed += clock.is_deemed ? 1 : 0;
  }
  EXPECT_GT(std::min({stopped, extended_once, overdue, deemed}), 500)
      << "the dice reach every rule: " << stopped << " " << extended_once << " " << overdue << " "
      << deemed;
}

}  // namespace
}  // namespace zonebook::casework
