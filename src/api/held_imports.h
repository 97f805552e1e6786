// Previews of imports, held between the look and the commit: the file as it came, and what was told
// of it, row by row.
//
//   auto const made = TRY(imports.add({.account = …, .in = "project", .about = …}, bytes, rows));
//   auto const held = TRY(imports.find(made.token, account));
//   auto const page = TRY(imports.rows(held, {.limit = 100, .state = "rejected"}));
//
// Promises
//   1. A preview is its account's alone, by a token that nobody can guess, of which the table keeps
//      the digest; it lasts a day.  Of one account the newest five are held, and what is being
//      written.
//   2. Any process on the database finds it, if they share the folder too, as they do that of the
//      files (settings.h): it lies beside it.
//   3. The file is taken away when all of it is written, when it is dropped, and when it is too
//      old, at the next preview or start: it may hold personal values in clear.  Until then it is
//      its owner's alone (0600).
//   4. At most two imports at a time are planned or written by one process: they hold a worker for
//      as long as it takes.
//
//   FOLDER/ID.file    the bytes that came
//   FOLDER/ID.rows    a line for each row: STATE JSON
//
// Threads: all functions from any.

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "db/database.h"

namespace zonebook::api {

class HeldImports {
 public:
  static constexpr std::int64_t lasts_micros = std::int64_t{24} * 3600 * 1'000'000;
  static constexpr std::int64_t held_of_account = 5;
  static constexpr std::size_t at_once = 2;

  // `real`: never a sample's.
  HeldImports(db::Database& database, std::string folder, Clock const& real)
      : database_(database), folder_(std::move(folder)), real_(real) {}

  struct New {
    std::string account, in;
    Json about;  // what the next request has to know of it
  };
  struct Made {
    std::string token;  // told once
    Instant expires;
  };
  //   unavailable  base.cannot_write
  Result<Made> add(New const&, std::string_view bytes, std::vector<std::string> const& rows);

  struct Held {
    std::string id, account, in;
    Instant expires;
    Json about;
    std::optional<Json> done;               // what its commit came to
    std::int64_t written = 0, planned = 0;  // rows, while it is being committed
  };
  //   not_found  api.import.none: no such token of the account, or it is too old
  Result<Held> find(std::string_view token, std::string const& account);

  //   not_found  api.import.none: it has been written, and its file is gone
  Result<std::string> bytes(Held const&) const;
  // Each line in its order.
  Result<void> each_row(Held const&, std::function<Result<void>(std::string_view)> const&) const;
  struct Asked {
    std::size_t limit = 100;
    std::string state = {};   // empty: all
    std::string cursor = {};  // `next` of the page before
  };
  struct Page {
    std::vector<Json> rows;
    std::string next;  // empty: this is the last
  };
  //   invalid  api.import.broken_cursor
  Result<Page> rows(Held const&, Asked const&) const;

  Result<void> keep_progress(std::string const& id, std::size_t written, std::size_t planned);
  // The file goes.
  Result<void> finish(std::string const& id, Json const& done);
  Result<void> drop(std::string const& id);
  // What is too old, and files that no preview is of.
  Result<void> sweep();

  // The right to plan or write, until it goes out of scope.
  class Turn {
   public:
    Turn(HeldImports& of, std::string id) : of_(&of), id_(std::move(id)) {}
    Turn(Turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)), id_(other.id_) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    HeldImports* of_;
    std::string id_;
  };
  // `id`: of what is written; empty: a preview.
  //   unavailable  api.import.busy
  //   conflict     api.import.being_written
  Result<Turn> begin(std::string const& id);

 private:
  std::string file_of(std::string const& id) const { return folder_ + "/" + id + ".file"; }
  std::string rows_of(std::string const& id) const { return folder_ + "/" + id + ".rows"; }
  void take_away(std::string const& id) const;
  Result<void> drop_old(std::string const& account);
  bool is_being_written(std::string const& id);

  db::Database& database_;
  std::string folder_;
  Clock const& real_;

  std::mutex mutex_;
  std::size_t running_ = 0;        // guarded by mutex_
  std::set<std::string> written_;  // the same
};

}  // namespace zonebook::api
