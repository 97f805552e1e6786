#include "db/sqlite_database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

namespace zonebook::db {
namespace {

// "ZBK1", in the file's header.
constexpr int application_id = 0x5a42'4b31;

enum class Kind { ours, empty };

Error not_ours(std::string const& path) {
  return {Error::Code::broken, {"db.not_ours", {{"path", path}}}, {}};
}

Result<Kind> kind_of(SqliteFile& file, std::string const& path) {
  std::string id;
  std::string tables;
  TRY(file.execute("PRAGMA application_id", &id));
  TRY(file.execute("SELECT count(*) FROM sqlite_schema", &tables));
  if (id == std::to_string(application_id)) return Kind::ours;
  if (id == "0" && tables == "0") return Kind::empty;
  return std::unexpected(not_ours(path));
}

Result<void> set_up(SqliteFile& file, std::string const& path, Options::Journal journal) {
  auto const kind = TRY(kind_of(file, path));
  std::string const wanted = journal == Options::Journal::write_ahead ? "wal" : "delete";
  std::string mode;
  TRY(file.execute(("PRAGMA journal_mode = " + wanted).c_str(), &mode));
  if (mode != wanted) {
    Text says{"db.cannot_open", {{"path", path}, {"detail", "journal_mode " + mode}}};
    return std::unexpected(Error{Error::Code::unavailable, std::move(says), {}});
  }
  TRY(file.execute("PRAGMA synchronous = FULL"));
  TRY(file.execute("PRAGMA cell_size_check = ON"));
  TRY(file.execute("PRAGMA secure_delete = ON"));   // what is erased is overwritten
  TRY(file.execute("PRAGMA cache_size = -65536"));  // KiB
  if (kind == Kind::empty) {
    TRY(file.execute(fmt::format("PRAGMA application_id = {}", application_id).c_str()));
  }
  return {};
}

Error copy_failed(std::string const& path, std::string detail) {
  return {Error::Code::unavailable,
          {"db.cannot_copy", {{"path", path}, {"detail", std::move(detail)}}},
          {}};
}

// That a new name outlives a power loss is written in its folder.
Result<void> sync_folder_of(std::string const& path) {
  auto const folder = std::filesystem::path(path).parent_path();
  auto const name = folder.empty() ? std::string(".") : folder.string();
  int const descriptor = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool const is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  if (!is_synced) return std::unexpected(copy_failed(path, "fsync"));
  return {};
}

}  // namespace

Result<std::unique_ptr<Database>> SqliteDatabase::open(Options options) {
  auto database = std::make_unique<SqliteDatabase>(std::move(options));
  TRY(database->own());
  return database;
}

SqliteDatabase::SqliteDatabase(Options options)
    : options_(std::move(options)),
      readers_(std::make_shared<SqlitePool>(
          options_.readers_max, std::chrono::milliseconds(options_.busy_timeout_ms),
          [this] { return open_file(SqliteFile::Access::read); })) {}

Result<void> SqliteDatabase::own() {
  if (options_.access == Options::Access::read_only) {
    auto const file = TRY(open_file(SqliteFile::Access::read));
    TRY(kind_of(*file, options_.location));
    return {};
  }
  auto lock = TRY(FileLock::take(options_.location));
  lock_.emplace(std::move(lock));
  auto file = TRY(open_file(SqliteFile::Access::create));
  TRY(set_up(*file, options_.location, options_.journal));
  writer_ = std::make_unique<SqliteWriter>(std::move(file), options_.busy_timeout_ms);
  return {};
}

Result<std::unique_ptr<SqliteFile>> SqliteDatabase::open_file(SqliteFile::Access access) const {
  return SqliteFile::open(options_.location,
                          {access, options_.busy_timeout_ms, options_.sqlite_vfs});
}

Result<void> SqliteDatabase::write(Work const& work) {
  if (!writer_) return std::unexpected(Error{Error::Code::forbidden, {"db.read_only", {}}, {}});
  return writer_->write(work);
}

std::optional<std::uint64_t> SqliteDatabase::changes() const {
  if (!writer_) return std::nullopt;  // another process may have it open for writing
  return writer_->changes();
}

// Under another name until it is whole, so that half a copy is never taken for one.
Result<void> SqliteDatabase::copy_to(std::string const& path) {
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) return invalid({"db.copy_exists", {{"path", path}}});
  auto const part = path + ".part";
  std::filesystem::remove(part, failed);
  auto copied = copy_pages(part);
  if (copied) {
    std::filesystem::rename(part, path, failed);
    if (!failed) return sync_folder_of(path);
    copied = std::unexpected(copy_failed(path, failed.message()));
  }
  std::filesystem::remove(part, failed);
  return copied;
}

// All pages in one step: a read transaction, which in WAL hinders nobody.
Result<void> SqliteDatabase::copy_pages(std::string const& path) {
  auto const from = TRY(open_file(SqliteFile::Access::read));
  auto const to = TRY(SqliteFile::open(
      path, {SqliteFile::Access::create, options_.busy_timeout_ms, options_.sqlite_vfs}));
  auto* backup = sqlite3_backup_init(to->get(), "main", from->get(), "main");
  if (!backup) return std::unexpected(to->error({}));
  int const stepped = sqlite3_backup_step(backup, -1);
  int const finished = sqlite3_backup_finish(backup);
  if (stepped != SQLITE_DONE || finished != SQLITE_OK) {
    int const code = stepped != SQLITE_DONE ? stepped : finished;
    return std::unexpected(copy_failed(path, sqlite3_errstr(code)));
  }
  return {};
}

}  // namespace zonebook::db
