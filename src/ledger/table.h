// The one printer of shapes: a table as a value, and the SQL that makes it on either database.
//
// SQLite tables are STRICT; texts of PostgreSQL compare by code point, as SQLite's do (COLLATE
// "C").

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

struct Column {
  std::string name;
  meta::FieldType::Column type = meta::FieldType::Column::text;
  bool may_be_null = false;
};

struct Index {
  std::string name;
  std::vector<std::string> columns;
  std::string where;  // a partial index; empty: of all rows
  bool unique = false;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::string> primary_key;
  std::vector<Index> indexes;
};

// Statements separated by `;`, for Connection::script.
std::string sql_to_make(Table const&, db::Dialect);
std::string sql_to_extend(Table const&, Column const&, db::Dialect);
std::string sql_to_index(Table const&, Index const&);

// head, entry, touch, record, request, merged, shape, own_clock, …: those that any ledger has.
std::vector<Table> const& fixed_tables();
// r_<register>: one typed row for each version.
Table table_of(meta::Register const&);

}  // namespace zonebook::ledger
