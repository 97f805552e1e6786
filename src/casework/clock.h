// The clock of a case: how many days it has used on a day, how many are left, when it is due, and
// why it stands still.  A pure function of the case's events and the working days.
//
//   Clock const clock = reckon(course, today, work_days);
//   clock.due, clock.left                // 2023-07-20, 3: the 20th is the last day
//   render(clock.why, Language::zh)      // 时钟停着：专家评审自 2023-07-03 起，不计入时限
//
// How days count (行政许可法 of 2003, articles in brackets; domain notes 3.3, 4.7, W12)
//   1. A day on which something happens is not counted: the first counted day comes after the
//      acceptance, and after the end of what stopped the clock.  So a case that is decided on the
//      day it was accepted has used 0 days (日清日结).
//   2. Before acceptance nothing runs.  What is missing is asked for once, within `notice_days`
//      working days of receipt; else the case counts as accepted on the day of receipt (32).
//   3. A special procedure (45) stops the clock from its first to its last day, both left out, but
//      not longer than the time that the applicant was told: beyond that it runs on.  What is
//      overdue already is not stopped any more.
//   4. An extension (42) counts once, with at most `longest_extension` days, and only if it was
//      granted while the limit had not passed.
//   5. Of working days those of the calendar are counted; of natural days all, and a limit of them
//      that ends on a day off ends on the next working day (民法典 203); where a special procedure
//      has begun by then, on the first working day after it, for its days are left out (45).
//   6. Transfer and delegation never stop it.
//
// Events after the day asked have not happened yet.  Threads: pure.  Cost: that of the procedures.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "calendar/work_days.h"

namespace zonebook::casework {

enum class Unit : std::uint8_t { working, natural };

struct Limit {
  std::int64_t days = 0;
  Unit unit = Unit::working;

  bool operator==(Limit const&) const = default;
};

struct Procedure {
  Date from;
  std::optional<Date> to;      // its last day; empty: it goes on
  std::optional<Limit> limit;  // that the applicant was told, from the day after `from` on
  std::string kind = {};       // as people read it, for `why`
};

struct Extension {
  Date on;
  std::int64_t days = 0;  // of the limit's unit
};

// What has happened to a case.
struct Course {
  Date received;
  std::optional<Date> supplement_asked = {}, accepted = {};
  bool is_instant = false;  // 即办件: without a limit of its own it is due on the day itself
  std::optional<Limit> promised = {}, statutory = {};
  std::vector<Procedure> procedures = {};
  std::optional<Extension> extension = {};
  std::optional<Date> decided = {}, ended = {};  // ended: withdrawn, not accepted, given up
};

// What the table `case_limits` of model/decisions says.
struct ClockRules {
  std::int64_t notice_days = 5;
  std::int64_t longest_extension = 10;
};

struct Clock {
  enum class State : std::uint8_t { waiting, running, stopped, decided, ended };

  State state = State::waiting;
  Date notice_due;               // the last day on which a supplement may be asked for
  std::optional<Date> started;   // accepted on; the first day that can count is the next one
  bool is_deemed = false;        // accepted by law, for nobody asked for anything in time
  std::optional<Limit> allowed;  // with what extended it; empty: there is no limit
  bool extension_is_void = false;
  std::int64_t used = 0;
  std::optional<std::int64_t> left;  // until it is due; 0: today is the last day; below 0: overdue
  // While it is stopped with no end in sight: the day if it ran on tomorrow.
  std::optional<Date> due, statutory_due;
  std::optional<Date> overdue_since;      // the day after it was due
  std::optional<std::size_t> stopped_by;  // of the course's procedures
  std::optional<Date> runs_on;            // the first day after the stop, if it is known
  // The fewest days left when a procedure stopped it, of the limit as it was then.
  std::optional<std::int64_t> left_at_stop;
  bool is_same_day = false;
  calendar::Basis basis;  // from receipt to what comes last of due, decision and the day asked
  Text why;
};

// "waiting", "running", "stopped", "decided", "ended": what tables and answers call it.
std::string_view name_of(Clock::State);

Clock reckon(Course const&, Date on, calendar::WorkDays const&, ClockRules const& = {});

}  // namespace zonebook::casework
