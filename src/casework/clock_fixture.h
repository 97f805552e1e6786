// For tests of clocks: the working days of model/, random courses, and a clock that walks from day
// to day and shares no code with casework/clock.cpp.

#pragma once

#include <random>
#include <string>

#include "casework/clock.h"

namespace zonebook::casework {

Date day(std::string_view text);  // "2023-06-19"

// Of all notices in model/calendar; tests run in the root of the repository.
calendar::WorkDays model_days();

struct NaiveClock {
  NaiveClock(Course const&, Date on, calendar::WorkDays const&);

  std::optional<Date> started;
  std::int64_t used = 0;
  std::int64_t left = 0;  // where it is due on the last day counted to, or after it
  std::optional<Date> due;
  bool is_overdue = false, is_stopped = false;
};

class CourseDice {
 public:
  explicit CourseDice(unsigned seed) : dice_(seed) {}

  Course course();             // received in 2004–2026
  Date day_of(Course const&);  // before, while or after it was handled
  static std::string told(Course const&);

 private:
  std::int64_t roll(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution(low, high)(dice_);
  }
  bool once_in(int n) { return roll(1, n) == 1; }

  std::mt19937 dice_;
};

}  // namespace zonebook::casework
