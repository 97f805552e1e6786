// SQLite or PostgreSQL behind one door: the same statements, the same meaning, the same tests.
//
//   auto database = TRY(Database::open({.location = "data/zonebook.db"}));
//   TRY(database->write([&](Connection& at) -> Result<void> {
//     TRY(at.run(sql::lock_head, {"jiaocheng"}));
//     …
//   }));                                          // durable now
//   auto reader = TRY(database->read());          // one snapshot, until it goes out of scope
//   TRY(reader->each(sql::rows_of, {"jiaocheng", id}, [&](Row const& row) { … }));
//
// Promises
//   1. What write() has answered for is durable: SQLite in WAL with synchronous=FULL, PostgreSQL
//      with synchronous_commit=on.  What it refused has left nothing behind, but for one message:
//      db.outcome_unknown, where the server or the disk went away in the middle of the commit.
//   2. A reader sees one snapshot and nothing later.
//   3. Values are bound, never written into SQL text.  Text is UTF-8 without NUL, else `invalid`.
//   4. One process owns an SQLite file: an advisory lock on FILE.lock is held while it is open for
//      writing; a second one is told `unavailable` and who holds it.
//   5. Errors: `unavailable` for what passes or an administrator mends (busy, disk full, server
//      away), `conflict` for a row that a constraint refuses, `broken` for a damaged file and SQL
//      that cannot be right.  `where` names the statement.
//   6. Once a statement has failed, its connection answers with the same error until the work or
//      the snapshot ends, and the work is undone whatever it says.
//
// SQLite has one writer: a thread takes what waits, runs each work in a savepoint of one
// transaction, commits once, and answers all (group commit).  PostgreSQL gives each write() a READ
// COMMITTED transaction, reads are REPEATABLE READ.  A work may be run again (a deadlock; a group
// that could not be committed), so it must have no effect outside; it calls no write().
// Both compare text by its bytes, if the tables of PostgreSQL say COLLATE "C".
// Threads: a Database is shared by all; a Connection belongs to one thread at a time.

#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace zonebook::db {

enum class Dialect : std::uint8_t { sqlite, postgres };

// What a column holds: null, a 64-bit integer, or UTF-8 text: no floats and no blobs.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
inline bool is_null(Value const& value) { return std::holds_alternative<std::monostate>(value); }
// The same, borrowed, to be bound.
using Parameter = std::variant<std::monostate, std::int64_t, std::string_view>;
using Parameters = std::span<Parameter const>;
using ParameterSets = std::span<std::vector<Parameter> const>;
Parameter bound(Value const&);

// SQL with `?` for parameters, and the name by which logs know it; prepared once per connection.
struct Statement {
  std::string name;
  std::string sqlite, postgres;

  static Statement same(std::string name, std::string text) {
    return {std::move(name), text, text};
  }
};

// One row of an answer, while the handler runs.  Columns count from 0; asking for one that is not
// there, or for the integer of a text, is a CHECK.
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;   // 0 where null
  virtual std::string_view text(int column) const = 0;  // empty where null
  virtual Value value(int column) const = 0;            // by what the column really holds
};
using RowHandler = std::function<Result<void>(Row const&)>;
using RowOfHandler = std::function<Result<void>(std::size_t question, Row const&)>;

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;

  // How many rows it changed.
  virtual Result<std::int64_t> run(Statement const&, Parameters = {}) = 0;
  // The same statement for each set of parameters; pipelined on PostgreSQL.
  virtual Result<void> run_many(Statement const&, ParameterSets) = 0;
  // Calls the handler for each row as it comes, in the answer's order; its error ends it.  It may
  // run statements too, but not change what it reads.
  virtual Result<void> each(Statement const&, Parameters, RowHandler const&) = 0;
  // The same question for each set, answers in their order; the handler runs no statement.
  virtual Result<void> each_many(Statement const&, ParameterSets, RowOfHandler const&) = 0;
  // Several statements, without parameters: shapes and settings only.
  virtual Result<void> script(std::string_view sql) = 0;
  // What it deletes is to leave SQLite's write-ahead file too, as soon as no reader holds it.
  virtual void forget_deleted() {}
  // Database::changes() need not count this transaction: when a session was last used.
  virtual void change_nothing_kept() {}
  // Prepares it and does not run it.
  virtual Result<void> check(Statement const&) = 0;

  // For a list written at the place of the call: at.run(s, {id, 3}).
  Result<std::int64_t> run(Statement const& s, std::initializer_list<Parameter> p) {
    return run(s, Parameters(p.begin(), p.size()));
  }
  Result<void> each(Statement const& s, std::initializer_list<Parameter> p, RowHandler const& h) {
    return each(s, Parameters(p.begin(), p.size()), h);
  }
};

using Work = std::function<Result<void>(Connection&)>;

struct Options {
  // A file path for SQLite, made if it is not there; "postgresql://…" or "postgres://…".
  std::string location;
  enum class Access : std::uint8_t { own, read_only } access = Access::own;
  // Of SQLite: a write-ahead file beside it, so that nobody waits for the writer; or all in the one
  // file, for what is written once and then carried away.
  enum class Journal : std::uint8_t { write_ahead, none_beside } journal = Journal::write_ahead;
  int readers_max = 8;           // pooled connections for reading; more callers wait
  int writers_max = 8;           // PostgreSQL only
  int busy_timeout_ms = 10'000;  // how long to wait for a connection or a lock
  std::string sqlite_vfs;        // for tests
};

class Database {
 public:
  virtual ~Database() = default;

  //   unavailable, broken  as promised above; it is no database of ours
  static Result<std::unique_ptr<Database>> open(Options);

  virtual Dialect dialect() const = 0;
  // Runs the work in a transaction and makes it durable; an error of the work undoes it.
  //   forbidden  the database was opened read_only
  virtual Result<void> write(Work const&) = 0;
  // A snapshot; give it back soon: it holds a connection of the pool.
  virtual Result<std::unique_ptr<Connection>> read() = 0;
  // How often something was made durable since it was opened, counted before write() answers: while
  // it is the same, so is what is read.  nullopt where others may write: PostgreSQL, read_only.
  virtual std::optional<std::uint64_t> changes() const = 0;
  // A consistent copy of an SQLite database in use, to a new path; PostgreSQL: `unavailable`.
  virtual Result<void> copy_to(std::string const& path) = 0;
};

}  // namespace zonebook::db
