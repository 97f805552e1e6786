#include "api/held_imports.h"

#include <charconv>
#include <filesystem>
#include <fstream>

#include "access/crypt.h"
#include "api/sql.h"
#include "base/durable_file.h"
#include "ledger/own_clock.h"

namespace zonebook::api {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> none() {
  return std::unexpected(Error{Error::Code::not_found, {"api.import.none", {}}, "token"});
}

Result<void> write_file(std::string const& path, auto const& write) {
  auto file = TRY(DurableFile::begin_beside(path));
  TRY(write(file));
  return file.replace(path);
}

// "rejected {…}".
std::string_view state_in(std::string_view line) { return line.substr(0, line.find(' ')); }

}  // namespace

Result<HeldImports::Made> HeldImports::add(New const& one, std::string_view bytes,
                                           std::vector<std::string> const& rows) {
  Made made{.token = access::new_token(), .expires = {}};
  auto const id = access::digest(made.token);
  TRY(make_folders(folder_));
  TRY(write_file(file_of(id), [&](DurableFile& file) { return file.write(bytes); }));
  auto const written = write_file(rows_of(id), [&](DurableFile& file) -> Result<void> {
    for (auto const& row : rows) TRY(file.write(row + "\n"));
    return {};
  });
  auto const about = to_text(one.about);
  auto const kept = !written ? written : database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(ledger::real_now(at, real_));
    made.expires = Instant(now.micros() + lasts_micros);
    TRY(at.run(sql::add_import,
               {id, one.account, one.in, now.micros(), made.expires.micros(), about}));
    return {};
  });
  if (!kept) {
    take_away(id);
    return std::unexpected(kept.error());
  }
  TRY(drop_old(one.account));
  return made;
}

Result<HeldImports::Held> HeldImports::find(std::string_view token, std::string const& account) {
  if (!access::is_token(token)) return none();
  auto const id = access::digest(token);
  auto const at = TRY(database_.read());
  auto const now = TRY(ledger::real_now(*at, real_));
  std::optional<Held> held;
  std::string about, done;
  TRY(at->each(sql::find_import, {id}, [&](db::Row const& row) -> Result<void> {
    held = Held{.id = id,
                .account = std::string(row.text(0)),
                .in = std::string(row.text(1)),
                .expires = Instant(row.integer(2)),
                .about = {},
                .done = {},
                .written = row.integer(5),
                .planned = row.integer(6)};
    about = row.text(3);
    done = row.text(4);
    return {};
  }));
  if (!held || held->account != account || held->expires <= now) return none();
  held->about = TRY(Json::parse(about));
  if (!done.empty()) held->done = TRY(Json::parse(done));
  return std::move(*held);
}

Result<std::string> HeldImports::bytes(Held const& held) const {
  std::ifstream file(file_of(held.id), std::ios::binary);
  if (!file) return none();
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<void> HeldImports::each_row(
    Held const& held, std::function<Result<void>(std::string_view)> const& take) const {
  std::ifstream file(rows_of(held.id), std::ios::binary);
  if (!file) return none();
  for (std::string line; std::getline(file, line);) TRY(take(line));
  return {};
}

// A cursor is where a line begins; of any other place the line before has not ended.
Result<HeldImports::Page> HeldImports::rows(Held const& held, Asked const& asked) const {
  std::ifstream file(rows_of(held.id), std::ios::binary);
  if (!file) return none();
  std::int64_t from = 0;
  auto const& cursor = asked.cursor;
  auto const read = std::from_chars(cursor.data(), cursor.data() + cursor.size(), from);
  bool is_place = cursor.empty() ||
                  (read.ec == std::errc() && from > 0 && read.ptr == cursor.data() + cursor.size());
  if (is_place && from > 0) {
    file.seekg(from - 1);
    is_place = file.get() == '\n';
  }
  if (!is_place) return invalid({"api.import.broken_cursor", {}}, "cursor");
  Page page;
  std::string line;
  while (true) {
    auto const begun = static_cast<std::int64_t>(file.tellg());
    if (!std::getline(file, line)) return page;
    auto const state = state_in(line);
    if (!asked.state.empty() && state != asked.state) continue;
    if (page.rows.size() == asked.limit) {
      page.next = std::to_string(begun);
      return page;
    }
    auto row = TRY(Json::parse(std::string_view(line).substr(state.size() + 1)));
    page.rows.push_back(std::move(row));
  }
}

Result<void> HeldImports::keep_progress(std::string const& id, std::size_t written,
                                        std::size_t planned) {
  return database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::set_import_progress,
               {static_cast<std::int64_t>(written), static_cast<std::int64_t>(planned), id}));
    return {};
  });
}

Result<void> HeldImports::finish(std::string const& id, Json const& done) {
  auto const text = to_text(done);
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::set_import_done, {text, id}));
    return {};
  }));
  std::error_code failed;
  fs::remove(file_of(id), failed);
  return {};
}

void HeldImports::take_away(std::string const& id) const {
  std::error_code failed;
  fs::remove(file_of(id), failed);
  fs::remove(rows_of(id), failed);
}

Result<void> HeldImports::drop(std::string const& id) {
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    TRY(at.run(sql::drop_import, {id}));
    return {};
  }));
  take_away(id);
  return {};
}

// Beside what is too old, what an account holds beyond its share; of nobody, nothing.
Result<void> HeldImports::drop_old(std::string const& account) {
  std::vector<std::string> ids;
  {
    auto const at = TRY(database_.read());
    auto const now = TRY(ledger::real_now(*at, real_));
    TRY(at->each(sql::imports_to_drop, {now.micros(), account, account, held_of_account},
                 [&](db::Row const& row) -> Result<void> {
                   ids.emplace_back(row.text(0));
                   return {};
                 }));
  }
  for (auto const& id : ids) {
    if (!is_being_written(id)) TRY(drop(id));
  }
  return {};
}

bool HeldImports::is_being_written(std::string const& id) {
  std::lock_guard const lock(mutex_);
  return written_.contains(id);
}

// A file that is being written has no preview yet: only those that are old enough go.
Result<void> HeldImports::sweep() {
  TRY(drop_old(""));
  sweep_parts(folder_);
  auto const at = TRY(database_.read());
  std::error_code failed;
  for (auto const& entry : fs::directory_iterator(folder_, failed)) {
    auto const age = fs::file_time_type::clock::now() - entry.last_write_time(failed);
    if (failed || age < std::chrono::microseconds(lasts_micros)) continue;
    bool is_held = false;
    auto const id = entry.path().stem().string();
    TRY(at->each(sql::find_import, {id}, [&](db::Row const&) -> Result<void> {
      is_held = true;
      return {};
    }));
    if (!is_held) take_away(id);
  }
  return {};
}

Result<HeldImports::Turn> HeldImports::begin(std::string const& id) {
  std::lock_guard const lock(mutex_);
  if (written_.contains(id)) {
    return std::unexpected(Error{Error::Code::conflict, {"api.import.being_written", {}}, "token"});
  }
  if (running_ >= at_once) {
    return std::unexpected(Error{Error::Code::unavailable, {"api.import.busy", {}}, ""});
  }
  ++running_;
  if (!id.empty()) written_.insert(id);
  return Turn(*this, id);
}

HeldImports::Turn::~Turn() {
  if (!of_) return;
  std::lock_guard const lock(of_->mutex_);
  --of_->running_;
  of_->written_.erase(id_);
}

}  // namespace zonebook::api
