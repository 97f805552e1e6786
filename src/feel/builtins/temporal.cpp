// Temporal built-in functions (DMN 1.5, 10.3.4.11), and now() and today() (10.3.4.12).  The days
// and months of the result are English words: the standard fixes them, they are not for display.

#include <array>

#include "feel/builtin.h"
#include "feel/evaluate.h"

namespace zonebook::feel {
namespace {

constexpr std::array<char const*, 7> days = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday"};
constexpr std::array<char const*, 12> months = {"January",   "February", "March",    "April",
                                                "May",       "June",     "July",     "August",
                                                "September", "October",  "November", "December"};

// Of a date with time, the day that its own calendar shows.
Date day_of(Value const& value) {
  return value.is(Kind::date) ? value.date() : value.date_time().date;
}

Value day_of_year(Call& call) { return Decimal(day_of(call[0]).day_of_year()); }
Value week_of_year(Call& call) { return Decimal(day_of(call[0]).week_of_year()); }

Value day_of_week(Call& call) {
  return Value::text(days.at(static_cast<std::size_t>(day_of(call[0]).weekday() - 1)));
}

Value month_of_year(Call& call) {
  return Value::text(months.at(static_cast<std::size_t>(day_of(call[0]).civil().month - 1)));
}

// Evaluation has no clock: whoever starts it says what time it is, and may not have said it.
Value now(Call& call) {
  auto const& moment = call.evaluator().now();
  return moment ? Value(*moment) : call.fail({"feel.no_clock", {}});
}

Value today(Call& call) {
  auto const& moment = call.evaluator().now();
  return moment ? Value(moment->date) : call.fail({"feel.no_clock", {}});
}

constexpr Builtin table[] = {
    {"day of year(date: date | date and time) -> number", day_of_year},
    {"day of week(date: date | date and time) -> string", day_of_week},
    {"month of year(date: date | date and time) -> string", month_of_year},
    {"week of year(date: date | date and time) -> number", week_of_year},
    {"now() -> date and time", now},
    {"today() -> date", today},
};

}  // namespace

std::span<Builtin const> temporal_functions() { return table; }

}  // namespace zonebook::feel
