// What a notice says of one year: which days are off, and which weekends are worked instead.
//
//   auto notice = TRY(read_notice(text, "calendar/2023.tsv"));
//   notice.holidays[1]                      // 2023-01-21 … 2023-01-27 春节
//   write_days(notice.holidays)             // "2023-01-21..2023-01-27 春节\n…", as a person types it
//
// The State Council gives it out each November for the year to come; its New Year may begin in the
// last days of December before.  Stretches have both ends in them, as notices are written.
//
// A file has lines of fields between tabs: `year 2023`, `edition 1`, `source …`, and for each
// stretch `holiday FIRST LAST NAME` or `make_up FIRST LAST NAME`; `#` begins a comment.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace zonebook::calendar {

struct Days {
  Date first, last;  // both are of it
  std::string name;  // 春节; may be empty

  bool operator==(Days const&) const = default;
};

struct Notice {
  std::int64_t year = 0;
  std::int64_t edition =
      1;               // of this year's notice, from 1: it may be changed (2020, Spring Festival)
  std::string source;  // the paper
  std::vector<Days> holidays, make_up_days;
};

// No stretch is longer; a mistyped year would else close the zone for a century.
constexpr std::int64_t longest_days = 366;

//   invalid  calendar.line, calendar.not_days, calendar.order, calendar.too_long, calendar.no_year;
//            `where` is "FILE:LINE"
Result<Notice> read_notice(std::string_view text, std::string const& file);

// Stretches as a person types them, one a line: "2023-01-21..2023-01-27 春节" or "2023-04-05 清明".
//   invalid  calendar.not_days, calendar.order, calendar.too_long; `where` is the line, from 1
Result<std::vector<Days>> read_days(std::string_view lines);
std::string write_days(std::vector<Days> const&);

}  // namespace zonebook::calendar
