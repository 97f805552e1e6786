// One connection of the C library to an SQLite file, with the statements it has prepared.
//
//   auto file = TRY(SqliteFile::open("a.db", {.access = SqliteFile::Access::write}));
//   TRY(file->execute("BEGIN IMMEDIATE"));
//   auto running = TRY(file->prepare(statement, parameters));   // bound, not yet begun
//   bool const has_row = TRY(running.step());
//
// Promises: text in double quotes is never a string, extensions cannot be loaded, and a statement
// that runs is not given out a second time (a handler may run the same one).
//
// Threads: one at a time; SQLite's own mutexes are off.

#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "db/database.h"

namespace zonebook::db {

class SqliteFile;

// A statement while it runs; at the end it goes back to its file, reset.
class RunningStatement {
 public:
  RunningStatement(RunningStatement&& other) noexcept
      : file_(other.file_),
        statement_(std::exchange(other.statement_, nullptr)),
        name_(other.name_),
        in_use_(other.in_use_) {}
  RunningStatement& operator=(RunningStatement&&) = delete;
  ~RunningStatement();

  // Whether there is a row.
  Result<bool> step();
  // Whatever it answers.
  Result<void> finish();
  // Ready for other parameters.
  Result<void> restart(Parameters);
  sqlite3_stmt* get() const { return statement_; }

 private:
  friend class SqliteFile;
  RunningStatement(SqliteFile& file, sqlite3_stmt* statement, std::string const& name, bool* in_use)
      : file_(file), statement_(statement), name_(name), in_use_(in_use) {}

  SqliteFile& file_;
  sqlite3_stmt* statement_;
  std::string const& name_;
  bool* in_use_;  // in the cache; null: the statement is ours alone
};

class SqliteFile {
 public:
  enum class Access : std::uint8_t { write, read, create };
  struct How {
    Access access = Access::read;
    int busy_timeout_ms = 10'000;
    std::string vfs;  // empty: the usual one
  };
  //   unavailable  it is not there, or may not be opened
  //   broken       it is no SQLite database
  static Result<std::unique_ptr<SqliteFile>> open(std::string const& path, How const&);
  explicit SqliteFile(sqlite3* handle) : handle_(handle) {}

  // SQL of our own, without parameters; `first`, if given, takes the first column of the last row.
  Result<void> execute(char const* sql, std::string* first = nullptr);
  // The statement outlives what is returned, and so do its parameters.
  Result<RunningStatement> prepare(Statement const&, Parameters);
  Result<void> check(Statement const&);

  // What the library has just complained of.
  Error error(std::string where) const;
  bool is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  sqlite3* get() const { return handle_.get(); }

 private:
  friend class RunningStatement;
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using OwnedStatement = std::unique_ptr<sqlite3_stmt, Close>;
  struct Cached {
    OwnedStatement statement;
    bool in_use = false;
  };

  Result<RunningStatement> find(Statement const&);
  Result<OwnedStatement> compile(Statement const&);

  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, Cached> prepared_;  // by text; its nodes do not move
};

// The same for a result of the library that left no handle behind.
Error sqlite_error(int code, int system_errno, std::string detail, std::string where);

}  // namespace zonebook::db
