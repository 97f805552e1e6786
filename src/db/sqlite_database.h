// Database on an SQLite file: the lock, the writer, the pool of readers.

#pragma once

#include <memory>
#include <optional>

#include "db/database.h"
#include "db/file_lock.h"
#include "db/sqlite_writer.h"

namespace zonebook::db {

class SqliteDatabase final : public Database {
 public:
  static Result<std::unique_ptr<Database>> open(Options);
  explicit SqliteDatabase(Options);

  Dialect dialect() const override { return Dialect::sqlite; }
  Result<void> write(Work const&) override;
  Result<std::unique_ptr<Connection>> read() override { return SqliteReader::begin(readers_); }
  std::optional<std::uint64_t> changes() const override;
  Result<void> copy_to(std::string const& path) override;

 private:
  Result<void> own();
  Result<std::unique_ptr<SqliteFile>> open_file(SqliteFile::Access) const;
  Result<void> copy_pages(std::string const& path);

  Options options_;
  // Let go in the opposite order: readers, the writer with its last checkpoint, the lock.
  std::optional<FileLock> lock_;
  std::unique_ptr<SqliteWriter> writer_;
  std::shared_ptr<SqlitePool> readers_;
};

}  // namespace zonebook::db
