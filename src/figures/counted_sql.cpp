#include "figures/counted_sql.h"

#include <fmt/format.h>

#include <algorithm>

#include "figures/age.h"
#include "figures/candidates_sql.h"
#include "figures/counted_sums.h"
#include "figures/figure_sql.h"
#include "figures/tally.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

using ledger::Sql;

constexpr std::int64_t days_back = 100;
constexpr std::size_t few_zones = 16;

constexpr std::string_view number_sql = "(SELECT number\nFROM counted_digest\nWHERE digest = ?)";

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

  struct Events {
    std::int64_t from, to;  // half-open
  };
  Events events() const {
    if (is_stock()) return {no_event, no_event + 1};
    return {days_.from.days(), std::min(days_.to, *v_.add_days(1)).days()};
  }

  Sql from_counted(std::string_view index) const {
    bool const is_named = !index.empty() && at_.connection().dialect() == db::Dialect::sqlite;
    return {fmt::format("\nFROM counted{}{}\nWHERE number = {}", is_named ? " INDEXED BY " : "",
                        is_named ? index : "", number_sql),
            {of_.digest}};
  }

  // Sums are of all zones, so that the whole tree asks for none.
  Sql in_zones(bool is_needed) const {
    auto const zones = at_.below(v_);
    if (!is_needed && zones.size() == at_.scope().size()) return {};
    Sql sql{"\n  AND "};
    sql += ledger::in_zones(zones);
    return sql;
  }

  static Sql on(Events events) {
    return {"\n  AND event >= ? AND event < ?", {events.from, events.to}};
  }

  Sql where(Events events, std::string_view index = {}) const {
    auto sql = from_counted(index);
    sql += in_zones(true);
    sql += on(events);
    sql += Sql{"\n  AND valid_from <= ? AND ? < valid_to\n  AND ", {day_.days(), day_.days()}};
    sql += known_in({at_.k(), at_.k()});
    return sql;
  }

  static Sql select_sums(std::string_view sign = {}) {
    auto text = fmt::format("SELECT {}COUNT(amount) AS records", sign);
    for (auto const& [op, name] : {std::pair("/", "high"), std::pair("%", "low")}) {
      text += fmt::format(", {}CAST(COALESCE(SUM(amount {} {}), 0) AS BIGINT) AS {}", sign, op,
                          sum_base, name);
    }
    return {std::move(text)};
  }

  // Row by row.
  Sql sum_of_rows(Events events) const {
    auto sql = select_sums();
    sql += where(events);
    sql += "\n  AND rival = 0";
    return sql;
  }

  // By month, as they stand now, without what is not so on the day: what begins later goes out,
  // what has ended since comes in.
  Sql sum_of_sums(Events events, std::int64_t first, std::int64_t end) const {
    Sql sql{fmt::format("SELECT records, high, low\nFROM counted_sum\nWHERE number = {}\n  AND "
                        "month >= ? AND month < ?",
                        number_sql),
            {of_.digest, first, end}};
    sql += in_zones(false);
    if (!is_by_day()) return sql;
    auto const now = fmt::format("\n  AND known_to = {} AND rival = 0", ledger::still_known);
    auto const add = [&](std::string_view sign, std::string_view index, std::string const& text,
                         std::vector<db::Value> values) {
      sql += "\nUNION ALL\n";
      sql += select_sums(sign);
      sql += from_counted(index);
      sql += now;
      sql += Sql{text, std::move(values)};
      sql += on(events);
      sql += in_zones(false);
    };
    auto const open_end = ledger::open_end().days();
    auto const day = day_.days();
    add("-", "counted_late",
        fmt::format("\n  AND valid_from > event AND valid_from > ? AND valid_to = {}", open_end),
        {day});
    add("", "counted_ended",
        fmt::format("\n  AND valid_to < {} AND valid_to > ? AND valid_from <= ?", open_end),
        {day, day});
    return sql;
  }

  bool is_by_day() const { return Count{.of = &of_, .digest = {}}.is_by_day(); }

  // What has become otherwise since the day is looked at in all zones: of few zones their own rows
  // are fewer, and long after the day those of all.
  bool has_sums() const {
    if (at_.k()) return false;
    auto const since = at_.today().days() - day_.days();
    return !is_by_day() || since <= 0 || (since <= days_back && at_.below(v_).size() > few_zones);
  }

  // Rows are summed where there are no sums, and of months that are asked in part.
  Sql sum_sql() const {
    auto const asked = events();
    if (!has_sums()) return sum_of_rows(asked);
    if (is_stock()) return sum_of_sums(asked, no_month, no_month + 1);
    auto const first = month_of(asked.from) + (is_first_of_month(asked.from) ? 0 : 1);
    auto const end = month_of(asked.to);
    if (first >= end) return sum_of_rows(asked);
    Events const whole{first_day_of(first), first_day_of(end)};
    auto sql = sum_of_sums(whole, first, end);
    for (auto const part : {Events{asked.from, whole.from}, Events{whole.to, asked.to}}) {
      if (part.from >= part.to) continue;
      sql += "\nUNION ALL\n";
      sql += sum_of_rows(part);
    }
    return sql;
  }

  static bool is_first_of_month(std::int64_t day) { return first_day_of(month_of(day)) == day; }

  // Of those that no other record can keep out.
  Result<std::optional<Total>> summed() {
    Sql sql{fmt::format("SELECT {}", number_sql), {of_.digest}};
    for (auto const* name : {"records", "high", "low"}) {
      sql += fmt::format(", CAST(COALESCE(SUM({}), 0) AS BIGINT)", name);
    }
    sql += "\nFROM (\n";
    sql += sum_sql();
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
    sql += where(events(), is_all ? "" : "counted_rival");
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
