// An SQLite file as a Connection: of the writer inside its transaction, or of one reader.

#pragma once

#include "db/checked_connection.h"
#include "db/pool.h"
#include "db/sqlite_file.h"

namespace zonebook::db {

class SqliteConnection : public CheckedConnection {
 public:
  explicit SqliteConnection(SqliteFile& file) : file_(file) {}
  Dialect dialect() const final { return Dialect::sqlite; }
  void forget_deleted() final { forgets_deleted_ = true; }
  void change_nothing_kept() final { changes_what_is_kept_ = false; }

  // For the writer: until it has done so.
  bool forgets_deleted() const { return forgets_deleted_; }
  void has_forgotten() { forgets_deleted_ = false; }
  // For the writer: whether the work that has run does, and from then on the next one.
  bool changes_what_is_kept() { return std::exchange(changes_what_is_kept_, true); }

 protected:
  Result<std::int64_t> do_run(Statement const&, Parameters) final;
  Result<void> do_run_many(Statement const&, ParameterSets) final;
  Result<void> do_each(Statement const&, Parameters, RowHandler const&) final;
  Result<void> do_each_many(Statement const&, ParameterSets, RowOfHandler const&) final;
  Result<void> do_script(std::string_view sql) final;
  Result<void> do_check(Statement const& statement) final { return file_.check(statement); }

 private:
  static Result<void> hand_out(RunningStatement&, std::string const& name, RowHandler const&);

  SqliteFile& file_;
  bool forgets_deleted_ = false;
  bool changes_what_is_kept_ = true;
};

using SqlitePool = Pool<std::unique_ptr<SqliteFile>>;

// A snapshot: a read transaction that has seen the file, on a connection of the pool.
class SqliteReader final : public SqliteConnection {
 public:
  static Result<std::unique_ptr<Connection>> begin(std::shared_ptr<SqlitePool>);
  SqliteReader(std::shared_ptr<SqlitePool> pool, std::unique_ptr<SqliteFile> file)
      : SqliteConnection(*file), pool_(std::move(pool)), lent_(std::move(file)) {}
  ~SqliteReader() override;

 private:
  std::shared_ptr<SqlitePool> pool_;
  std::unique_ptr<SqliteFile> lent_;
};

}  // namespace zonebook::db
