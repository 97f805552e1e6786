#include "ledger/register_sql.h"

#include <fmt/format.h>

#include "ledger/change.h"

namespace zonebook::ledger {
namespace {

std::string const now = fmt::format("known_to = {}", still_known);
constexpr std::string_view at_k = "known_from <= ? AND ? < known_to";
constexpr std::string_view on_day = "valid_from <= ? AND ? < valid_to";

std::string field_columns(meta::Register const& in) {
  std::string out;
  for (auto const& field : in.fields) out += ", \"" + field.column() + "\"";
  return out;
}

// Of each part of the natural key, "{}" standing for `COLUMN = ?`.
std::string key_conditions(meta::Register const& in, std::string_view form) {
  std::string out;
  for (auto const& name : in.key) {
    auto const condition = "\"" + in.find(name)->column() + "\" = ?";
    out += "\n  AND " + fmt::format(fmt::runtime(form), condition);
  }
  return out;
}

}  // namespace

RegisterSql::RegisterSql(meta::Register const& in) {
  auto const table = "r_" + in.name;
  auto const columns = field_columns(in);
  auto const select = fmt::format(
      "SELECT id, valid_from, valid_to, known_from, known_to, kind{}\nFROM {}\nWHERE zone = ?",
      columns, table);
  auto const named = [&](std::string_view what, std::string text) {
    return db::Statement::same(fmt::format("{}.{}", table, what), std::move(text));
  };
  life_now =
      named("life_now", fmt::format("{} AND id = ? AND {}\nORDER BY valid_from", select, now));
  life_at =
      named("life_at", fmt::format("{} AND id = ? AND {}\nORDER BY valid_from", select, at_k));
  all_rows =
      named("all_rows", fmt::format("{} AND id = ?\nORDER BY known_from, valid_from", select));
  list_now = named("list_now", fmt::format("{} AND {} AND {}\nORDER BY id", select, on_day, now));
  list_at = named("list_at", fmt::format("{} AND {} AND {}\nORDER BY id", select, on_day, at_k));
  every_row = named("every_row", fmt::format("{}\nORDER BY id, known_from, valid_from", select));
  std::string marks = "?, ?, ?, ?, ?, ?, ?";
  for (std::size_t i = 0; i < in.fields.size(); ++i) marks += ", ?";
  insert =
      named("insert", fmt::format("INSERT INTO {} (zone, id, valid_from, valid_to, known_from, "
                                  "known_to, kind{})\nVALUES ({})",
                                  table, columns, marks));
  close = named("close", fmt::format("UPDATE {} SET known_to = ?\nWHERE zone = ? AND id = ? AND "
                                     "valid_from = ? AND known_from = ? AND {}",
                                     table, now));
  auto const twins_where = [&](std::string_view form) {
    return fmt::format(
        "SELECT id\nFROM {}\nWHERE zone = ? AND {} AND id <> ? AND valid_from < ? AND ? < "
        "valid_to{}\nORDER BY valid_from, id",
        table, now, key_conditions(in, form));
  };
  // Without statistics SQLite takes the zone for as good an answer as the key, and reads all of it.
  twins = {table + ".twins", twins_where("unlikely({})"), twins_where("{}")};
  erase = named("erase", fmt::format("DELETE FROM {}\nWHERE zone = ?", table));
  for (auto const& field : in.fields) {
    if (!field.is_reference()) continue;
    referrers.emplace(&field, named("referrers_by_" + field.id,
                                    fmt::format("SELECT DISTINCT id\nFROM {}\nWHERE \"{}\" = ? AND "
                                                "{}\nORDER BY id",
                                                table, field.column(), now)));
  }
}

}  // namespace zonebook::ledger
