// Working days: Monday to Friday, without what notices make holidays, with the weekends that they
// make up for them, without the days on which the zone itself is closed.
//
//   auto const national = TRY(WorkDays::make(notices));
//   auto const days = TRY(national.closed_on(zone_closings));
//   days.add(accepted, 20)           // the 20th working day after it: when it is due
//   days.count(from, to)             // working days in [from, to)
//   days.basis(accepted, due).text() // "2026.1 2027.0": which editions it rests on
//
// Promises (work_days_test.cpp: against a count day by day over 2004–2026)
//   1. count(a, c) = count(a, b) + count(b, c); count(day, *add(day, n)) counts n days where `day`
//      itself is left out and the last one is in: count(day + 1, add(day, n) + 1) = n.
//   2. Beyond what notices say only weekends are off, and the basis says so: it is provisional.
//      The last days of December are settled by the next year's notice, so that until it comes
//      they are provisional too.
//   3. Where the notices of two years name a day of late December, the later one settles it: what
//      can be made of each alone can be made of all together, in whatever order.
//   4. What rests on another basis than today's is to be worked out again; what rests on the same
//      one would come out the same.
//
// Cost: add and count look up a sorted list of exceptions (some 35 a year).  Threads: immutable.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calendar/notice.h"

namespace zonebook::calendar {

// What a stretch of days rests on.
struct Basis {
  struct Of {
    std::int64_t year = 0, edition = 0;  // edition 0: its notice is not known
    bool operator==(Of const&) const = default;
  };
  std::vector<Of> notices;  // by year
  int closings = 0;         // days among them on which the zone alone is closed

  bool is_provisional() const;
  std::string text() const;  // "2026.1 2027.0", with closings "2026.1 +2"
};

class WorkDays {
 public:
  // Weekends alone.
  WorkDays() = default;

  //   invalid  calendar.year_twice; calendar.outside_year: a day is not of the notice's year;
  //            calendar.two_kinds: a day is off and worked; calendar.make_up_weekday: a day is made
  //            up for that is worked anyway.  `where` is the year
  static Result<WorkDays> make(std::span<Notice const>);

  // The same where the zone is closed besides; days that are off anyway change nothing.
  //   invalid  calendar.order, calendar.too_long
  Result<WorkDays> closed_on(std::span<Days const>) const;

  bool is_working(Date) const;
  // The n-th working day after the day; before it, if n is negative; 0: the day itself.  nullopt
  // beyond a million days, or the calendar's end.
  std::optional<Date> add(Date, std::int64_t n) const;
  // In [from, to); negative if `to` comes first.
  std::int64_t count(Date from, Date to) const;

  // Of the days from one to the other, both in it.
  Basis basis(Date first, Date last) const;
  // The edition of the notice that a year has; 0: none is known.
  std::int64_t edition_of(std::int64_t year) const;
  // What a notice or the zone calls the day; empty: nothing is said of it.
  std::string name_of(Date) const;

 private:
  // A day that is not as its weekday has it: worked on a weekend (+1), off on a weekday (-1).
  struct Exception {
    std::int64_t day = 0;
    int change = 0;
    std::int64_t sum = 0;  // of the changes before it
  };

  std::int64_t working_before(std::int64_t day) const;
  std::vector<Exception>::const_iterator at_or_after(std::int64_t day) const;
  void set(std::map<std::int64_t, int> const& changes);
  std::map<std::int64_t, int> changes() const;

  std::vector<Exception> exceptions_;              // by day
  std::map<std::int64_t, std::int64_t> editions_;  // by year
  std::vector<std::int64_t> closings_;             // by day, those that change something
  std::map<std::int64_t, std::string> names_;
};

// The first day of a December that the next year's notice may change.
constexpr int december_settled_until = 25;

}  // namespace zonebook::calendar
