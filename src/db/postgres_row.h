// One row of libpq's answer.  Integers of all widths, booleans and whole numerics are integers;
// character types are text; nothing else may stand in a column.

#pragma once

#include <libpq-fe.h>

#include "db/database.h"

namespace zonebook::db {

class PostgresRow final : public Row {
 public:
  explicit PostgresRow(PGresult const* result) : result_(result) {}

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  std::string_view text(int column) const override;
  Value value(int column) const override;

  // The first column that holds what no column may hold, or -1.
  int foreign_column() const;

 private:
  std::string_view raw(int column) const;
  Oid type(int column) const;

  PGresult const* result_;
};

}  // namespace zonebook::db
