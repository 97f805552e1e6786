// How many durable entries a second the ledger appends, beside the statements that write their rows
// and nothing else (`raw`): same tables, same indexes, same bytes, same group commit.  And what
// it costs to read: one record on a day, a list of fifty, verify and rebuild.
//
//   build/bench/ledger                                          SQLite alone
//   POSTGRES_SETTINGS="" tests/postgres/run build/bench/ledger  both
//
// `ratio` is the rate of the ledger divided by the raw one in the same run; `sync_us` is what one
// sync of this disk takes, for durable entries share them.

#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "ledger/ledger.h"
#include "ledger/listing.h"
#include "ledger/rebuild.h"
#include "ledger/register_sql.h"
#include "ledger/shape.h"
#include "ledger/verify.h"
#include "recording.h"
#include "sync.h"

namespace zonebook {
namespace {

using Time = std::chrono::steady_clock;

constexpr int entries_per_thread = 48;

double seconds_since(Time::time_point start) {
  return std::chrono::duration<double>(Time::now() - start).count();
}

template <class Each>
double in_threads(int threads, Each each) {
  auto const start = Time::now();
  {
    std::vector<std::jthread> writers;
    for (int t = 0; t < threads; ++t) writers.emplace_back([&, t] { each(t); });
  }
  return seconds_since(start);
}

double append_by_ledger(db::Dialect on, int threads) {
  bench::Place const place(on);
  auto const database = place.open();
  bench::make_tables(*database, threads);
  bench::FixedClock const clock;
  auto const ledger = bench::ledger_on(*database, clock);
  std::vector<std::vector<Json>> letters;
  for (int t = 0; t < threads; ++t) letters.push_back(bench::letters(t, entries_per_thread));
  return in_threads(threads, [&](int t) {
    for (auto const& letter : letters[static_cast<std::size_t>(t)]) {
      CHECK(ledger->append(letter).has_value());
    }
  });
}

double append_raw(db::Dialect on, int threads) {
  // What the ledger would write, told by one that does.
  auto const scripts = bench::record(on, threads, entries_per_thread);
  bench::Place const place(on);
  auto const database = place.open();
  bench::make_tables(*database, threads);
  return in_threads(threads, [&](int t) {
    for (auto const& writes : scripts[static_cast<std::size_t>(t)]) {
      CHECK(database->write([&](db::Connection& at) { return bench::run(writes, at); }));
    }
  });
}

void append(benchmark::State& state, db::Dialect on) {
  if (!bench::is_there(on)) return state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
  auto const threads = static_cast<int>(state.range(0));
  double ledger = 0, raw = 0;
  for (auto _ : state) {
    auto const took = append_by_ledger(on, threads);
    raw += append_raw(on, threads);
    ledger += took;
    state.SetIterationTime(took);
  }
  auto const entries = static_cast<double>(state.iterations()) * threads * entries_per_thread;
  state.counters["entries/s"] = entries / ledger;
  state.counters["raw/s"] = entries / raw;
  state.counters["ratio"] = raw / ledger;
  state.counters["sync_us"] = bench::sync_us();
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────

constexpr int zones = 20;
constexpr int records_per_zone = 50;

// Twenty zones of fifty projects, each with a few versions.
struct Filled {
  explicit Filled(db::Dialect on) : place(on), database(place.open()) {
    bench::make_tables(*database, zones);
    ledger = bench::ledger_on(*database, clock);
    for (int zone = 0; zone < zones; ++zone) {
      for (auto const& letter : bench::letters(zone, 2 * records_per_zone)) {
        CHECK(ledger->append(letter).has_value());
      }
      auto const name = bench::zone_name(zone);
      last.push_back(ledger->read(name)->head(name).last);
    }
  }

  bench::Place place;
  std::unique_ptr<db::Database> database;
  bench::FixedClock clock;
  std::unique_ptr<ledger::Ledger> ledger;
  std::vector<Instant> last;  // of each zone: all is known then, and told by the past's statement
};

Filled const* filled(db::Dialect on) {
  static std::map<db::Dialect, std::unique_ptr<Filled>> all;
  if (!bench::is_there(on)) return nullptr;
  auto& one = all[on];
  if (!one) one = std::make_unique<Filled>(on);
  return one.get();
}

// Each question twice: by the ledger, and by the bare statement in a snapshot of the database.
template <class Ours, class Bare>
void beside(benchmark::State& state, Ours ours, Bare bare) {
  double ledger = 0, raw = 0;
  for (auto _ : state) {
    auto start = Time::now();
    ours();
    auto const took = seconds_since(start);
    start = Time::now();
    bare();
    raw += seconds_since(start);
    ledger += took;
    state.SetIterationTime(took);
  }
  auto const n = static_cast<double>(state.iterations());
  state.counters["answers/s"] = n / ledger;
  state.counters["raw/s"] = n / raw;
  state.counters["ratio"] = raw / ledger;
}

constexpr auto day_text = "2023-05-01";

// Whole rows, as one would fetch them who knew just what to ask; how many.
int fetch(db::Database& database, db::Statement const& statement,
          std::vector<db::Parameter> const& parameters) {
  constexpr int columns = ledger::first_field_column + 4;
  int rows = 0;
  auto const connection = database.read();
  CHECK(connection.has_value());
  auto const done =
      (*connection)->each(statement, parameters, [&](db::Row const& row) -> Result<void> {
        for (int i = 0; i < columns; ++i) benchmark::DoNotOptimize(row.value(i));
        ++rows;
        return {};
      });
  CHECK(done.has_value());
  return rows;
}

enum class Known { now, at_a_past_k };

// The next zone, and a snapshot of it.
struct Turn {
  Filled const* at;
  Known known;
  std::size_t n = 0;

  std::string zone() const { return bench::zone_name(static_cast<int>(n)); }
  std::int64_t k() const { return at->last[n].micros(); }
  Result<ledger::Snapshot> next() {
    n = (n + 1) % zones;
    std::optional<Instant> k;
    if (known == Known::at_a_past_k) k = at->last[n];
    return at->ledger->read(zone(), k);
  }
};

void as_of(benchmark::State& state, db::Dialect on, Known known) {
  auto const* at = filled(on);
  if (!at) return state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
  auto const day = *Date::parse(day_text);
  ledger::RegisterSql const sql(*at->ledger->catalog().find("project"));
  Turn turn{at, known};
  beside(
      state,
      [&] {
        auto snapshot = turn.next();
        auto const found = snapshot->as_of(turn.zone() + ".1.1", day);
        CHECK(found && found->version);
      },
      [&] {
        auto const zone = turn.zone();
        auto const k = turn.k();
        auto const id = zone + ".1.1";
        CHECK((known == Known::now ? fetch(*at->database, sql.life_now, {zone, id})
                                   : fetch(*at->database, sql.life_at, {zone, id, k, k})) > 0);
      });
}

void list_of_fifty(benchmark::State& state, db::Dialect on, Known known) {
  auto const* at = filled(on);
  if (!at) return state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
  auto const day = *Date::parse(day_text);
  auto const& project = *at->ledger->catalog().find("project");
  ledger::RegisterSql const sql(project);
  Turn turn{at, known};
  beside(
      state,
      [&] {
        auto snapshot = turn.next();
        auto const page = ledger::list(*snapshot, {.in = &project, .day = day, .limit = 50});
        CHECK(page && page->records.size() == records_per_zone);
      },
      [&] {
        auto const zone = turn.zone();
        auto const k = turn.k();
        auto const v = day.days();
        CHECK((known == Known::now ? fetch(*at->database, sql.list_now, {zone, v, v})
                                   : fetch(*at->database, sql.list_at, {zone, v, v, k, k})) > 0);
      });
}

void verify(benchmark::State& state, db::Dialect on) {
  auto const* at = filled(on);
  if (!at) return state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
  for (auto _ : state) {
    auto const problems = ledger::verify(*at->database, *at->ledger);
    CHECK(problems && problems->empty());
  }
  state.counters["entries/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * zones * 2 * records_per_zone,
                         benchmark::Counter::kIsRate);
}

void rebuild(benchmark::State& state, db::Dialect on) {
  auto const* at = filled(on);
  if (!at) return state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
  for (auto _ : state) {
    CHECK(at->database->write([&](db::Connection& connection) -> Result<void> {
      return ledger::rebuild(connection, at->ledger->catalog());
    }));
  }
  state.counters["entries/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * zones * 2 * records_per_zone,
                         benchmark::Counter::kIsRate);
}

constexpr auto sqlite = db::Dialect::sqlite;
constexpr auto postgres = db::Dialect::postgres;

BENCHMARK_CAPTURE(append, sqlite, sqlite)->Arg(1)->Arg(8)->Arg(64)->UseManualTime();
BENCHMARK_CAPTURE(append, postgres, postgres)->Arg(1)->Arg(8)->Arg(64)->UseManualTime();
BENCHMARK_CAPTURE(as_of, sqlite_now, sqlite, Known::now)->UseManualTime();
BENCHMARK_CAPTURE(as_of, sqlite_past, sqlite, Known::at_a_past_k)->UseManualTime();
BENCHMARK_CAPTURE(as_of, postgres_now, postgres, Known::now)->UseManualTime();
BENCHMARK_CAPTURE(as_of, postgres_past, postgres, Known::at_a_past_k)->UseManualTime();
BENCHMARK_CAPTURE(list_of_fifty, sqlite_now, sqlite, Known::now)->UseManualTime();
BENCHMARK_CAPTURE(list_of_fifty, sqlite_past, sqlite, Known::at_a_past_k)->UseManualTime();
BENCHMARK_CAPTURE(list_of_fifty, postgres_now, postgres, Known::now)->UseManualTime();
BENCHMARK_CAPTURE(list_of_fifty, postgres_past, postgres, Known::at_a_past_k)->UseManualTime();
BENCHMARK_CAPTURE(verify, sqlite, sqlite)->UseRealTime();
BENCHMARK_CAPTURE(verify, postgres, postgres)->UseRealTime();
BENCHMARK_CAPTURE(rebuild, sqlite, sqlite)->UseRealTime();
BENCHMARK_CAPTURE(rebuild, postgres, postgres)->UseRealTime();

}  // namespace
}  // namespace zonebook
