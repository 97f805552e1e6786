// What the connections of both databases share: parameters are looked at before they are bound, and
// the first error of a statement stays until the work or the snapshot ends (database.h, promise 6).
// SQLite would go on after an error and PostgreSQL would not; so neither does.
//
//   class SqliteConnection final : public CheckedConnection { … };
//   connection.failure()    // what write() must not commit over

#pragma once

#include <optional>

#include "db/database.h"

namespace zonebook::db {

class CheckedConnection : public Connection {
 public:
  using Connection::each;
  using Connection::run;
  Result<std::int64_t> run(Statement const&, Parameters) final;
  Result<void> run_many(Statement const&, ParameterSets) final;
  Result<void> each(Statement const&, Parameters, RowHandler const&) final;
  Result<void> each_many(Statement const&, ParameterSets, RowOfHandler const&) final;
  Result<void> script(std::string_view sql) final;
  Result<void> check(Statement const&) final;

  std::optional<Error> const& failure() const { return failure_; }
  void forget_failure() { failure_.reset(); }

 protected:
  virtual Result<std::int64_t> do_run(Statement const&, Parameters) = 0;
  virtual Result<void> do_run_many(Statement const&, ParameterSets) = 0;
  virtual Result<void> do_each(Statement const&, Parameters, RowHandler const&) = 0;
  virtual Result<void> do_each_many(Statement const&, ParameterSets, RowOfHandler const&) = 0;
  virtual Result<void> do_script(std::string_view sql) = 0;
  virtual Result<void> do_check(Statement const&) = 0;

 private:
  Result<void> admit(Statement const&, Parameters);
  Result<void> admit_all(Statement const&, ParameterSets);
  template <class T>
  Result<T> keep(Result<T> result);

  std::optional<Error> failure_;
};

}  // namespace zonebook::db
