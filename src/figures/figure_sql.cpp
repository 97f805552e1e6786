#include "figures/figure_sql.h"

#include <fmt/format.h>

#include <algorithm>

#include "figures/candidates_sql.h"
#include "ledger/filter_operand.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

using ledger::quoted_column;
using ledger::Sql;

void add(Sql& sql, std::string text, std::vector<db::Value> values = {}) {
  sql += Sql{std::move(text), std::move(values)};
}

// No field is called so, for names have no spaces.
constexpr std::string_view event_day = "\"event day\"", read_on = "\"read on\"";

class Printer {
 public:
  Printer(ledger::Snapshot& at, Definition const& of, Days days, Date v, Knowledge k)
      : at_(at), of_(of), days_(days), v_(v), known_{k, k} {}

  // "FROM (…) AS found WHERE …": the rows that are read, one of each record that counts.
  std::optional<Sql> from() const {
    bool const is_plain = !of_.once_per && (!of_.sum || of_.sum->is_direct()) &&
                          (!of_.event || of_.event->is_direct());
    if (!is_plain) return std::nullopt;
    auto const conditions = where();
    if (!conditions) return std::nullopt;
    Sql sql{"\nFROM (\n  "};
    sql += of_.kind == Kind::stock ? alive() : of_.read == ReadAt::day ? read_later() : read_then();
    sql += ") AS found";
    sql += *conditions;
    return sql;
  }

 private:
  // Of the definition and of the reader's rights; nullopt: a part is for the interpreter.
  std::optional<Sql> where() const {
    Sql sql;
    auto const dialect = at_.connection().dialect();
    auto const add_filter = [&](ledger::Filter const& filter, Date today) {
      auto const printed = filter.where(dialect, today);
      if (!printed.sql.text.empty()) {
        sql += sql.text.empty() ? "\nWHERE " : "\n  AND ";
        sql += printed.sql;
      }
      return printed.is_whole;
    };
    if (of_.where && !add_filter(*of_.where, v_)) return std::nullopt;
    if (at_.rights().asks_of_today(*of_.in)) return std::nullopt;
    auto const* limit = at_.rights().limit(*of_.in);
    if (limit && !add_filter(*limit, at_.today())) return std::nullopt;
    return sql;
  }

  Sql zones(std::string const& row) const {
    auto sql = ledger::in_zones(at_.below(v_));
    sql.text = row + sql.text;
    return sql;
  }

  std::string columns(std::string const& row) const {
    auto text = "SELECT " + row + "id";
    for (auto const& field : of_.in->fields) text += ", " + row + quoted_column(field);
    return text;
  }

  // Those alive on the day.
  Sql alive() const {
    auto const day = std::min(v_, days_.last()).days();
    Sql sql{columns("one.")};
    add(sql, fmt::format(", NULL AS {}, ", event_day));
    add(sql, fmt::format("CAST(? AS BIGINT) AS {}", read_on), {day});
    add(sql, fmt::format("\n  FROM r_{} AS one\n  WHERE ", of_.in->name));
    sql += zones("one.");
    add(sql, "\n    AND one.valid_from <= ? AND ? < one.valid_to\n    AND ", {day, day});
    sql += known_in(known_, "one.");
    return sql;
  }

  // Records whose event is in the period, in the version that exists on it, the first if there are
  // several (R14).
  Sql counted() const {
    auto const column = quoted_column(*of_.event->steps().front());
    auto const end = std::min(days_.to, *v_.add_days(1)).days();
    auto const on_event = [&](std::string const& row) {
      return fmt::format("{0}.valid_from <= {0}.{1} AND {0}.{1} < {0}.valid_to", row, column);
    };
    auto sql = zones("one.");
    add(sql, fmt::format("\n    AND one.{0} >= ? AND one.{0} < ?", column),
        {days_.from.days(), end});
    sql += "\n    AND " + on_event("one") + "\n    AND ";
    sql += known_in(known_, "one.");
    add(sql,
        fmt::format("\n    AND NOT EXISTS (\n      SELECT 1\n      FROM r_{} AS earlier\n      "
                    "WHERE earlier.zone = one.zone AND earlier.id = one.id\n        AND {}"
                    "\n        AND earlier.{} < one.{}\n        AND ",
                    of_.in->name, on_event("earlier"), column, column));
    sql += known_in(known_, "earlier.");
    sql += ")";
    return sql;
  }

  // Read in the version of the event's own day.
  Sql read_then() const {
    auto const column = quoted_column(*of_.event->steps().front());
    Sql sql{columns("one.")};
    add(sql, fmt::format(", one.{} AS {}, one.{} AS {}", column, event_day, column, read_on));
    add(sql, fmt::format("\n  FROM r_{} AS one\n  WHERE ", of_.in->name));
    sql += counted();
    return sql;
  }

  // Read on v; what has ended by then on its last day (R19).
  Sql read_later() const {
    auto const column = quoted_column(*of_.event->steps().front());
    auto const v = v_.days();
    Sql sql{columns("late.")};
    add(sql, fmt::format(", one.{} AS {}, ", column, event_day));
    add(sql,
        fmt::format("CASE WHEN late.valid_to <= ? THEN late.valid_to - 1 ELSE ? END AS {}",
                    read_on),
        {v, v});
    add(sql, fmt::format("\n  FROM r_{0} AS one\n  JOIN r_{0} AS late ON late.zone = one.zone AND "
                         "late.id = one.id\n  WHERE ",
                         of_.in->name));
    sql += counted();
    sql += "\n    AND ";
    sql += known_in(known_, "late.");
    add(sql,
        fmt::format("\n    AND late.valid_from = (\n      SELECT MAX(last.valid_from)\n      "
                    "FROM r_{} AS last\n      WHERE last.zone = one.zone AND last.id = one.id"
                    " AND last.valid_from <= ?\n        AND ",
                    of_.in->name),
        {v});
    sql += known_in(known_, "last.");
    sql += ")";
    return sql;
  }

  ledger::Snapshot& at_;
  Definition const& of_;
  Days days_;
  Date v_;
  KnownFromTo known_;
};

}  // namespace

std::optional<Sql> sum_sql(ledger::Snapshot& at, Definition const& of, Days days, Date v,
                           Knowledge k) {
  auto from = Printer(at, of, days, v, k).from();
  if (!from) return from;
  auto const amount = of.sum ? quoted_column(of.sum->field()) : std::string();
  Sql sql{"SELECT COUNT(*)"};
  if (of.sum) {
    for (auto const op : {"/", "%"}) {
      sql += fmt::format(", CAST(COALESCE(SUM({} {} {}), 0) AS BIGINT)", amount, op, sum_base);
    }
  }
  sql += *from;
  return sql;
}

std::optional<Sql> behind_sql(ledger::Snapshot& at, Definition const& of, Days days, Date v,
                              Knowledge k) {
  auto from = Printer(at, of, days, v, k).from();
  if (!from) return from;
  auto const amount = of.sum ? quoted_column(of.sum->field()) : "1";
  Sql sql{fmt::format("SELECT id, {}, {}, {}", amount, event_day, read_on)};
  sql += *from;
  sql += "\nORDER BY id";
  return sql;
}

}  // namespace zonebook::figures
