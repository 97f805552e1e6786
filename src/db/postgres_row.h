// One row of libpq's answer.  Integers of all widths, booleans and whole numerics are integers;
// character types are text; nothing else may stand in a column.

#pragma once

#include <libpq-fe.h>

#include "db/database.h"

namespace zonebook::db {

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(PGresult const* result, int row = 0) : result_(result), row_(row) {}

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  std::string_view text(int column) const override;
  Value value(int column) const override;

  //   broken  a column holds what no column may hold
  Result<void> check_columns(std::string const& where) const;

 private:
  int foreign_column() const;  // the first of those, or -1
  std::string_view raw(int column) const;
  Oid type(int column) const;

  PGresult const* result_;
  int row_;
};

}  // namespace zonebook::db
