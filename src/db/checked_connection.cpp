#include "db/checked_connection.h"

#include "base/utf8.h"

namespace zonebook::db {

// An error stays: it is what every later call answers.
template <class T>
Result<T> CheckedConnection::keep(Result<T> result) {
  if (!result && !failure_) failure_ = result.error();
  return result;
}

// PostgreSQL would cut a text at a NUL and refuse what is not UTF-8; SQLite would take both.
Result<void> CheckedConnection::admit(Statement const& statement, Parameters parameters) {
  if (failure_) return std::unexpected(*failure_);
  for (auto const& parameter : parameters) {
    auto const* text = std::get_if<std::string_view>(&parameter);
    if (text && (text->find('\0') != std::string_view::npos || !is_utf8(*text))) {
      return keep<void>(invalid({"db.text_invalid", {}}, statement.name));
    }
  }
  return {};
}

Result<std::int64_t> CheckedConnection::run(Statement const& statement, Parameters parameters) {
  TRY(admit(statement, parameters));
  return keep(do_run(statement, parameters));
}

Result<void> CheckedConnection::admit_all(Statement const& statement, ParameterSets sets) {
  for (auto const& set : sets) TRY(admit(statement, set));
  return {};
}

Result<void> CheckedConnection::run_many(Statement const& statement, ParameterSets rows) {
  TRY(admit_all(statement, rows));
  return keep(do_run_many(statement, rows));
}

Result<void> CheckedConnection::each(Statement const& statement, Parameters parameters,
                                     RowHandler const& handler) {
  TRY(admit(statement, parameters));
  bool was_handler = false;
  auto done = do_each(statement, parameters, [&](Row const& row) {
    auto handled = handler(row);
    was_handler = !handled;
    return handled;
  });
  return was_handler ? done : keep(std::move(done));
}

Result<void> CheckedConnection::each_many(Statement const& statement, ParameterSets sets,
                                          RowOfHandler const& handler) {
  TRY(admit_all(statement, sets));
  bool was_handler = false;
  auto done = do_each_many(statement, sets, [&](std::size_t question, Row const& row) {
    auto handled = handler(question, row);
    was_handler = !handled;
    return handled;
  });
  return was_handler ? done : keep(std::move(done));
}

Result<void> CheckedConnection::script(std::string_view sql) {
  if (failure_) return std::unexpected(*failure_);
  return keep(do_script(sql));
}

Result<void> CheckedConnection::check(Statement const& statement) {
  if (failure_) return std::unexpected(*failure_);
  return keep(do_check(statement));
}

}  // namespace zonebook::db
