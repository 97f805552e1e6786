#include "db/database.h"

#include "db/postgres_database.h"
#include "db/sqlite_database.h"

namespace zonebook::db {

Parameter bound(Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return *number;
  if (auto const* text = std::get_if<std::string>(&value)) return std::string_view(*text);
  return {};
}

Result<std::unique_ptr<Database>> Database::open(Options options) {
  bool const is_postgres =
      options.location.starts_with("postgresql://") || options.location.starts_with("postgres://");
  if (is_postgres) return PostgresDatabase::open(std::move(options));
  return SqliteDatabase::open(std::move(options));
}

}  // namespace zonebook::db
