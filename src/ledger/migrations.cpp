#include "ledger/migrations.h"

#include <array>

#include "ledger/table.h"

namespace zonebook::ledger {
namespace {

std::string sql_of_all(db::Dialect dialect) {
  std::string sql;
  for (auto const& table : fixed_tables()) sql += sql_to_make(table, dialect);
  return sql;
}

}  // namespace

std::span<db::Migration const> migrations() {
  static std::array const steps = {db::Migration{1, "ledger", sql_of_all(db::Dialect::sqlite),
                                                 sql_of_all(db::Dialect::postgres)}};
  return steps;
}

}  // namespace zonebook::ledger
