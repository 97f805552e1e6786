#include "figures/counted_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "figures/candidates_sql.h"
#include "figures/counted_sums.h"
#include "figures/figure_sql.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

using ledger::Sql;

// Between two ends of months lie the rows of all zones; this part of them has fewer of its own.
constexpr std::size_t small_part = 16;

// The end of a month that is nearest to what is asked, on one axis.
struct MonthEnd {
  std::int64_t month = 0, at = 0;
};

// After `now` there is next to nothing.
MonthEnd nearest(std::int64_t asked, std::int64_t month, std::int64_t (&end_of)(std::int64_t),
                 std::int64_t now) {
  MonthEnd const before{month - 1, end_of(month - 1)}, after{month, end_of(month)};
  auto const ahead = std::max(std::min(after.at, now), asked) - asked;
  return ahead <= asked - before.at ? after : before;
}

// What is read by an index between two places on one axis, and what it does to the later of them.
struct Bound {
  std::string_view column, index;
  std::string only;
  enum class Does { add, take } does;
};

Bound begins() {
  return {"valid_from", "counted_late", "\n  AND valid_from > event", Bound::Does::add};
}
Bound ends() {
  return {"valid_to", "counted_ended",
          fmt::format("\n  AND valid_to < {}", ledger::open_end().days()), Bound::Does::take};
}
// True of all rows, and said for the index: SQLite would else take it for other questions too.
Bound comes_to_be_known() {
  return {"known_from", "counted_known", "\n  AND known_from < known_to", Bound::Does::add};
}
Bound ceases_to_be_known() {
  return {"known_to", "counted_closed", fmt::format("\n  AND known_to < {}", ledger::still_known),
          Bound::Does::take};
}

Sql select_sums(std::string_view sign = {}) {
  auto text = fmt::format("SELECT {}COUNT(amount) AS records", sign);
  for (auto const& [op, name] : {std::pair("/", "high"), std::pair("%", "low")}) {
    text += fmt::format(", {}CAST(COALESCE(SUM(amount {} {}), 0) AS BIGINT) AS {}", sign, op,
                        sum_base, name);
  }
  return {std::move(text)};
}

Sql from(CountedAsk const& ask, std::string_view table, std::string_view index) {
  bool const is_named = !index.empty() && ask.on == db::Dialect::sqlite;
  return {fmt::format("\nFROM {}{}{}\nWHERE number = {}", table, is_named ? " INDEXED BY " : "",
                      is_named ? index : "", number_of_digest),
          {ask.digest}};
}

Sql on(EventDays days) { return {"\n  AND event >= ? AND event < ?", {days.from, days.to}}; }

Sql in_zones(CountedAsk const& ask) {
  Sql sql{"\n  AND "};
  sql += ledger::in_zones(ask.zones);
  return sql;
}

Sql known_at(std::optional<Instant> k) {
  Sql sql{"\n  AND "};
  sql += known_in({k, k});
  return sql;
}

Sql valid_on(std::int64_t day) { return {"\n  AND valid_from <= ? AND ? < valid_to", {day, day}}; }

class Summing {
 public:
  explicit Summing(CountedAsk const& ask) : ask_(ask) {
    auto const day = ask.day.days();
    day_ = nearest(day, month_of(day), last_day_of, ask.today.days());
    if (!ask.k) return;
    auto const k = ask.k->micros();
    auto const now = last_known_of_day(ask.today);
    known_ = nearest(k, known_month_of(k), last_known_of, now);
  }

  Sql sql() const {
    auto const first = first_whole_month(), end = month_of(ask_.events.to);
    bool const is_stock = ask_.events.from == no_event;
    if (is_stock && may_use_cells()) return by_month({no_month, no_month + 1}, ask_.events);
    if (is_stock || first >= end || !may_use_cells()) return by_row(ask_.events);
    EventDays const whole{last_day_of(first - 1) + 1, last_day_of(end - 1) + 1};
    auto sql = by_month({first, end}, whole);
    for (auto const part :
         {EventDays{ask_.events.from, whole.from}, EventDays{whole.to, ask_.events.to}}) {
      if (part.from >= part.to) continue;
      sql += "\nUNION ALL\n";
      sql += by_row(part);
    }
    return sql;
  }

 private:
  struct Months {
    std::int64_t from, to;  // half-open
  };

  static std::int64_t last_known_of_day(Date day) {
    constexpr std::int64_t micros_of_day = std::int64_t{86'400} * 1'000'000;
    return (day.days() + 1) * micros_of_day;
  }

  std::int64_t first_whole_month() const {
    auto const month = month_of(ask_.events.from);
    return last_day_of(month - 1) + 1 == ask_.events.from ? month : month + 1;
  }

  bool is_day_between() const { return ask_.is_by_day && day_.at != ask_.day.days(); }
  bool is_known_between() const { return ask_.k && known_.at != ask_.k->micros(); }
  bool is_small_part() const { return ask_.zones.size() * small_part < ask_.zones_in_all; }
  bool may_use_cells() const {
    return !is_small_part() || !(is_day_between() || is_known_between());
  }

  Sql by_row(EventDays days) const {
    auto sql = select_sums();
    auto part = ask_;
    part.events = days;
    sql += rows_asked(part);
    sql += "\n  AND rival = 0";
    return sql;
  }

  // As it was on the last day of a month as known at the end of one; then what was known at k
  // between the two days, then what was so on the first of them between the two knowledges.
  Sql by_month(Months months, EventDays days) const {
    auto sql = cells(months);
    auto where = on(days);
    if (!is_whole()) where += in_zones(ask_);
    auto const add = [&](Bound const& bound, std::int64_t asked, MonthEnd end, Sql const& other) {
      sql += "\nUNION ALL\n";
      sql += between(bound, asked, end);
      sql += where;
      sql += other;
    };
    if (is_day_between()) {
      for (auto const& bound : {begins(), ends()}) {
        add(bound, ask_.day.days(), day_, known_at(ask_.k));
      }
    }
    if (is_known_between()) {
      auto const valid = ask_.is_by_day ? valid_on(day_.at) : Sql();
      for (auto const& bound : {comes_to_be_known(), ceases_to_be_known()}) {
        add(bound, ask_.k->micros(), known_, valid);
      }
    }
    return sql;
  }

  Sql between(Bound const& bound, std::int64_t asked, MonthEnd end) const {
    bool const adds = (bound.does == Bound::Does::add) == (asked > end.at);
    auto sql = select_sums(adds ? "" : "-");
    sql += from(ask_, "counted", bound.index);
    sql += Sql{fmt::format("\n  AND {} > ? AND {} <= ?", bound.column, bound.column),
               {std::min(asked, end.at), std::max(asked, end.at)}};
    sql += bound.only;
    sql += "\n  AND rival = 0";
    return sql;
  }

  Sql cells(Months months) const {
    Sql sql{"SELECT "};
    for (std::string_view const name : {"records", "high", "low"}) {
      sql += fmt::format("{}CAST(COALESCE(SUM({}), 0) AS BIGINT) AS {}",
                         name == "records" ? "" : ", ", name, name);
    }
    sql += from(ask_, "counted_sum", is_small_part() ? "counted_sum_in" : "");
    sql += Sql{"\n  AND month >= ? AND month < ?", {months.from, months.to}};
    if (!is_whole()) sql += in_zones(ask_);
    if (ask_.is_by_day) sql += Sql{"\n  AND valid_month <= ?", {day_.month}};
    if (ask_.k) sql += Sql{"\n  AND known_month <= ?", {known_.month}};
    return sql;
  }

  // Cells are of all zones, so that the whole tree asks for none.
  bool is_whole() const { return ask_.zones.size() == ask_.zones_in_all; }

  CountedAsk const& ask_;
  MonthEnd day_, known_;
};

}  // namespace

Sql rows_asked(CountedAsk const& ask, std::string_view index) {
  auto sql = from(ask, "counted", index);
  sql += in_zones(ask);
  sql += on(ask.events);
  sql += valid_on(ask.day.days());
  sql += known_at(ask.k);
  return sql;
}

Sql sum_asked(CountedAsk const& ask) { return Summing(ask).sql(); }

}  // namespace zonebook::figures
