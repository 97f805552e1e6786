// How long forty figures take: of the cockpit of one zone and of the whole tree, on now and at past
// pairs, from the counting tables and without them (`plain`).
//
//   build/bench/figures                                            300 zones, 100 000 projects
//   ZONEBOOK_BENCH_PROJECTS=1000000 build/bench/figures            a million; made once, and kept
//   POSTGRES_SETTINGS="" tests/postgres/run build/bench/figures    both databases
//
// The ledger is made by `build/zonebook sample`, once; it stays in build/bench/figures_files.  A
// cockpit is a snapshot and the first forty definitions, by name, over registers that this data
// fills.  `p50_ms` and `p99_ms` are of whole cockpits, each of another zone; `cpu_ms` is the
// processor's time of this program for one.
//
// And what keeping the tables costs who appends: entries a second with four definitions over the
// record that is written, beside the same without (`ratio`), and the processor's time for an entry.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "casework/registers.h"
#include "figures/counting.h"
#include "figures/figure.h"
#include "figures/registers.h"
#include "ledger/own_clock.h"
#include "ledger/registers.h"
#include "ledger/shape.h"
#include "reconcile/registers.h"
#include "sample_ledger.h"

namespace zonebook {
namespace {

namespace fs = std::filesystem;
using Time = std::chrono::steady_clock;

constexpr auto zones_made = "300";
constexpr std::size_t of_a_cockpit = 40;

std::string projects_made() {
  char const* const given = std::getenv("ZONEBOOK_BENCH_PROJECTS");
  return given ? given : "100000";
}

std::string text_of(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A ledger of this size, made where there is none.
std::string location(db::Dialect on) {
  auto const name = "figures_" + projects_made();
  auto const folder = bench::folder().parent_path() / "figures_files" / name;
  fs::create_directories(folder);
  auto const command = "build/zonebook sample --zones " + std::string(zones_made) + " --projects " +
                       projects_made() + " --data '" + folder.string() + "'";
  if (on == db::Dialect::sqlite) {
    auto const file = folder / "zonebook.db";
    if (!fs::exists(file)) CHECK(std::system(command.c_str()) == 0);
    return file.string();
  }
  auto const database = db::Database::open({.location = bench::server(), .writers_max = 1});
  CHECK(database.has_value());
  CHECK((*database)->write(
      [&](db::Connection& at) { return at.script("CREATE SCHEMA IF NOT EXISTS " + name); }));
  auto const place = bench::server() + "&options=-csearch_path%3D" + name;
  auto const made = (command + " --database '" + place + "'");
  [[maybe_unused]] auto const is_new = std::system(made.c_str());  // else it is there
  return place;
}

struct Opened {
  explicit Opened(db::Dialect on) {
    auto opened = db::Database::open({.location = location(on)});
    CHECK(opened.has_value());
    database = std::move(*opened);
    std::vector<meta::OwnedRegister> owned;
    for (auto const all : {ledger::owned_registers(), figures::owned_registers(),
                           casework::owned_registers(), reconcile::owned_registers()}) {
      owned.insert(owned.end(), all.begin(), all.end());
    }
    auto const reader = database->read();
    CHECK(reader.has_value());
    auto shapes = ledger::earlier_shapes(**reader);
    CHECK(shapes.has_value());
    auto loaded = meta::load("model", owned, std::move(*shapes));
    CHECK(loaded.catalog != nullptr);
    catalog = loaded.catalog;
    std::vector<figures::DefinitionFile> files;
    for (auto const& entry : fs::directory_iterator("model/indicators")) {
      files.push_back({entry.path().filename().string(), text_of(entry.path())});
    }
    definitions = figures::read_definition_files(files, *catalog).definitions;
    clock = std::make_unique<ledger::ShownClock>(real, *ledger::own_clock(**reader));
    ledger = std::make_unique<ledger::Ledger>(
        *database, catalog,
        ledger::Ledger::Options{
            .clock = *clock,
            .local = *Zone::load("Asia/Shanghai"),
            .projection = std::make_shared<figures::Counting const>(catalog, definitions)});
    CHECK(ledger::keep_projection(*database, *ledger).has_value());
    choose();
    root = *ledger::root_zone(**reader);
    zones = ledger->read(root)->below();
  }

  void choose() {
    std::set<std::string> const filled{"project", "agreement", "annual_plan", "batch_entry",
                                       "funding"};
    for (auto const& [id, of] : definitions) {
      auto const* in = of->counted().in;
      if (in && filled.contains(in->name) && chosen.size() < of_a_cockpit) chosen.push_back(of);
    }
    CHECK(chosen.size() == of_a_cockpit);
  }

  std::unique_ptr<db::Database> database;
  std::shared_ptr<meta::Catalog const> catalog;
  figures::Definitions definitions;
  SystemClock real;
  std::unique_ptr<ledger::ShownClock> clock;
  std::unique_ptr<ledger::Ledger> ledger;
  std::vector<std::shared_ptr<figures::Definition const>> chosen;
  std::string root;
  std::vector<std::string> zones;
};

Opened& opened(db::Dialect on) {
  static std::map<db::Dialect, std::unique_ptr<Opened>> all;
  auto& one = all[on];
  if (!one) one = std::make_unique<Opened>(on);
  return *one;
}

struct Pair {
  char const* name;
  char const* v;
  char const* k;  // the end of that day; nullptr: now
};
constexpr std::array<Pair, 4> pairs = {
    Pair{"now", "2023-12-31", nullptr}, Pair{"period_end", "2023-09-30", "2023-09-30"},
    Pair{"frozen", "2023-09-30", "2023-10-08"}, Pair{"any_pair", "2023-08-15", "2023-11-14"}};

using Way = figures::Question::Way;

// What is measured is right.
void expect_agreement(Opened& of, std::string const& zone, Pair const& pair) {
  std::optional<Instant> k;
  if (pair.k) k = Instant::end_of(*Date::parse(pair.k), of.ledger->local());
  auto snapshot = of.ledger->read(zone, k);
  CHECK(snapshot.has_value());
  for (auto const& one : of.chosen) {
    figures::Question question{
        .of = one, .period = *figures::Period::parse("2023"), .v = *Date::parse(pair.v)};
    auto const kept = figures::figure(*snapshot, question);
    question.way = Way::plain;
    auto const plain = figures::figure(*snapshot, question);
    CHECK(kept.has_value() && plain.has_value());
    CHECK(shown(*kept, *one) == shown(*plain, *one) && kept->total.count == plain->total.count);
  }
}

using Totals = std::vector<std::pair<std::int64_t, Decimal>>;

Totals totals_of(Opened& of, std::string const& zone, Pair const& pair) {
  std::optional<Instant> k;
  if (pair.k) k = Instant::end_of(*Date::parse(pair.k), of.ledger->local());
  auto snapshot = of.ledger->read(zone, k);
  CHECK(snapshot.has_value());
  Totals totals;
  for (auto const& one : of.chosen) {
    figures::Question const question{
        .of = one, .period = *figures::Period::parse("2023"), .v = *Date::parse(pair.v)};
    auto const answer = figures::figure(*snapshot, question);
    CHECK(answer.has_value());
    totals.emplace_back(answer->total.count, answer->total.value);
  }
  return totals;
}

// The tree is read from sums, its zones mostly from rows: no project here is in two of them.
void expect_sum_of_zones(Opened& of, Pair const& pair) {
  Totals all(of.chosen.size());
  for (auto const& zone : of.zones) {
    if (zone == of.root) continue;
    auto const totals = totals_of(of, zone, pair);
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].first += totals[i].first;
      all[i].second = *(all[i].second + totals[i].second);
    }
  }
  auto const tree = totals_of(of, of.root, pair);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(tree[i] == all[i]);
}

void ask_cockpit(Opened& of, std::string const& zone, Pair const& pair, Way way) {
  std::optional<Instant> k;
  if (pair.k) k = Instant::end_of(*Date::parse(pair.k), of.ledger->local());
  auto snapshot = of.ledger->read(zone, k);
  CHECK(snapshot.has_value());
  for (auto const& one : of.chosen) {
    figures::Question const question{.of = one,
                                     .period = *figures::Period::parse("2023"),
                                     .v = *Date::parse(pair.v),
                                     .way = way};
    auto const answer = figures::figure(*snapshot, question);
    CHECK(answer.has_value());
    benchmark::DoNotOptimize(answer);
  }
}

enum class Whose { zone, tree };

void cockpit(benchmark::State& state, db::Dialect on, Whose whose, Pair const& pair, Way way) {
  if (!bench::is_there(on)) return state.SkipWithError("no server");
  auto& of = opened(on);
  expect_agreement(of, of.zones[1], pair);
  if (whose == Whose::tree) expect_sum_of_zones(of, pair);
  std::vector<double> took;
  auto const cpu = std::clock();
  std::size_t next = 1;
  for (auto _ : state) {
    auto const& zone = whose == Whose::tree ? of.root : of.zones[next++ % of.zones.size()];
    auto const start = Time::now();
    ask_cockpit(of, zone, pair, way);
    took.push_back(std::chrono::duration<double, std::milli>(Time::now() - start).count());
  }
  auto const cpu_ms = static_cast<double>(std::clock() - cpu) * 1e3 / CLOCKS_PER_SEC;
  state.counters["cpu_ms"] = cpu_ms / static_cast<double>(took.size());
  std::ranges::sort(took);
  state.counters["p50_ms"] = took[took.size() / 2];
  state.counters["p99_ms"] = took[(took.size() * 99) / 100];
}

constexpr auto definitions_kept = R"({
    "count": {"kind": "flow", "register": "project", "event": "signed_on"},
    "amount": {"kind": "flow", "register": "project", "event": "signed_on", "sum": "total"},
    "grown": {"kind": "flow", "register": "project", "event": "signed_on", "sum": "total",
              "read": "day", "where": "total > 10000000000"},
    "alive": {"kind": "stock", "register": "project", "sum": "total"}})";

constexpr int entries_of_each = 48;

struct Rate {
  double entries = 0, cpu_us = 0;  // in a second; of the process for each
};

Rate rate_of_entries(db::Dialect on, int writers, bool is_counted) {
  bench::Place const place(on);
  auto const database = place.open();
  bench::make_tables(*database, writers);
  bench::FixedClock const clock;
  auto const catalog = bench::catalog();
  auto read = figures::read_definitions(*Json::parse(definitions_kept), *catalog);
  ledger::Ledger::Options options{.clock = clock, .local = *Zone::load("Asia/Shanghai")};
  if (is_counted) {
    options.projection =
        std::make_shared<figures::Counting const>(catalog, std::move(read.definitions));
  }
  ledger::Ledger ledger(*database, catalog, options);
  CHECK(ledger::keep_projection(*database, ledger).has_value());
  std::vector<std::vector<Json>> letters;
  for (int t = 0; t < writers; ++t) letters.push_back(bench::letters(t, entries_of_each));
  auto const start = Time::now();
  auto const cpu = std::clock();
  {
    std::vector<std::jthread> threads;
    for (auto const& mine : letters) {
      threads.emplace_back([&] {
        for (auto const& letter : mine) CHECK(ledger.append(letter).has_value());
      });
    }
  }
  auto const seconds = std::chrono::duration<double>(Time::now() - start).count();
  auto const micros = static_cast<double>(std::clock() - cpu) * 1e6 / CLOCKS_PER_SEC;
  double const all = writers * entries_of_each;
  return {.entries = all / seconds, .cpu_us = micros / all};
}

void append(benchmark::State& state, db::Dialect on, int writers) {
  if (!bench::is_there(on)) return state.SkipWithError("no server");
  Rate with, without;
  for (auto _ : state) {
    for (auto* rate : {&with, &without}) {
      auto const one = rate_of_entries(on, writers, rate == &with);
      rate->entries += one.entries;
      rate->cpu_us += one.cpu_us;
    }
  }
  auto const times = static_cast<double>(state.iterations());
  state.counters["entries/s"] = with.entries / times;
  state.counters["ratio"] = with.entries / without.entries;
  state.counters["cpu_us"] = with.cpu_us / times;
  state.counters["cpu_us_without"] = without.cpu_us / times;
}

int register_all() {
  for (auto const on : {db::Dialect::sqlite, db::Dialect::postgres}) {
    for (auto const writers : {1, 8, 64}) {
      auto const name = std::string(on == db::Dialect::sqlite ? "sqlite" : "postgres") +
                        "/append/" + std::to_string(writers);
      benchmark::RegisterBenchmark(name.c_str(),
                                   [=](benchmark::State& state) { append(state, on, writers); })
          ->Iterations(3)
          ->UseRealTime();
    }
    for (auto const whose : {Whose::zone, Whose::tree}) {
      for (auto const& pair : pairs) {
        for (auto const way : {Way::quickest, Way::plain}) {
          auto const name = std::string(on == db::Dialect::sqlite ? "sqlite/" : "postgres/") +
                            (whose == Whose::zone ? "zone/" : "tree/") + pair.name +
                            (way == Way::plain ? "/plain" : "");
          auto const times = way == Way::plain ? (whose == Whose::zone ? 5 : 1)
                                               : (whose == Whose::zone ? 400 : 30);
          benchmark::RegisterBenchmark(
              name.c_str(), [=](benchmark::State& state) { cockpit(state, on, whose, pair, way); })
              ->Iterations(times)
              ->UseRealTime()
              ->Unit(benchmark::kMillisecond);
        }
      }
    }
  }
  return 0;
}

[[maybe_unused]] int const registered = register_all();

}  // namespace
}  // namespace zonebook
