#include "ledger/listing_sql.h"

#include <fmt/format.h>

#include "ledger/filter_operand.h"

namespace zonebook::ledger {
namespace {

using db::is_null;

// A piece with its values, in the order written.
void add(Sql& sql, std::string text, std::vector<db::Value> values) {
  sql += Sql{std::move(text), std::move(values)};
}

// Behind a value in one column; nothing stands behind null.
std::optional<Sql> behind(SortBy const& by, db::Value const& value) {
  if (is_null(value)) return std::nullopt;
  auto const column = quoted_column(*by.field);
  auto const sign = by.order == SortBy::Order::ascending ? ">" : "<";
  return Sql{fmt::format("({} {} ? OR {} IS NULL)", column, sign, column), {value}};
}

Sql same(SortBy const& by, db::Value const& value) {
  auto const column = quoted_column(*by.field);
  if (is_null(value)) return {column + " IS NULL"};
  return {column + " = ?", {value}};
}

std::string order_of(std::vector<SortBy> const& sort) {
  std::string text;
  for (auto const& by : sort) {
    auto const is_down = by.order == SortBy::Order::descending;
    text += fmt::format("{}{} NULLS LAST, ", quoted_column(*by.field), is_down ? " DESC" : "");
  }
  return text + "id";
}

}  // namespace

Where listing_where(Snapshot& at, meta::Register const& in, Date day,
                    std::vector<Filter const*> const& filters) {
  auto const dialect = at.connection().dialect();
  Where where{.sql = in_zones(at.zones_of(in, day))};
  add(where.sql, "\n  AND valid_from <= ? AND ? < valid_to", {day.days(), day.days()});
  if (auto const k = at.k())
    add(where.sql, "\n  AND known_from <= ? AND ? < known_to", {k->micros(), k->micros()});
  else
    add(where.sql, fmt::format("\n  AND known_to = {}", still_known), {});
  for (auto const* filter : filters) {
    auto const printed = filter->where(dialect, at.today());
    where.is_whole = where.is_whole && printed.is_whole;
    if (printed.sql.text.empty()) continue;
    where.sql += "\n  AND ";
    where.sql += printed.sql;
  }
  return where;
}

Sql after(Cursor const& cursor, std::vector<SortBy> const& sort) {
  Sql any{"("};
  Sql before;  // equal in all that stands further left
  for (std::size_t i = 0; i < sort.size(); ++i) {
    if (auto const step = behind(sort[i], cursor.values[i])) {
      any += before;
      any += *step;
      any += "\n    OR ";
    }
    before += same(sort[i], cursor.values[i]);
    before += " AND ";
  }
  any += before;
  add(any, "id > ?)", {cursor.id});
  return any;
}

Sql select_rows(meta::Register const& in, Where const& where, std::optional<Cursor> const& cursor,
                std::vector<SortBy> const& sort, std::size_t limit) {
  Sql sql{"SELECT id, valid_from, valid_to, known_from, known_to, kind"};
  for (auto const& field : in.fields) sql += ", " + quoted_column(field);
  sql += fmt::format("\nFROM r_{}\nWHERE ", in.name);
  sql += where.sql;
  if (cursor) {
    sql += "\n  AND ";
    sql += after(*cursor, sort);
  }
  sql += fmt::format("\nORDER BY {}", order_of(sort));
  add(sql, "\nLIMIT ?", {static_cast<std::int64_t>(limit)});
  return sql;
}

Sql select_count(meta::Register const& in, Where const& where) {
  Sql sql{fmt::format("SELECT count(*)\nFROM r_{}\nWHERE ", in.name)};
  sql += where.sql;
  return sql;
}

Sql in_zones(std::vector<std::string> const& names) {
  Sql sql{names.size() == 1 ? "zone = ?" : "zone IN (?"};
  for (std::size_t i = 1; i < names.size(); ++i) sql += ", ?";
  if (names.size() > 1) sql += ")";
  sql.values.assign(names.begin(), names.end());
  return sql;
}

std::vector<db::Parameter> bound(Sql const& sql) {
  std::vector<db::Parameter> parameters;
  for (auto const& value : sql.values) parameters.push_back(db::bound(value));
  return parameters;
}

}  // namespace zonebook::ledger
