#include "casework/clock_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace zonebook::casework {
namespace {

using calendar::WorkDays;

constexpr int never = 4000;  // days; no course of the dice lasts as long

Date next(Date day) { return *day.add_days(1); }

// Working days after a day, one after the other.
Date walk(Date day, std::int64_t n, WorkDays const& days) {
  while (n > 0) {
    day = next(day);
    n -= days.is_working(day) ? 1 : 0;
  }
  return day;
}

// Is a day stopped, as far as is known on another?
bool is_stopped(Course const& course, Date day, Date known, WorkDays const& days) {
  for (auto const& one : course.procedures) {
    if (one.from > day || one.from > known) continue;
    if (one.to && *one.to <= known && *one.to < day) continue;
    if (one.limit) {
      auto const last = one.limit->unit == Unit::working ? walk(one.from, one.limit->days, days)
                                                         : *one.from.add_days(one.limit->days);
      if (last < day) continue;
    }
    return true;
  }
  return false;
}

// What stands open on `known` ends on it, if `ends` says so.
enum class Open : std::uint8_t { ends, goes_on };
std::optional<Date> due_by_walking(Course const& course, Date started, Limit const& limit,
                                   Date known, Open open, WorkDays const& days) {
  auto const stands_on = [&](Date at) {
    return std::ranges::any_of(course.procedures, [&](Procedure const& one) {
      Course alone;
      alone.procedures = {one};
      auto const is_open = !one.limit && !(one.to && *one.to <= known);
      if (is_open && open == Open::ends && at > known) return false;
      return is_stopped(alone, at, known, days);
    });
  };
  auto at = started;
  std::int64_t counted = 0;
  for (int guard = 0; counted < limit.days; ++guard) {
    if (guard > never) return std::nullopt;
    at = next(at);
    auto const counts = limit.unit == Unit::natural || days.is_working(at);
    counted += counts && !stands_on(at) ? 1 : 0;
  }
  if (limit.unit == Unit::working || limit.days == 0) return at;
  // The last day is one that counts and is worked.
  for (int guard = 0; !days.is_working(at) || stands_on(at); ++guard) {
    if (guard > never) return std::nullopt;
    at = next(at);
  }
  return at;
}

}  // namespace

Date day(std::string_view text) { return *Date::parse(text); }

WorkDays model_days() {
  std::vector<calendar::Notice> notices;
  for (auto const& entry : std::filesystem::directory_iterator("model/calendar")) {
    std::ifstream stream(entry.path());
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    auto notice = calendar::read_notice(text, entry.path().string());
    EXPECT_TRUE(notice) << entry.path();
    if (notice) notices.push_back(std::move(*notice));
  }
  EXPECT_GE(notices.size(), 23u);
  return WorkDays::make(notices).value_or(WorkDays());
}

NaiveClock::NaiveClock(Course const& course, Date on, WorkDays const& days) {
  auto const past = [&](std::optional<Date> const& day) { return day && *day <= on; };
  auto const notice_due = walk(course.received, 5, days);
  auto const is_asked = past(course.supplement_asked) && *course.supplement_asked <= notice_due;
  auto const is_refused = past(course.ended) && *course.ended <= notice_due;
  if (past(course.accepted) && (is_asked || *course.accepted <= notice_due)) {
    started = course.accepted;
  } else if (!is_asked && on > notice_due && (past(course.accepted) || !is_refused)) {
    started = course.received;
  }
  auto last = on;
  for (auto const& end : {course.decided, course.ended}) {
    if (past(end)) last = std::min(last, *end);
  }
  auto const is_closed = past(course.decided) || past(course.ended);
  if (!started) return;

  auto limit = course.promised ? course.promised : course.statutory;
  if (!limit && course.is_instant) limit = Limit{};
  if (limit && course.extension && course.extension->on <= on) {
    auto const& extension = *course.extension;
    auto const due_then =
        due_by_walking(course, *started, *limit, extension.on, Open::goes_on, days);
    auto const is_lawful = extension.days >= 1 && extension.days <= 10 && extension.on > *started &&
                           (!due_then || extension.on <= *due_then);
    if (is_lawful) limit->days += extension.days;
  }
  auto const unit = limit ? limit->unit : Unit::working;
  auto const counts = [&](Date at) {
    return (unit == Unit::natural || days.is_working(at)) &&
           !casework::is_stopped(course, at, last, days);
  };
  for (auto at = next(*started); at <= last; at = next(at)) used += counts(at) ? 1 : 0;
  for (auto const& one : course.procedures) {
    auto const is_over = one.to && *one.to <= last;
    Course alone;
    alone.procedures = {one};
    if (!is_closed && !is_over && casework::is_stopped(alone, last, last, days)) {
      auto const stops_something = !one.limit ||
                                   casework::is_stopped(alone, next(*started), last, days) ||
                                   one.from > *started;
      is_stopped = is_stopped || stops_something;
    }
  }
  if (!limit) return;
  due = due_by_walking(course, *started, *limit, last, Open::ends, days);
  if (!due) return;
  is_overdue = last > *due;
  is_stopped = is_stopped && !is_overdue;
  for (auto at = next(last); at <= *due; at = next(at)) {
    auto stopped = false;
    for (auto const& one : course.procedures) {
      Course alone;
      alone.procedures = {one};
      auto const is_open = !one.limit && !(one.to && *one.to <= last);
      stopped = stopped || (!is_open && casework::is_stopped(alone, at, last, days));
    }
    left += (unit == Unit::natural || days.is_working(at)) && !stopped ? 1 : 0;
  }
}

Course CourseDice::course() {
  auto const first = day("2004-01-01").days();
  Course course{.received = *Date::from_days(roll(first, day("2026-12-31").days()))};
  auto const later = [&](Date from, std::int64_t most) { return *from.add_days(roll(0, most)); };
  auto const limit = [&](std::int64_t most) {
    return Limit{roll(0, most), once_in(3) ? Unit::natural : Unit::working};
  };
  if (once_in(3)) course.supplement_asked = later(course.received, 12);
  if (!once_in(4)) {
    course.accepted = later(course.supplement_asked.value_or(course.received), 14);
  }
  course.is_instant = once_in(4);
  if (!once_in(5)) course.promised = limit(30);
  if (once_in(2)) course.statutory = limit(60);
  auto const begun = course.accepted.value_or(course.received);
  for (auto left = roll(0, 3); left > 0; --left) {
    Procedure one{.from = later(begun, 40)};
    if (!once_in(3)) one.to = later(one.from, 30);
    if (once_in(2)) one.limit = limit(20);
    course.procedures.push_back(one);
  }
  if (once_in(2)) course.extension = Extension{later(begun, 50), roll(0, 12)};
  if (once_in(2)) course.decided = later(begun, 90);
  if (once_in(8)) course.ended = later(course.received, 60);
  return course;
}

Date CourseDice::day_of(Course const& course) { return *course.received.add_days(roll(0, 120)); }

std::string CourseDice::told(Course const& course) {
  std::string said = "received " + course.received.to_string();
  auto const add = [&](char const* what, std::optional<Date> const& on) {
    if (on) said += std::string(", ") + what + " " + on->to_string();
  };
  auto const unit = [](Limit const& limit) {
    return std::to_string(limit.days) + (limit.unit == Unit::natural ? " natural" : " working");
  };
  add("asked", course.supplement_asked);
  add("accepted", course.accepted);
  add("decided", course.decided);
  add("ended", course.ended);
  if (course.promised) said += ", promised " + unit(*course.promised);
  if (course.statutory) said += ", statutory " + unit(*course.statutory);
  if (course.is_instant) said += ", instant";
  for (auto const& one : course.procedures) {
    said += ", stopped " + one.from.to_string() + ".." + (one.to ? one.to->to_string() : "");
    if (one.limit) said += " told " + unit(*one.limit);
  }
  if (course.extension) {
    said += ", extended " + course.extension->on.to_string() + " by " +
            std::to_string(course.extension->days);
  }
  return said;
}

}  // namespace zonebook::casework
