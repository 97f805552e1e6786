// One connection of libpq to a server, with the statements it has prepared.
//
//   auto link = TRY(PostgresLink::open("postgresql:///zonebook", std::chrono::seconds(10)));
//   TRY(link->execute("BEGIN"));
//   auto const* prepared = TRY(link->prepare(statement, parameters));
//   auto result = TRY(link->run(*prepared, parameters, statement.name));
//
// Parameters go as bigint and text, each declared when the statement is prepared, so that `?` can
// be compared with columns of those types without a cast.  A null fits into either: a statement is
// prepared again only when a kind stands where another, or nothing yet, was declared.
//
// Threads: one at a time.

#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <unordered_map>

#include "db/database.h"

namespace zonebook::db {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

class PostgresLink {
 public:
  struct Prepared {
    std::string name;
    std::vector<Oid> types;  // 0: only null has stood there so far
  };

  static Result<std::unique_ptr<PostgresLink>> open(std::string const& location,
                                                    std::chrono::milliseconds busy_timeout);
  explicit PostgresLink(PGconn* connection) : connection_(connection) {}

  // One or several statements without parameters.
  Result<void> execute(char const* sql, std::string_view where = {});
  // Valid until the next make_room().
  Result<Prepared const*> prepare(Statement const&, Parameters);
  Result<void> check(Statement const&);
  // Forgets what is prepared if it has become too much.
  Result<void> make_room();

  Result<PostgresResult> run(Prepared const&, Parameters, std::string const& where);
  // Without waiting for the answer, which comes from next().
  Result<void> send(Prepared const&, Parameters, std::string const& where);
  // The next result; null at the end of what one statement answers.
  PostgresResult next() { return PostgresResult(PQgetResult(get())); }

  Error error(PGresult const*, std::string where);
  // A deadlock or the like was the last error: the same work may succeed if it is run again.
  bool is_worth_repeating() const { return state_ == "40001" || state_ == "40P01"; }
  bool is_alive() const { return PQstatus(get()) == CONNECTION_OK; }
  bool is_idle() const { return PQtransactionStatus(get()) == PQTRANS_IDLE; }
  PGconn* get() const { return connection_.get(); }

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  std::unique_ptr<PGconn, Finish> connection_;
  std::unordered_map<std::string, std::vector<Prepared>> prepared_;  // by text
  int statements_ = 0;
  std::string state_;  // SQLSTATE of the last error
};

}  // namespace zonebook::db
