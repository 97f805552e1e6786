#include "ledger/raw_rows.h"

namespace zonebook::ledger {
namespace {

db::Statement statement_for(Table const& table, bool of_a_zone) {
  std::string columns;
  for (auto const& column : table.columns) {
    columns += (columns.empty() ? "\"" : ", \"") + column.name + '"';
  }
  auto sql = "SELECT " + columns + "\nFROM " + table.name;
  if (of_a_zone) sql += "\nWHERE zone = ?";
  return db::Statement::same(table.name + ".raw", std::move(sql));
}

}  // namespace

Result<void> each_raw_row(db::Connection& at, Table const& table, std::string const& zone,
                          TakeRawRow const& take) {
  std::vector<db::Parameter> parameters;
  if (!zone.empty()) parameters.emplace_back(zone);
  return at.each(statement_for(table, !zone.empty()), parameters, [&](db::Row const& row) {
    RawRow values;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      values.push_back(row.value(static_cast<int>(i)));
    }
    return take(std::move(values));
  });
}

Result<std::set<std::string>> zones_in(db::Connection& at, Table const& table) {
  std::set<std::string> zones;
  auto const all =
      db::Statement::same(table.name + ".zones", "SELECT DISTINCT zone\nFROM " + table.name);
  TRY(at.each(all, {}, [&](db::Row const& row) -> Result<void> {
    zones.emplace(row.text(0));
    return {};
  }));
  return zones;
}

}  // namespace zonebook::ledger
