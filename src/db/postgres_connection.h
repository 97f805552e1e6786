// A server's connection as a Connection: of one write(), or of one reader.
//
// each() reads row by row, so that a large answer is never in memory at once.  If its handler runs
// another statement, the rest of the answer is collected first: one connection speaks of one thing.

#pragma once

#include <deque>

#include "db/checked_connection.h"
#include "db/pool.h"
#include "db/postgres_link.h"

namespace zonebook::db {

class PostgresStream;

class PostgresConnection : public CheckedConnection {
 public:
  explicit PostgresConnection(PostgresLink& link) : link_(link) {}
  Dialect dialect() const final { return Dialect::postgres; }

 protected:
  Result<std::int64_t> do_run(Statement const&, Parameters) final;
  Result<void> do_run_many(Statement const&, ParameterSets) final;
  Result<void> do_each(Statement const&, Parameters, RowHandler const&) final;
  Result<void> do_each_many(Statement const&, ParameterSets, RowOfHandler const&) final;
  Result<void> do_script(std::string_view sql) final;
  Result<void> do_check(Statement const&) final;

 private:
  friend class PostgresStream;
  Result<void> make_free();
  Result<void> send_batch(Statement const&, ParameterSets);
  // What each statement of a batch answers, in their order: its rows one by one, or together.
  Result<std::vector<PostgresResult>> ask_batch(Statement const&, ParameterSets batch);
  Result<std::vector<PostgresResult>> read_batch(std::string const& where);

  PostgresLink& link_;
  PostgresStream* stream_ = nullptr;  // the innermost each() that runs
};

using PostgresPool = Pool<std::unique_ptr<PostgresLink>>;

// A link of the pool in a transaction that has just begun; one that went stale is replaced once.
Result<std::unique_ptr<PostgresLink>> begin_on(PostgresPool&, char const* begin);
// Ends what is open and gives the link back if it is still good.
void give_back(PostgresPool&, std::unique_ptr<PostgresLink>);

// A snapshot: a REPEATABLE READ transaction that has asked something, on a link of the pool.
class PostgresReader final : public PostgresConnection {
 public:
  static Result<std::unique_ptr<Connection>> begin(std::shared_ptr<PostgresPool>);
  PostgresReader(std::shared_ptr<PostgresPool> pool, std::unique_ptr<PostgresLink> link)
      : PostgresConnection(*link), pool_(std::move(pool)), lent_(std::move(link)) {}
  ~PostgresReader() override { give_back(*pool_, std::move(lent_)); }

 private:
  std::shared_ptr<PostgresPool> pool_;
  std::unique_ptr<PostgresLink> lent_;
};

}  // namespace zonebook::db
