// The sums beside the counting tables: of each definition, zone and month of the event, by how much
// they changed in each month of days and each month of knowledge.  Inside figures/; kept with the
// rows (counted_store.h), read in counted_parts.cpp; docs/decisions/0019 says why so.
//
//   counted_sum      number, month, zone, valid_month, known_month → records, high · 10^9 + low
//
// A row that counts and has no rival adds in the months in which it begins to be valid and known,
// and subtracts in those in which it ends.  So what counts on the last day of a month, as known at
// the end of another, is the sum over all cells whose months are not later than these; whoever asks
// adds the rest of a month, and the rivals, of which the first counts.  What begins with its event
// has no valid_month, a stock no month of the event: no_month, which is before any.
//
// Months of knowledge are of UTC: no time zone is needed to read them.
//
//   CountedSums sums;
//   sums.add(zone, row);  sums.take(zone, other);      // what comes and what goes
//   TRY(sums.write(connection));
//
// Threads: one.

#pragma once

#include <compare>
#include <map>
#include <string>

#include "figures/counted_rows.h"

namespace zonebook::figures {

constexpr std::int64_t no_month = -1;
// Of a day: year × 12 + month - 1.  Of a stock's no_event no_month.
std::int64_t month_of(std::int64_t day);
std::int64_t last_day_of(std::int64_t month);
// The same of instants, in microseconds.
std::int64_t known_month_of(std::int64_t known);
std::int64_t last_known_of(std::int64_t month);

class CountedSums {
 public:
  // In the order of the table.
  struct Key {
    std::int64_t number = 0, month = no_month;
    std::string zone;
    std::int64_t valid_month = no_month, known_month = no_month;
    auto operator<=>(Key const&) const = default;
  };
  struct Sum {
    std::int64_t records = 0, high = 0, low = 0;
    bool operator==(Sum const&) const = default;
  };

  // Rows have numbers in place of counts.
  void add(std::string const& zone, CountedRow const& row) { change(zone, row, 1); }
  void take(std::string const& zone, CountedRow const& row) { change(zone, row, -1); }
  // Those that are not 0.
  std::map<Key, Sum> const& all() const { return sums_; }

  // Adds them to those that stand.
  Result<void> write(db::Connection&) const;

 private:
  void change(std::string const& zone, CountedRow const&, std::int64_t sign);
  void change(Key, std::int64_t amount, std::int64_t sign);

  std::map<Key, Sum> sums_;
};

}  // namespace zonebook::figures
