#include "figures/counted_sql.h"

#include <fmt/format.h>

#include <algorithm>

#include "figures/age.h"
#include "figures/counted_parts.h"
#include "figures/figure_sql.h"
#include "figures/tally.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

using ledger::Sql;

struct Found {
  Behind behind;
  std::string once;
  bool counts = true;
};

class CountedQuestion {
 public:
  CountedQuestion(ledger::Snapshot& at, Definition const& of, Days days, Date v)
      : at_(at), of_(of), days_(days), v_(v), day_(is_stock() ? std::min(v, days.last()) : v) {}

  Result<bool> is_kept() {
    if (of_.digest.empty() || at_.rights().limit(*of_.counted().in)) return false;
    auto const held = TRY(at_.projection());
    return !held.empty();
  }

  Result<std::optional<Total>> total() {
    auto total = TRY(summed());
    if (!total || !of_.counted().once_per) return total;
    auto rivals = TRY(listed(Which::rivals));
    for (auto const& one : first_of_each(std::move(rivals))) {
      ++total->count;
      total->value = plus(total->value, one.amount);
    }
    return total;
  }

  Result<std::optional<std::vector<Behind>>> behind() {
    auto const is_there = TRY(has_number());
    if (!is_there) return std::nullopt;
    auto found = TRY(listed(Which::all));
    auto behind = first_of_each(std::move(found));
    std::ranges::sort(behind, {}, &Behind::id);
    return behind;
  }

 private:
  enum class Which { all, rivals };

  bool is_stock() const { return of_.counted().kind == Kind::stock; }
  bool is_read_later() const {
    return (of_.numerator ? of_.numerator->read : of_.counted().read) == ReadAt::day;
  }

  int scale() const {
    auto const& own = of_.numerator && of_.numerator->sum ? of_.numerator->sum : of_.counted().sum;
    auto const* field = own ? &own->field() : nullptr;
    return field && field->type->name() == "decimal" ? field->scale : 0;
  }

  EventDays events() const {
    if (is_stock()) return {no_event, no_event + 1};
    return {days_.from.days(), std::min(days_.to, *v_.add_days(1)).days()};
  }

  CountedAsk ask() const {
    return {.digest = of_.digest,
            .events = events(),
            .is_by_day = Count{.of = &of_, .digest = {}}.is_by_day(),
            .day = day_,
            .k = at_.k(),
            .today = at_.today(),
            .zones = at_.below(v_),
            .zones_in_all = at_.scope().size(),
            .on = at_.connection().dialect()};
  }

  // Of those that no other record can keep out.
  Result<std::optional<Total>> summed() {
    Sql sql{fmt::format("SELECT {}", number_of_digest), {of_.digest}};
    for (auto const* name : {"records", "high", "low"}) {
      sql += fmt::format(", CAST(COALESCE(SUM({}), 0) AS BIGINT)", name);
    }
    sql += "\nFROM (\n";
    sql += sum_asked(ask());
    sql += ") AS parts";
    std::optional<Total> total;
    auto const take = [&](db::Row const& row) -> Result<void> {
      if (row.is_null(0)) return {};
      total.emplace();
      total->count = row.integer(1);
      auto const high = (Decimal(row.integer(2)) * Decimal(sum_base)).value_or(Decimal());
      auto const all = plus(high, Decimal(row.integer(3)));
      total->value = (all * Decimal::scaled(1, -scale())).value_or(all);
      return {};
    };
    TRY(at_.connection().each(db::Statement::same("counted.sum", sql.text), ledger::bound(sql),
                              take));
    return total;
  }

  Result<std::vector<Found>> listed(Which which) {
    Sql sql{"SELECT id, amount, event, ended, once"};
    bool const is_all = which == Which::all;
    sql += rows_asked(ask(), is_all ? "" : "counted_rival");
    if (!is_all) sql += "\n  AND rival = 1";
    std::vector<Found> all;
    auto const take = [&](db::Row const& row) -> Result<void> {
      all.push_back(found_in(row));
      return {};
    };
    TRY(at_.connection().each(db::Statement::same("counted.behind", sql.text), ledger::bound(sql),
                              take));
    return all;
  }

  Result<bool> has_number() {
    bool is_there = false;
    Sql const sql{"SELECT number\nFROM counted_digest\nWHERE digest = ?", {of_.digest}};
    TRY(at_.connection().each(db::Statement::same("counted.number", sql.text), ledger::bound(sql),
                              [&](db::Row const&) -> Result<void> {
                                is_there = true;
                                return {};
                              }));
    return is_there;
  }

  Found found_in(db::Row const& row) const {
    Found found{.behind = {.id = std::string(row.text(0)),
                           .amount = Decimal::scaled(row.integer(1), -scale()),
                           .event = {},
                           .read_on = day_,
                           .group = {}},
                .once = std::string(row.text(4)),
                .counts = !row.is_null(1)};
    if (!is_stock()) {
      found.behind.event = Date::from_days(row.integer(2));
      if (!is_read_later()) found.behind.read_on = *found.behind.event;
    }
    if (!row.is_null(3)) found.behind.read_on = *Date::from_days(row.integer(3));
    return found;
  }

  // R20.
  static std::vector<Behind> first_of_each(std::vector<Found> all) {
    std::ranges::sort(all, {}, [](Found const& one) {
      return std::pair(one.behind.event, age_of(one.behind.id));
    });
    std::vector<Behind> behind;
    std::set<std::string> had;
    for (auto& one : all) {
      bool const is_first = one.once.empty() || had.insert(one.once).second;
      if (is_first && one.counts) behind.push_back(std::move(one.behind));
    }
    return behind;
  }

  ledger::Snapshot& at_;
  Definition const& of_;
  Days days_;
  Date v_;    // whose tree of zones counts
  Date day_;  // the day that is read, where it is not the event's
};

}  // namespace

Result<std::optional<Total>> counted_total(ledger::Snapshot& at, Definition const& of, Days days,
                                           Date v) {
  CountedQuestion question(at, of, days, v);
  auto const is_kept = TRY(question.is_kept());
  if (!is_kept) return std::nullopt;
  return question.total();
}

Result<std::optional<std::vector<Behind>>> counted_behind(ledger::Snapshot& at,
                                                          Definition const& of, Days days, Date v) {
  CountedQuestion question(at, of, days, v);
  auto const is_kept = TRY(question.is_kept());
  if (!is_kept) return std::nullopt;
  return question.behind();
}

}  // namespace zonebook::figures
