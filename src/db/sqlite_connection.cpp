#include "db/sqlite_connection.h"

namespace zonebook::db {
namespace {

// Each snapshot runs these, so they are prepared once, and look at one row.
Statement const begin_reading = Statement::same("begin_reading", "BEGIN");
Statement const look_at_something =
    Statement::same("look_at_something", "SELECT 1 FROM sqlite_schema LIMIT 1");
Statement const end_reading = Statement::same("end_reading", "ROLLBACK");

Result<void> run_through(SqliteFile& file, Statement const& statement) {
  auto running = TRY(file.prepare(statement, {}));
  return running.finish();
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override { return type(column) == SQLITE_NULL; }

  std::int64_t integer(int column) const override {
    CHECK(type(column) != SQLITE_TEXT);
    return sqlite3_column_int64(statement_, column);
  }

  std::string_view text(int column) const override {
    if (type(column) == SQLITE_NULL) return {};
    // The text first: asking for it may change how many bytes it has.
    auto const* bytes = sqlite3_column_text(statement_, column);
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {reinterpret_cast<char const*>(bytes), size};
  }

  Value value(int column) const override {
    switch (type(column)) {
      case SQLITE_NULL: return {};
      case SQLITE_INTEGER: return integer(column);
      default: return std::string(text(column));
    }
  }

  // The first column that holds what no column may hold, or -1.
  int foreign_column() const {
    for (int i = 0; i < sqlite3_data_count(statement_); ++i) {
      int const holds = sqlite3_column_type(statement_, i);
      if (holds == SQLITE_FLOAT || holds == SQLITE_BLOB) return i;
    }
    return -1;
  }

 private:
  int type(int column) const {
    CHECK(column >= 0 && column < sqlite3_data_count(statement_));
    return sqlite3_column_type(statement_, column);
  }

  sqlite3_stmt* statement_;
};

}  // namespace

Result<std::int64_t> SqliteConnection::do_run(Statement const& statement, Parameters parameters) {
  // sqlite3_changes64 alone would still tell of the statement before, if this one changes nothing.
  auto const before = sqlite3_total_changes64(file_.get());
  auto running = TRY(file_.prepare(statement, parameters));
  TRY(running.finish());
  bool const has_changed = sqlite3_total_changes64(file_.get()) != before;
  return has_changed ? sqlite3_changes64(file_.get()) : 0;
}

Result<void> SqliteConnection::do_run_many(Statement const& statement, ParameterSets rows) {
  if (rows.empty()) return {};
  auto running = TRY(file_.prepare(statement, rows[0]));
  for (auto const& row : rows) {
    if (&row != rows.data()) TRY(running.restart(row));
    TRY(running.finish());
  }
  return {};
}

Result<void> SqliteConnection::do_each(Statement const& statement, Parameters parameters,
                                       RowHandler const& handler) {
  auto running = TRY(file_.prepare(statement, parameters));
  return hand_out(running, statement.name, handler);
}

Result<void> SqliteConnection::do_each_many(Statement const& statement, ParameterSets sets,
                                            RowOfHandler const& handler) {
  if (sets.empty()) return {};
  auto running = TRY(file_.prepare(statement, sets[0]));
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (i > 0) TRY(running.restart(sets[i]));
    TRY(hand_out(running, statement.name, [&](Row const& row) { return handler(i, row); }));
  }
  return {};
}

Result<void> SqliteConnection::hand_out(RunningStatement& running, std::string const& name,
                                        RowHandler const& handler) {
  SqliteRow const row(running.get());
  for (;;) {
    bool const has_row = TRY(running.step());
    if (!has_row) return {};
    if (int const column = row.foreign_column(); column >= 0) {
      Text says{"db.column_kind", {{"column", sqlite3_column_name(running.get(), column)}}};
      return std::unexpected(Error{Error::Code::broken, std::move(says), name});
    }
    TRY(handler(row));
  }
}

Result<void> SqliteConnection::do_script(std::string_view sql) {
  return file_.execute(std::string(sql).c_str());
}

Result<std::unique_ptr<Connection>> SqliteReader::begin(std::shared_ptr<SqlitePool> pool) {
  auto file = TRY(pool->take());
  auto reader = std::make_unique<SqliteReader>(std::move(pool), std::move(file));
  TRY(run_through(*reader->lent_, begin_reading));
  TRY(run_through(*reader->lent_, look_at_something));  // now the snapshot stands
  return reader;
}

SqliteReader::~SqliteReader() {
  if (lent_->is_in_transaction() && !run_through(*lent_, end_reading)) {
    pool_->lose();
  } else {
    pool_->give(std::move(lent_));
  }
}

}  // namespace zonebook::db
