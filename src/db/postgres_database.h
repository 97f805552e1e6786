// Database on a PostgreSQL server: two pools of connections.

#pragma once

#include <memory>

#include "db/database.h"
#include "db/postgres_connection.h"

namespace zonebook::db {

class PostgresDatabase final : public Database {
 public:
  static Result<std::unique_ptr<Database>> open(Options);
  explicit PostgresDatabase(Options);

  Dialect dialect() const override { return Dialect::postgres; }
  Result<void> write(Work const&) override;
  Result<std::unique_ptr<Connection>> read() override { return PostgresReader::begin(readers_); }
  std::optional<std::uint64_t> changes() const override { return std::nullopt; }
  Result<void> copy_to(std::string const& path) override;

 private:
  Result<void> reach();
  std::shared_ptr<PostgresPool> make_pool(int max);

  Options options_;
  std::shared_ptr<PostgresPool> readers_, writers_;
};

}  // namespace zonebook::db
