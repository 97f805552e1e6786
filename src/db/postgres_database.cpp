#include "db/postgres_database.h"

#include <thread>

namespace zonebook::db {
namespace {

constexpr int tries_max = 10;
// Before a work is run again, longer each time: whoever won takes what was let go.
constexpr std::chrono::milliseconds pause(3);

// After COMMIT was sent and nothing came back, only asking the server anew can tell.
Result<void> commit(PostgresLink& link) {
  PostgresResult const result(PQexec(link.get(), "COMMIT"));
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) {
    CHECK(std::string_view(PQcmdStatus(result.get())) == "COMMIT");
    return {};
  }
  auto error = link.error(result.get(), {});
  if (!link.is_alive()) error.says.key = "db.outcome_unknown";
  return std::unexpected(std::move(error));
}

Result<void> run_and_commit(PostgresLink& link, Work const& work) {
  PostgresConnection connection(link);
  TRY(work(connection));
  if (auto const& failure = connection.failure()) return std::unexpected(*failure);
  return commit(link);
}

}  // namespace

Result<std::unique_ptr<Database>> PostgresDatabase::open(Options options) {
  auto database = std::make_unique<PostgresDatabase>(std::move(options));
  TRY(database->reach());
  return database;
}

PostgresDatabase::PostgresDatabase(Options options)
    : options_(std::move(options)),
      readers_(make_pool(options_.readers_max)),
      writers_(make_pool(options_.writers_max)) {}

std::shared_ptr<PostgresPool> PostgresDatabase::make_pool(int max) {
  std::chrono::milliseconds const timeout(options_.busy_timeout_ms);
  auto make = [location = options_.location, timeout] {
    return PostgresLink::open(location, timeout);
  };
  return std::make_shared<PostgresPool>(max, timeout, std::move(make));
}

Result<void> PostgresDatabase::reach() {
  auto& pool = options_.access == Options::Access::own ? *writers_ : *readers_;
  auto link = TRY(pool.take());
  pool.give(std::move(link));
  return {};
}

Result<void> PostgresDatabase::write(Work const& work) {
  if (options_.access == Options::Access::read_only) {
    return std::unexpected(Error{Error::Code::forbidden, {"db.read_only", {}}, {}});
  }
  for (int tries = 1;; ++tries) {
    auto link = TRY(begin_on(*writers_, "BEGIN ISOLATION LEVEL READ COMMITTED"));
    auto done = run_and_commit(*link, work);
    bool const is_worth_repeating = !done && link->is_worth_repeating();
    give_back(*writers_, std::move(link));
    if (!is_worth_repeating || tries == tries_max) return done;
    std::this_thread::sleep_for(pause * tries);
  }
}

Result<void> PostgresDatabase::copy_to(std::string const&) {
  return std::unexpected(Error{Error::Code::unavailable, {"db.copy_elsewhere", {}}, {}});
}

}  // namespace zonebook::db
