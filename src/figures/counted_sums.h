// The sums beside the counting tables: of each definition, month of the event and zone, what its
// rows add up to now.  Inside figures/; kept with the rows (counted_store.h), read in
// counted_sql.cpp.
//
//   counted_sum      number, month, zone → records, high · 10^9 + low
//
// In a sum is a row that is known now, holds for every day from its first on, counts, and has no
// rival.  Whoever asks adds the rest: what has ended, what is yet to begin, and the rivals, of
// which the first counts.  A stock has one sum, of no month.
//
//   CountedSums sums;
//   sums.add(zone, row);  sums.take(zone, other);      // what comes and what goes
//   TRY(sums.write(connection));
//
// Threads: one.

#pragma once

#include <map>
#include <string>
#include <tuple>

#include "figures/counted_rows.h"

namespace zonebook::figures {

// Of a day: year × 12 + month - 1.  Of a stock's no_event no_month.
constexpr std::int64_t no_month = -1;
std::int64_t month_of(std::int64_t event);
// The first day of a month.
std::int64_t first_day_of(std::int64_t month);

class CountedSums {
 public:
  struct Sum {
    std::int64_t records = 0, high = 0, low = 0;
    bool operator==(Sum const&) const = default;
  };
  using Key = std::tuple<std::int64_t, std::int64_t, std::string>;  // number, month, zone

  // Rows have numbers in place of counts.
  void add(std::string const& zone, CountedRow const& row) { change(zone, row, 1); }
  void take(std::string const& zone, CountedRow const& row) { change(zone, row, -1); }
  // Those that are not 0.
  std::map<Key, Sum> const& all() const { return sums_; }

  // Adds them to those that stand.
  Result<void> write(db::Connection&) const;

 private:
  void change(std::string const& zone, CountedRow const&, std::int64_t sign);

  std::map<Key, Sum> sums_;
};

}  // namespace zonebook::figures
