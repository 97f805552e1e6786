#include "ledger/index_check.h"

#include <map>

#include "ledger/sql.h"

namespace zonebook::ledger {

Result<void> check_indexes(db::Connection& at, std::vector<Table> const& tables,
                           std::function<void(std::string const& index)> const& complain) {
  std::map<std::string, std::string> made;  // by name
  TRY(at.each(sql::list_indexes, {}, [&](db::Row const& row) -> Result<void> {
    made.emplace(row.text(0), row.text(1));
    return {};
  }));
  for (auto const& table : tables) {
    for (auto const& index : table.indexes) {
      auto const found = made.find(index.name);
      auto wanted = sql_to_index(table, index);
      wanted.resize(wanted.rfind(';'));
      bool const is_made =
          found != made.end() && (found->second.empty() || found->second == wanted);
      if (!is_made) complain(index.name);
    }
  }
  return {};
}

}  // namespace zonebook::ledger
