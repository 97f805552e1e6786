// Words of time as written, before it is known which year they mean.
//
//   auto found = moment_at("截至9月底，全区");     // until, month 9; 12 bytes
//   Clock(today).period(*found->moment)            // as of 30 September of the running year

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "reading/reading.h"

namespace zonebook::reading {

struct Moment {
  enum class Kind { dated, now, this_day, vague, base };
  Kind kind = Kind::dated;
  std::optional<int> year;                                           // as printed
  std::optional<int> year_offset;                                    // 去年 is -1
  std::optional<int> last_year;                                      // of 2019年和2020年, “十四五”
  int first_month = 0, last_month = 0, first_day = 0, last_day = 0;  // 0: not said
  bool until = false, since = false, at_end = false, at_start = false, whole_year = false;
  bool has_year() const { return year.has_value() || year_offset.has_value(); }
};

struct FoundMoment {
  Moment moment;
  std::size_t bytes = 0;
};

// nullopt if no words of time begin here.  The text is a prepared one.
std::optional<FoundMoment> moment_at(std::string_view text);

// Which year and which days the moments of a text mean, one after the other.
class Clock {
 public:
  explicit Clock(Date today) : today_(today), year_(today.civil().year) {}

  // nullopt if it says no days: 近年来.
  std::optional<Period> period(Moment const&);
  std::int64_t year() const { return year_; }
  Period now() const { return {Period::Type::as_of, std::nullopt, today_, true}; }

 private:
  std::int64_t year_of(Moment const&);
  std::optional<Period> of_months(Moment const&, std::int64_t year);

  Date today_;
  std::int64_t year_;  // the running year
  bool stated_ = false;
  std::optional<Period> day_;  // what 当日 means
};

}  // namespace zonebook::reading
