#include "figures/counted_sums.h"

#include "figures/figure_sql.h"
#include "figures/sql.h"

namespace zonebook::figures {

std::int64_t month_of(std::int64_t event) {
  if (event == no_event) return no_month;
  auto const civil = Date::from_days(event)->civil();
  return civil.year * 12 + civil.month - 1;
}

std::int64_t first_day_of(std::int64_t month) {
  auto const day =
      Date::from_civil({.year = month / 12, .month = static_cast<int>(month % 12) + 1, .day = 1});
  return day->days();
}

void CountedSums::change(std::string const& zone, CountedRow const& row, std::int64_t sign) {
  bool const is_in = row.known_to == ledger::still_known && row.amount && !row.is_rival &&
                     row.valid_to == ledger::open_end().days();
  if (!is_in) return;
  Key const key{static_cast<std::int64_t>(row.count), month_of(row.event), zone};
  auto& sum = sums_[key];
  sum.records += sign;
  sum.high += sign * (*row.amount / sum_base);
  sum.low += sign * (*row.amount % sum_base);
  if (sum == Sum{}) sums_.erase(key);
}

Result<void> CountedSums::write(db::Connection& at) const {
  std::vector<std::vector<db::Parameter>> all;
  for (auto const& [key, sum] : sums_) {
    auto const& [number, month, zone] = key;
    all.push_back({number, month, zone, sum.records, sum.high, sum.low});
  }
  return at.run_many(sql::add_counted_sum, all);
}

}  // namespace zonebook::figures
