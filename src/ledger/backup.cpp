#include "ledger/backup.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <tuple>

#include "ledger/audit.h"
#include "ledger/copy_rows.h"
#include "ledger/migrations.h"
#include "ledger/own_clock.h"
#include "ledger/rebuild.h"
#include "ledger/refusal.h"
#include "ledger/shape.h"
#include "ledger/sql.h"
#include "ledger/system_entry.h"

namespace zonebook::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> made_by_the_log = {"touch", "record", "merged",
                                                             "posting"};

// Of a database that waits for an upgrade, those that it has already.
Result<std::vector<Table>> tables_of_truth(db::Database& of) {
  auto const waiting = TRY(db::pending(of, migrations_room, migrations()));
  auto tables = fixed_tables();
  std::erase_if(tables, [&](Table const& table) {
    auto const is_made_later = std::ranges::any_of(
        waiting, [&](db::Migration const* step) { return step->name == table.name; });
    return is_made_later || std::ranges::find(made_by_the_log, table.name) != made_by_the_log.end();
  });
  return tables;
}

Result<BackedUp> copy_truth(std::vector<Table> const& tables, db::Connection& from,
                            db::Connection& to) {
  BackedUp copied;
  for (auto const& table : tables) {
    auto const rows = TRY(copy_rows(from, to, table));
    if (table.name == "entry") copied.entries = rows;
  }
  copied.heads = TRY(all_anchors(to));
  return copied;
}

// What SQLite leaves beside a file.
void remove_companions(std::string const& path) {
  std::error_code ignored;
  for (auto const* ending : {".lock", "-wal", "-shm"}) fs::remove(path + ending, ignored);
}

Result<BackedUp> write_file(db::Database& from, std::string const& path) {
  auto const file =
      TRY(db::Database::open({.location = path, .journal = db::Options::Journal::none_beside}));
  std::error_code ignored;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
  TRY(db::migrate(*file, migrations_room, migrations(), {}));
  auto const tables = TRY(tables_of_truth(from));
  auto const reader = TRY(from.read());
  BackedUp copied;
  TRY(file->write([&](db::Connection& to) -> Result<void> {
    copied = TRY(copy_truth(tables, *reader, to));
    return {};
  }));
  return copied;
}

bool has(std::vector<Table> const& tables, std::string_view name) {
  return std::ranges::find(tables, name, &Table::name) != tables.end();
}

// Each chain of the file, without a catalog: rows of registers are not in it.  Its own clock with
// them, for what is restored is known by what that shows.
class ChainCheck {
 public:
  ChainCheck(db::Connection& at, meta::Catalog const& catalog, std::vector<Table> const& tables)
      : at_(at),
        has_clock_(has(tables, "own_clock")),
        statements_(catalog),
        store_(at, catalog, statements_) {}

  Result<void> run() {
    auto const heads = TRY(store_.heads());
    for (auto const& head : heads) TRY(check(head));
    TRY(check_clock());
    if (where_.empty()) return {};
    std::string all;
    std::vector<Json> places;
    for (auto const& place : where_) {
      all += (all.empty() ? "" : ", ") + place;
      places.push_back(Json::string(place));
    }
    return refuse(Error::Code::broken, {"ledger.backup_broken", {{"where", all}}},
                  Json::object({{"where", Json::array(std::move(places))}}));
  }

 private:
  Result<void> check(Head const& head) {
    LogEntry last{.zone = head.zone, .known = {}, .hash = no_hash()};
    TRY(store_.each_entry(head.zone, INT64_MIN, [&](LogEntry entry) -> Result<void> {
      auto const follows = entry.seq == last.seq + 1 && entry.prev_hash == last.hash &&
                           entry.known > last.known && hash_of(entry) == entry.hash;
      if (!follows) complain(head.zone + " " + std::to_string(entry.seq));
      TRY(take_clock(entry));
      last = std::move(entry);
      return {};
    }));
    auto const stands = head.seq == last.seq && head.last == last.known && head.hash == last.hash &&
                        head.seal == seal_of(head);
    if (!stands) complain(head.zone);
    return store_.each_request(head.zone, [&](StoredRequest const& row) -> Result<void> {
      if (row.seal != seal_of(row)) complain("request " + row.key);
      return {};
    });
  }

  Result<void> take_clock(LogEntry const& entry) {
    if (entry.actor != system_actor || entry.reason != "own_clock") return {};
    auto const body = TRY(Json::parse(entry.body));
    if (auto const* own = body.find("own_clock")) {
      told_.insert({entry.zone, entry.seq, own->integer_at("set").value_or(0),
                    own->integer_at("shown").value_or(0)});
    }
    return {};
  }

  Result<void> check_clock() {
    std::multiset<Clock> kept;
    if (has_clock_) {
      TRY(at_.each(sql::list_own_clock, {}, [&](db::Row const& row) -> Result<void> {
        kept.insert({std::string(row.text(0)), row.integer(1), row.integer(2), row.integer(3)});
        return {};
      }));
    }
    if (kept != told_) complain("own_clock");
    return {};
  }

  void complain(std::string place) {
    if (where_.size() < 20) where_.push_back(std::move(place));
  }

  using Clock = std::tuple<std::string, std::int64_t, std::int64_t, std::int64_t>;
  db::Connection& at_;
  bool has_clock_;
  std::multiset<Clock> told_;  // by the log
  Statements statements_;
  Store store_;
  std::vector<std::string> where_;
};

std::unexpected<Error> no_backup(std::string const& path) {
  return refuse(Error::Code::not_found, {"ledger.no_backup", {{"path", path}}}, Json::object(),
                path);
}

Result<std::unique_ptr<db::Database>> open_file(std::string const& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed)) return no_backup(path);
  auto file = TRY(db::Database::open({.location = path, .access = db::Options::Access::read_only}));
  auto const waiting = TRY(db::pending(*file, migrations_room, migrations()));
  if (waiting.size() == migrations().size()) return no_backup(path);
  return file;
}

Result<void> expect_empty(db::Connection& at) {
  bool is_empty = true;
  TRY(at.each(sql::list_heads, {}, [&](db::Row const&) -> Result<void> {
    is_empty = false;
    return {};
  }));
  if (is_empty) return {};
  return refuse(Error::Code::conflict, {"ledger.not_empty", {}});
}

Json as_json(std::vector<Anchor> const& heads) {
  auto json = Json::object();
  for (auto const& [zone, seq, hash] : heads) {
    json.set(zone, Json::object({{"seq", Json::integer(seq)}, {"hash", Json::string(hash)}}));
  }
  return json;
}

std::string files_beside(std::string const& path) { return path + ".files"; }

// In each zone, what the list names and the backup still holds; the log is told.
Result<void> erase_again(db::Connection& at, meta::Catalog const& catalog,
                         Restoring const& restoring, std::vector<Anchor> const& heads) {
  for (auto const& head : heads) {
    std::vector<Json> refs;
    for (auto const& ref : restoring.erased) {
      auto const is_erased = TRY(erase_value(at, head.zone, ref));
      if (is_erased) refs.push_back(Json::string(ref));
    }
    if (refs.empty()) continue;
    TRY(append_system_entry(at, catalog, restoring.now,
                            {.zone = head.zone,
                             .reason = "restore",
                             .member = "erase",
                             .told = Json::array(std::move(refs))}));
  }
  return {};
}

Result<void> set_tokens(db::Connection& at, meta::Catalog const& catalog, std::string const& secret,
                        std::vector<Anchor> const& heads) {
  Statements const statements(catalog);
  Store store(at, catalog, statements);
  for (auto const& head : heads) {
    std::vector<PersonalRow> others;
    TRY(store.each_personal(head.zone, [&](PersonalRow row) -> Result<void> {
      auto token = token_of(row.value, secret);
      if (row.token != token) others.push_back({row.zone, row.ref, "", "", std::move(token)});
      return {};
    }));
    for (auto const& [zone, ref, salt, value, token] : others) {
      TRY(at.run(sql::set_token, {token, zone, ref}));
    }
  }
  return {};
}

}  // namespace

Result<BackedUp> back_up(db::Database& from, std::string const& path, FileStore const* files) {
  std::error_code failed;
  if (fs::exists(path, failed)) {
    return refuse(Error::Code::invalid, {"ledger.backup_exists", {{"path", path}}});
  }
  auto const part = path + ".part";
  fs::remove(part, failed);
  remove_companions(part);
  auto copied = write_file(from, part);  // closed again here, so that all is in the one file
  remove_companions(part);
  if (copied && files) {
    auto beside = copy_files(*files, FileStore::open(files_beside(path), INT64_MAX));
    if (beside) copied->files = std::move(*beside);
    if (!beside) copied = std::unexpected(std::move(beside.error()));
  }
  if (copied) fs::rename(part, path, failed);
  if (copied && failed) {
    copied = refuse(Error::Code::unavailable,
                    {"db.cannot_copy", {{"path", path}, {"detail", failed.message()}}});
  }
  if (!copied) fs::remove(part, failed);
  return copied;
}

Result<std::vector<Json>> shapes_in(std::string const& path) {
  auto const file = TRY(open_file(path));
  auto const reader = TRY(file->read());
  return earlier_shapes(*reader);
}

Result<BackedUp> restore(db::Database& into, std::string const& path, meta::Catalog const& catalog,
                         Restoring const& restoring) {
  auto const file = TRY(open_file(path));
  auto const tables = TRY(tables_of_truth(*file));
  auto const reader = TRY(file->read());
  TRY(ChainCheck(*reader, catalog, tables).run());
  TRY(db::migrate(into, migrations_room, migrations(), restoring.now));
  TRY(into.write(expect_empty));
  CopiedFiles files;
  if (restoring.files) {
    files = TRY(copy_files(FileStore::open(files_beside(path), INT64_MAX), *restoring.files));
  }
  BackedUp copied;
  TRY(into.write([&](db::Connection& at) -> Result<void> {
    TRY(expect_empty(at));
    copied = TRY(copy_truth(tables, *reader, at));
    if (copied.heads.empty()) return no_backup(path);
    TRY(make_tables_of_shapes(at, catalog));
    auto const own = TRY(own_clock(at));
    auto shown = restoring;  // what is written carries the time that the database shows
    if (own) shown.now = own->at(restoring.now);
    TRY(adopt_shape(at, catalog, shown.now, ShapeEntry::written));
    TRY(append_system_entry(at, catalog, shown.now,
                            {.reason = "restore",
                             .source = fs::path(path).filename().string(),
                             .member = "restore",
                             .told = as_json(copied.heads)}));
    TRY(erase_again(at, catalog, shown, copied.heads));
    TRY(set_tokens(at, catalog, restoring.secret, copied.heads));
    TRY(audit(
        at,
        {.act = act::restored, .actor = system_actor, .about = fs::path(path).filename().string()},
        shown.now));
    return rebuild(at, catalog);
  }));
  copied.files = std::move(files);
  return copied;
}

}  // namespace zonebook::ledger
