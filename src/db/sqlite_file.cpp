#include "db/sqlite_file.h"

#include <fmt/format.h>

#include <cerrno>

namespace zonebook::db {
namespace {

// Composed filters could go on for ever; past this many the cache begins anew.
constexpr std::size_t statements_max = 500;

int flags_of(SqliteFile::Access access) {
  int const common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case SqliteFile::Access::read: return common | SQLITE_OPEN_READONLY;
    case SqliteFile::Access::write: return common | SQLITE_OPEN_READWRITE;
    case SqliteFile::Access::create: return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  }
  return common;
}

// Debian's SQLite takes a name that begins with "file:" for a URI, even without being asked to.
std::string as_path(std::string const& path) {
  return path.starts_with("file:") || path.starts_with(":") ? "./" + path : path;
}

Result<void> bind(sqlite3_stmt* statement, Parameters parameters, std::string const& name) {
  auto const wanted = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
  if (wanted != parameters.size()) {
    auto says = fmt::format("{} parameters, not {}", wanted, parameters.size());
    return std::unexpected(sqlite_error(SQLITE_RANGE, 0, std::move(says), name));
  }
  for (int i = 0; auto const& parameter : parameters) {
    ++i;
    int code = SQLITE_OK;  // null is what is bound already
    if (auto const* number = std::get_if<std::int64_t>(&parameter)) {
      code = sqlite3_bind_int64(statement, i, *number);
    } else if (auto const* text = std::get_if<std::string_view>(&parameter)) {
      char const* from = text->data() ? text->data() : "";
      code = sqlite3_bind_text64(statement, i, from, text->size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    if (code != SQLITE_OK) {
      return std::unexpected(sqlite_error(code, 0, sqlite3_errstr(code), name));
    }
  }
  return {};
}

Error::Code code_of(int primary) {
  switch (primary) {
    case SQLITE_CONSTRAINT: return Error::Code::conflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM: return Error::Code::unavailable;
    default: return Error::Code::broken;
  }
}

std::string key_of(int primary, int system_errno) {
  switch (primary) {
    case SQLITE_CONSTRAINT: return "db.constraint";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "db.busy";
    case SQLITE_FULL: return "db.disk_full";
    case SQLITE_IOERR:
      return system_errno == ENOSPC || system_errno == EDQUOT ? "db.disk_full" : "db.disk_failed";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM: return "db.disk_failed";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return "db.damaged";
    default: return "db.statement_wrong";
  }
}

}  // namespace

Error sqlite_error(int code, int system_errno, std::string detail, std::string where) {
  int const primary = code & 0xff;
  return {code_of(primary),
          {key_of(primary, system_errno), {{"detail", std::move(detail)}}},
          std::move(where)};
}

Error SqliteFile::error(std::string where) const {
  return sqlite_error(sqlite3_extended_errcode(get()), sqlite3_system_errno(get()),
                      sqlite3_errmsg(get()), std::move(where));
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(std::string const& path, How const& how) {
  sqlite3* handle = nullptr;
  char const* vfs = how.vfs.empty() ? nullptr : how.vfs.c_str();
  int const code = sqlite3_open_v2(as_path(path).c_str(), &handle, flags_of(how.access), vfs);
  auto file = std::make_unique<SqliteFile>(handle);
  if (code != SQLITE_OK) {
    Text says{"db.cannot_open", {{"path", path}, {"detail", sqlite3_errstr(code)}}};
    return std::unexpected(Error{Error::Code::unavailable, std::move(says), {}});
  }
  sqlite3_busy_timeout(handle, how.busy_timeout_ms);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return file;
}

Result<void> SqliteFile::execute(char const* sql, std::string* first) {
  auto const take = [](void* to, int columns, char** texts, char**) {
    if (to && columns > 0) *static_cast<std::string*>(to) = texts[0] ? texts[0] : "";
    return 0;
  };
  int const code = sqlite3_exec(get(), sql, take, first, nullptr);
  if (code != SQLITE_OK) return std::unexpected(error({}));
  return {};
}

Result<RunningStatement> SqliteFile::prepare(Statement const& statement, Parameters parameters) {
  auto running = TRY(find(statement));
  TRY(bind(running.get(), parameters, statement.name));
  return running;
}

Result<void> SqliteFile::check(Statement const& statement) {
  TRY(find(statement));
  return {};
}

Result<RunningStatement> SqliteFile::find(Statement const& statement) {
  auto const& text = statement.sqlite;
  auto found = prepared_.find(text);
  if (found != prepared_.end() && !found->second.in_use) {
    found->second.in_use = true;
    return RunningStatement(*this, found->second.statement.get(), statement.name,
                            &found->second.in_use);
  }
  auto made = TRY(compile(statement));
  if (found != prepared_.end()) {  // it runs already, further out
    return RunningStatement(*this, made.release(), statement.name, nullptr);
  }
  if (prepared_.size() >= statements_max) {
    std::erase_if(prepared_, [](auto const& entry) { return !entry.second.in_use; });
  }
  auto& cached = prepared_[text];
  cached = {std::move(made), true};
  return RunningStatement(*this, cached.statement.get(), statement.name, &cached.in_use);
}

Result<SqliteFile::OwnedStatement> SqliteFile::compile(Statement const& statement) {
  auto const& text = statement.sqlite;
  sqlite3_stmt* made = nullptr;
  char const* rest = nullptr;
  int const code = sqlite3_prepare_v3(get(), text.c_str(), static_cast<int>(text.size() + 1),
                                      SQLITE_PREPARE_PERSISTENT, &made, &rest);
  OwnedStatement owned(made);
  if (code != SQLITE_OK) return std::unexpected(error(statement.name));
  if (!made || std::string_view(rest).find_first_not_of(" \n\t") != std::string_view::npos) {
    return std::unexpected(
        sqlite_error(SQLITE_ERROR, 0, "this is not one statement", statement.name));
  }
  return owned;
}

RunningStatement::~RunningStatement() {
  if (!statement_) return;
  if (in_use_) {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    *in_use_ = false;
  } else {
    sqlite3_finalize(statement_);
  }
}

Result<bool> RunningStatement::step() {
  switch (sqlite3_step(statement_)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: return std::unexpected(file_.error(name_));
  }
}

Result<void> RunningStatement::finish() {
  for (;;) {
    bool const has_row = TRY(step());
    if (!has_row) return {};
  }
}

Result<void> RunningStatement::restart(Parameters parameters) {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  return bind(statement_, parameters, name_);
}

}  // namespace zonebook::db
