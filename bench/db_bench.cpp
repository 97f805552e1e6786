// How many durable transactions of one row a second, by how many threads write at once; and what
// one sync of the same disk costs, for that is what they share.
//
//   build/bench/db                                          SQLite alone
//   POSTGRES_SETTINGS="" tests/postgres/run build/bench/db  both; client and server are unpinned

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "db/database.h"

namespace zonebook {
namespace {

constexpr int works_per_thread = 32;

// In the build folder: /tmp may lie in memory.
std::filesystem::path folder() {
  auto const path = std::filesystem::current_path() / "build/bench/db_files";
  std::filesystem::create_directories(path);
  return path;
}

void sync(benchmark::State& state) {
  auto const path = (folder() / "sync").string();
  int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  std::array<char, 4096> const page{};
  for (auto _ : state) {
    bool const is_written = ::write(file, page.data(), page.size()) > 0 && ::fdatasync(file) == 0;
    if (!is_written) state.SkipWithError("the disk refuses");
  }
  ::close(file);
  std::filesystem::remove(path);
}

void write(db::Database& database, std::int64_t from) {
  static db::Statement const add =
      db::Statement::same("add", "INSERT INTO bench_row (id, word) VALUES (?, ?)");
  for (auto id = from; id < from + works_per_thread; ++id) {
    auto const done = database.write([&](db::Connection& at) -> Result<void> {
      TRY(at.run(add, {id, "一行一事务，写入即落盘"}));
      return {};
    });
    CHECK(done.has_value());
  }
}

void commit(benchmark::State& state, std::string const& location, char const* shape) {
  auto const threads = static_cast<int>(state.range(0));
  auto const database = db::Database::open({.location = location, .writers_max = 64});
  CHECK(database.has_value());
  CHECK((*database)->write([&](db::Connection& at) { return at.script(shape); }).has_value());
  std::int64_t id = 0;
  for (auto _ : state) {
    std::vector<std::jthread> writers;
    for (int i = 0; i < threads; ++i, id += works_per_thread) {
      writers.emplace_back([&, from = id] { write(**database, from); });
    }
  }
  state.SetItemsProcessed(id);
}

void commit_sqlite(benchmark::State& state) {
  auto const path = folder() / "db";
  std::filesystem::create_directories(path);
  commit(state, path / "bench.db",
         "CREATE TABLE bench_row (id INTEGER PRIMARY KEY, word TEXT) STRICT");
  std::filesystem::remove_all(path);
}

void commit_postgres(benchmark::State& state) {
  char const* location = std::getenv("ZONEBOOK_TEST_POSTGRES");
  if (!location) {
    state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
    return;
  }
  commit(
      state, location,
      "DROP TABLE IF EXISTS bench_row; CREATE TABLE bench_row (id BIGINT PRIMARY KEY, word TEXT)");
}

BENCHMARK(sync)->UseRealTime();
BENCHMARK(commit_sqlite)->Arg(1)->Arg(8)->Arg(64)->UseRealTime();
BENCHMARK(commit_postgres)->Arg(1)->Arg(8)->Arg(64)->UseRealTime();

}  // namespace
}  // namespace zonebook
