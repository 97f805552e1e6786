#include "ledger/migrations.h"

#include <algorithm>
#include <array>
#include <string>

#include "ledger/projection.h"
#include "ledger/table.h"

namespace zonebook::ledger {
namespace {

// What a later step than the first makes.
constexpr std::array<std::string_view, 2> made_later = {"own_clock", "posting"};

// The search table before `posting`: a row for each gram of each record.
Table gram_table() {
  return {.name = "gram",
          .columns = {{"zone"}, {"register"}, {"gram"}, {"field"}, {"id"}},
          .primary_key = {"zone", "register", "gram", "field", "id"}};
}

std::string sql_of_first(db::Dialect dialect) {
  std::string sql;
  for (auto const& table : fixed_tables()) {
    if (table.name == "shape") sql += sql_to_make(gram_table(), dialect);  // it stood there
    if (std::ranges::find(made_later, table.name) == made_later.end()) {
      sql += sql_to_make(table, dialect);
    }
  }
  return sql;
}

std::string sql_of(std::string_view name, db::Dialect dialect) {
  return sql_to_make(*std::ranges::find(fixed_tables(), name, &Table::name), dialect);
}

// Which entry brought a gram is in the log alone, and SQL cannot read it: each zone that had grams
// is marked by a row of no register, and filled when the ledger is opened (fill_postings).
std::string sql_of_postings(db::Dialect dialect) {
  return sql_of("posting", dialect) +
         "INSERT INTO posting (zone, register, gram, field, seq, ids)\n"
         "SELECT DISTINCT zone, '', '', '', 0, '[]' FROM gram;\n"
         "DROP TABLE gram;\n";
}

db::Migration step(int number, std::string const& table) {
  return {number, table, sql_of(table, db::Dialect::sqlite), sql_of(table, db::Dialect::postgres)};
}

}  // namespace

std::span<db::Migration const> migrations() {
  static std::array const steps = {
      db::Migration{1, "ledger", sql_of_first(db::Dialect::sqlite),
                    sql_of_first(db::Dialect::postgres)},
      step(2, "own_clock"),
      db::Migration{3, "projection", sql_to_make(projection_table(), db::Dialect::sqlite),
                    sql_to_make(projection_table(), db::Dialect::postgres)},
      db::Migration{4, "posting", sql_of_postings(db::Dialect::sqlite),
                    sql_of_postings(db::Dialect::postgres)},
  };
  return steps;
}

}  // namespace zonebook::ledger
