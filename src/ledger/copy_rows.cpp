#include "ledger/copy_rows.h"

#include <fmt/format.h>

namespace zonebook::ledger {
namespace {

constexpr std::size_t rows_at_once = 1000;

std::string joined(std::vector<std::string> const& names) {
  std::string out;
  for (auto const& name : names) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", name);
  return out;
}

std::string columns_of(Table const& table) {
  std::vector<std::string> names;
  for (auto const& column : table.columns) names.push_back(column.name);
  return joined(names);
}

db::Statement select(Table const& table) {
  return db::Statement::same("copy " + table.name,
                             fmt::format("SELECT {} FROM {} ORDER BY {}", columns_of(table),
                                         table.name, joined(table.primary_key)));
}

db::Statement insert(Table const& table) {
  std::string places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) places += i == 0 ? "?" : ", ?";
  return db::Statement::same(
      "fill " + table.name,
      fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, columns_of(table), places));
}

using Rows = std::vector<std::vector<db::Value>>;

Result<void> write(db::Connection& to, db::Statement const& statement, Rows& rows) {
  std::vector<std::vector<db::Parameter>> parameters;
  for (auto const& row : rows) {
    auto& bound = parameters.emplace_back();
    for (auto const& value : row) bound.push_back(db::bound(value));
  }
  TRY(to.run_many(statement, parameters));
  rows.clear();
  return {};
}

}  // namespace

Result<std::int64_t> copy_rows(db::Connection& from, db::Connection& to, Table const& table) {
  std::int64_t count = 0;
  Rows rows;
  auto const fill = insert(table);
  TRY(from.each(select(table), {}, [&](db::Row const& row) -> Result<void> {
    auto& values = rows.emplace_back();
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) values.push_back(row.value(i));
    ++count;
    if (rows.size() < rows_at_once) return {};
    return write(to, fill, rows);
  }));
  TRY(write(to, fill, rows));
  return count;
}

}  // namespace zonebook::ledger
