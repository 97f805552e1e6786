// The period of a figure: whole days, named as people name them.
//
//   2023   2023-H1   2023-Q4   2023-11       a year, half, quarter, month
//   to-date                                  from the ledger's first day to the day asked
//   2023-06-28..2023-10-15                   both days included
//
//   auto period = TRY(Period::parse("2023-Q4"));
//   period.days(v)                           // [2023-10-01, 2024-01-01)
//
// Promises
//   1. What parse() takes, text() gives back: a period has one name.
//   2. All days are the ledger's: 1900-01-01 to 9998-12-31.
//
// Threads: a value.  Source: the design, 6; the oracle's R25.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace zonebook::figures {

// [from, to)
struct Days {
  Date from, to;

  bool covers(Date day) const { return from <= day && day < to; }
  Date last() const { return *to.add_days(-1); }
  bool operator==(Days const&) const = default;
};

class Period {
 public:
  //   figures.not_a_period    it is none of the forms above
  //   figures.period_turned   a..b with b before a
  static Result<Period> parse(std::string_view);

  std::string const& text() const { return text_; }
  // `to-date` ends with the day that is asked; the others do not look at it.
  Days days(Date v) const;
  // The day that is asked where none is given: the period's last, never later than today.
  Date usual_day(Date today) const;

  // The one of the same kind before; a..b: as many days, ending the day before a.  nullopt: to-date
  // has none, nor has what would begin before 1900.
  std::optional<Period> previous() const;
  // The same a year earlier; 02-29 is 02-28 there.
  std::optional<Period> year_before() const;

  bool operator==(Period const&) const = default;

 private:
  enum class Kind { months, days, to_date };
  static std::optional<Period> of_months(std::int64_t first, int count);
  static std::optional<Period> of_days(Date first, Date last);

  Kind kind_ = Kind::to_date;
  std::string text_;
  std::int64_t first_month_ = 0;  // year × 12 + month - 1
  int months_ = 0;
  Days days_;
};

}  // namespace zonebook::figures
