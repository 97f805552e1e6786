#include "figures/candidates_sql.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/filter_operand.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

using ledger::Sql;

void add(Sql& sql, std::string text, std::vector<db::Value> values) {
  sql += Sql{std::move(text), std::move(values)};
}

// What is true of some version of a record that counts.
Sql narrow(Definition const& of, Days days, Date v) {
  if (of.kind == Kind::stock) {
    auto const day = std::min(v, days.last()).days();
    return {"valid_from <= ? AND ? < valid_to", {day, day}};
  }
  auto const column = ledger::quoted_column(*of.event->steps().front());
  if (!of.event->is_direct()) return {column + " IS NOT NULL"};
  auto const end = std::min(days.to, *v.add_days(1)).days();
  return {fmt::format("{} >= ? AND {} < ?", column, column), {days.from.days(), end}};
}

}  // namespace

Sql known_in(KnownFromTo range, std::string const& row) {
  if (!range.from) return {fmt::format("{}known_to = {}", row, ledger::still_known)};
  Sql sql{fmt::format("? < {}known_to", row), {range.from->micros()}};
  if (range.to) add(sql, fmt::format(" AND {}known_from <= ?", row), {range.to->micros()});
  return sql;
}

Sql candidates_sql(std::vector<std::string> const& names, Definition const& of, Days days, Date v,
                   KnownFromTo range) {
  auto const zones = ledger::in_zones(names);
  Sql sql{"SELECT id, valid_from, valid_to, known_from, known_to, kind"};
  for (auto const& field : of.in->fields) sql += ", " + ledger::quoted_column(field);
  sql += fmt::format("\nFROM r_{}\nWHERE ", of.in->name);
  sql += zones;
  sql += "\n  AND ";
  sql += known_in(range);
  sql += fmt::format("\n  AND id IN (\n    SELECT id\n    FROM r_{}\n    WHERE ", of.in->name);
  sql += zones;
  sql += "\n      AND ";
  sql += known_in(range);
  sql += "\n      AND ";
  sql += narrow(of, days, v);
  sql += ")\nORDER BY id, valid_from, known_from";
  return sql;
}

}  // namespace zonebook::figures
