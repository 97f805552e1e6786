#include "figures/counted_sums.h"

#include "figures/figure_sql.h"
#include "figures/sql.h"

namespace zonebook::figures {
namespace {

constexpr std::int64_t micros_of_day = std::int64_t{86'400} * 1'000'000;

// Downwards, also below 0.
std::int64_t whole_parts(std::int64_t of, std::int64_t size) {
  return of / size - (of % size < 0 ? 1 : 0);
}

std::int64_t first_day_of(std::int64_t month) {
  auto const year = whole_parts(month, 12);
  return Date::from_civil(
             {.year = year, .month = static_cast<int>(month - year * 12) + 1, .day = 1})
      ->days();
}

}  // namespace

std::int64_t month_of(std::int64_t day) {
  if (day == no_event) return no_month;
  auto const civil = Date::from_days(day)->civil();
  return civil.year * 12 + civil.month - 1;
}

std::int64_t last_day_of(std::int64_t month) { return first_day_of(month + 1) - 1; }

std::int64_t known_month_of(std::int64_t known) {
  return month_of(whole_parts(known, micros_of_day));
}

std::int64_t last_known_of(std::int64_t month) {
  return first_day_of(month + 1) * micros_of_day - 1;
}

void CountedSums::change(std::string const& zone, CountedRow const& row, std::int64_t sign) {
  if (!row.amount || row.is_rival) return;
  Key key{
      .number = static_cast<std::int64_t>(row.count), .month = month_of(row.event), .zone = zone};
  auto const known_in = [&](std::int64_t known, std::int64_t known_sign) {
    key.known_month = known_month_of(known);
    key.valid_month = row.valid_from > row.event ? month_of(row.valid_from) : no_month;
    change(key, *row.amount, known_sign);
    if (row.valid_to == ledger::open_end().days()) return;
    key.valid_month = month_of(row.valid_to);
    change(key, *row.amount, -known_sign);
  };
  known_in(row.known_from, sign);
  if (row.known_to != ledger::still_known) known_in(row.known_to, -sign);
}

void CountedSums::change(Key key, std::int64_t amount, std::int64_t sign) {
  auto const found = sums_.try_emplace(std::move(key)).first;
  auto& sum = found->second;
  sum.records += sign;
  sum.high += sign * (amount / sum_base);
  sum.low += sign * (amount % sum_base);
  if (sum == Sum{}) sums_.erase(found);
}

Result<void> CountedSums::write(db::Connection& at) const {
  std::vector<std::vector<db::Parameter>> all;
  for (auto const& [key, sum] : sums_) {
    all.push_back({key.number, key.month, key.zone, key.valid_month, key.known_month, sum.records,
                   sum.high, sum.low});
  }
  return at.run_many(sql::add_counted_sum, all);
}

}  // namespace zonebook::figures
