#include "db/postgres_connection.h"

#include <charconv>

#include "db/postgres_row.h"

namespace zonebook::db {
namespace {

// So many statements go out before their answers are read.
constexpr std::size_t batch_size = 500;

// How many rows a statement changed; a SELECT none, though libpq counts its rows too.
std::int64_t changes_of(PGresult* result) {
  if (std::string_view(PQcmdStatus(result)).starts_with("SELECT")) return 0;
  std::string_view const text = PQcmdTuples(result);
  std::int64_t changes = 0;
  std::from_chars(text.data(), text.data() + text.size(), changes);
  return changes;
}

}  // namespace

// What one each() has yet to hand out.
class PostgresStream {
 public:
  PostgresStream(PostgresConnection& connection, std::string const& where)
      : connection_(connection), where_(where), outer_(connection.stream_) {
    connection.stream_ = this;
  }
  PostgresStream(PostgresStream const&) = delete;
  PostgresStream& operator=(PostgresStream const&) = delete;
  ~PostgresStream() {
    while (!is_read_) read();
    connection_.stream_ = outer_;
  }

  // Null when there is no more.
  Result<PostgresResult> next() {
    PostgresResult row;
    if (!collected_.empty()) {
      row = std::move(collected_.front());
      collected_.pop_front();
    } else if (!is_read_) {
      row = read();
    }
    if (!row && error_) return std::unexpected(*error_);
    return row;
  }

  Result<void> collect() {
    while (!is_read_) {
      if (auto row = read()) collected_.push_back(std::move(row));
    }
    if (error_) return std::unexpected(*error_);
    return {};
  }

 private:
  PostgresResult read() {
    auto result = connection_.link_.next();
    if (!result) {
      is_read_ = true;
      return nullptr;
    }
    auto const status = PQresultStatus(result.get());
    if (status == PGRES_SINGLE_TUPLE) return result;
    bool const is_end = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
    if (!is_end && !error_) error_ = connection_.link_.error(result.get(), where_);
    return read();
  }

  PostgresConnection& connection_;
  std::string const& where_;
  PostgresStream* outer_;
  std::deque<PostgresResult> collected_;
  std::optional<Error> error_;
  bool is_read_ = false;
};

Result<std::int64_t> PostgresConnection::do_run(Statement const& statement, Parameters parameters) {
  TRY(make_free());
  auto const* prepared = TRY(link_.prepare(statement, parameters));
  auto const result = TRY(link_.run(*prepared, parameters, statement.name));
  return changes_of(result.get());
}

Result<void> PostgresConnection::do_run_many(Statement const& statement, ParameterSets rows) {
  while (!rows.empty()) {
    auto const batch = rows.first(std::min(rows.size(), batch_size));
    rows = rows.subspan(batch.size());
    TRY(ask_batch(statement, batch));
  }
  return {};
}

Result<void> PostgresConnection::do_each_many(Statement const& statement, ParameterSets sets,
                                              RowOfHandler const& handler) {
  for (std::size_t first = 0; first < sets.size(); first += batch_size) {
    auto const batch = sets.subspan(first, std::min(sets.size() - first, batch_size));
    auto const answers = TRY(ask_batch(statement, batch));
    auto question = first;
    for (auto const& answer : answers) {
      for (int n = 0; n < PQntuples(answer.get()); ++n) {
        PostgresRow const row(answer.get(), n);
        TRY(row.check_columns(statement.name));
        TRY(handler(question, row));
      }
      // The first of a batch may come row by row: libpq remembers that an each() before it did.
      if (PQresultStatus(answer.get()) != PGRES_SINGLE_TUPLE) ++question;
    }
    CHECK(question == first + batch.size());
  }
  return {};
}

Result<std::vector<PostgresResult>> PostgresConnection::ask_batch(Statement const& statement,
                                                                  ParameterSets batch) {
  TRY(make_free());
  for (auto const& row : batch) TRY(link_.prepare(statement, row));
  if (PQenterPipelineMode(link_.get()) != 1) {
    return std::unexpected(link_.error(nullptr, statement.name));
  }
  auto const sent = send_batch(statement, batch);
  auto read = sent ? read_batch(statement.name) : std::unexpected(sent.error());
  PQexitPipelineMode(link_.get());
  return read;
}

Result<void> PostgresConnection::send_batch(Statement const& statement, ParameterSets batch) {
  for (auto const& row : batch) {
    auto const* prepared = TRY(link_.prepare(statement, row));  // it is, already
    TRY(link_.send(*prepared, row, statement.name));
  }
  if (PQpipelineSync(link_.get()) != 1) {
    return std::unexpected(link_.error(nullptr, statement.name));
  }
  return {};
}

// To the synchronization point, which comes whatever went wrong; a null lies between two answers.
Result<std::vector<PostgresResult>> PostgresConnection::read_batch(std::string const& where) {
  std::vector<PostgresResult> answers;
  std::optional<Error> error;
  for (;;) {
    auto result = link_.next();
    if (!result && !link_.is_alive()) {
      return std::unexpected(error ? *error : link_.error(nullptr, where));
    }
    if (!result) continue;
    auto const status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_FATAL_ERROR && !error) error = link_.error(result.get(), where);
    answers.push_back(std::move(result));
  }
  if (error) return std::unexpected(*error);
  return answers;
}

Result<void> PostgresConnection::do_each(Statement const& statement, Parameters parameters,
                                         RowHandler const& handler) {
  TRY(make_free());
  auto const* prepared = TRY(link_.prepare(statement, parameters));
  TRY(link_.send(*prepared, parameters, statement.name));
  PQsetSingleRowMode(link_.get());
  PostgresStream stream(*this, statement.name);
  for (;;) {
    auto const result = TRY(stream.next());
    if (!result) return {};
    PostgresRow const row(result.get());
    TRY(row.check_columns(statement.name));
    TRY(handler(row));
  }
}

Result<void> PostgresConnection::do_script(std::string_view sql) {
  TRY(make_free());
  return link_.execute(std::string(sql).c_str());
}

Result<void> PostgresConnection::do_check(Statement const& statement) {
  TRY(make_free());
  return link_.check(statement);
}

// Nothing is under way on the link any more.
Result<void> PostgresConnection::make_free() {
  if (stream_) TRY(stream_->collect());
  return link_.make_room();
}

Result<std::unique_ptr<PostgresLink>> begin_on(PostgresPool& pool, char const* begin) {
  auto link = TRY(pool.take());
  auto begun = link->execute(begin);
  if (begun) return link;
  bool const was_stale = !link->is_alive();
  link.reset();
  pool.lose();
  if (!was_stale) return std::unexpected(begun.error());
  pool.clear();  // the server has been away: the others are stale too
  link = TRY(pool.take());
  begun = link->execute(begin);
  if (begun) return link;
  pool.lose();
  return std::unexpected(begun.error());
}

void give_back(PostgresPool& pool, std::unique_ptr<PostgresLink> link) {
  if (link->is_alive() && !link->is_idle()) static_cast<void>(link->execute("ROLLBACK"));
  if (link->is_alive() && link->is_idle()) {
    pool.give(std::move(link));
  } else {
    pool.lose();
  }
}

Result<std::unique_ptr<Connection>> PostgresReader::begin(std::shared_ptr<PostgresPool> pool) {
  // The snapshot is that of the first question, so one is asked at once.
  auto link = TRY(begin_on(*pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1"));
  return std::make_unique<PostgresReader>(std::move(pool), std::move(link));
}

}  // namespace zonebook::db
