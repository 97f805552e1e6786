// How long 100 000 rows of 12 columns take from an .xlsx into the ledger, checked and durable,
// beside libzip and xmlTextReader pulling the same sheet and doing nothing with it (`raw_s`).
//
//   build/bench/publishing_import
//
// `ratio` is all of it divided by the raw pull in the same run; `…_s` are seconds of the clock,
// `…_cpu` of the processor by all threads, which say the same on a busy machine.  `plan` reads,
// finds the heads, values each cell, matches each row and asks the ledger to check each; `commit`
// appends; `again` plans the same file a second time, which changes nothing: without the ledger's
// checks, with 100 000 records to be matched.
//
// `floor_s` writes the rows that the import wrote once more, recorded, by the same statements in
// the same transactions into the same tables and indexes: what no ledger on this database can be
// faster than, however it reads and checks (`floor_ratio`, of the raw pull).

#include <benchmark/benchmark.h>
#include <libxml/xmlreader.h>
#include <zip.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <iterator>

#include "publishing/import/import.h"
#include "publishing/workbook_writer.h"
#include "recording.h"

namespace zonebook {
namespace {

using publishing::CellValue;
using publishing::Number;

constexpr int rows = 100'000;

struct Seconds {
  double wall = 0, cpu = 0;
};

class Stopwatch {
 public:
  Seconds read() const {
    auto const now = Clock::now();
    return {std::chrono::duration<double>(now - start_).count(), cpu() - cpu_start_};
  }

 private:
  using Clock = std::chrono::steady_clock;
  static double cpu() {
    timespec time{};
    CHECK(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }

  Clock::time_point start_ = Clock::now();
  double cpu_start_ = cpu();
};

std::shared_ptr<meta::Catalog const> catalog() {
  meta::Register project;
  project.name = "project";
  project.label = {"项目", "Project"};
  auto const add = [&](std::string const& name, std::string_view type) -> meta::Field& {
    project.fields.push_back(bench::field(name, type));
    return project.fields.back();
  };
  add("code", "text");
  add("name", "text");
  add("investor", "text");
  add("total", "money").unit = "亿元";
  add("fixed", "money").unit = "亿元";
  add("tax", "money").unit = "万元";
  auto& area = add("area", "decimal");
  area.scale = 2;
  area.unit = "亩";
  add("people", "integer");
  add("signed_on", "date").event = true;
  add("due", "date");
  add("stage", "choice").choices = {{"talks", {"在谈", "In talks"}},
                                    {"signed", {"签约", "Signed"}}};
  add("note", "text");
  project.key = {"code"};
  auto made = meta::Catalog::make({project});
  CHECK(made.has_value());
  return *made;
}

std::string workbook() {
  auto const path = (bench::folder() / "rows.xlsx").string();
  auto book = publishing::WorkbookWriter::begin(path);
  CHECK(book.has_value());
  CHECK(book->sheet("项目", {{"code"},
                             {"name"},
                             {"investor"},
                             {"total（亿元）"},
                             {"fixed（亿元）"},
                             {"tax（万元）"},
                             {"area（亩）"},
                             {"people"},
                             {"signed_on"},
                             {"due"},
                             {"stage"},
                             {"note"}}));
  auto const first = *Date::parse("2023-01-01");
  for (int i = 0; i < rows; ++i) {
    auto const n = std::to_string(i);
    std::vector<CellValue> const cells = {"C" + n,
                                          "示例项目" + n,
                                          "示例企业" + std::to_string(i % 997),
                                          Number{Decimal::scaled(i % 1000 + 1, -2)},
                                          Number{Decimal::scaled(i % 500, -2)},
                                          Number{Decimal(i % 3000)},
                                          Number{Decimal::scaled(i % 9000, -2)},
                                          Number{Decimal(i % 400)},
                                          *first.add_days(i % 365),
                                          *first.add_days(400 + i % 365),
                                          i % 2 == 0 ? "在谈" : "签约",
                                          "示例备注 " + n};
    CHECK(book->row(cells));
  }
  CHECK(book->finish());
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int read_part(void* part, char* into, int size) {
  return static_cast<int>(
      zip_fread(static_cast<zip_file_t*>(part), into, static_cast<zip_uint64_t>(size)));
}

// Every node of the sheet, and the text of those that have one.
Seconds pull_raw(std::string const& bytes) {
  Stopwatch const watch;
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  auto* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  CHECK(archive != nullptr);
  auto* part = zip_fopen(archive, "xl/worksheets/sheet1.xml", 0);
  CHECK(part != nullptr);
  auto* reader = xmlReaderForIO(read_part, nullptr, part, nullptr, nullptr, XML_PARSE_NONET);
  std::size_t size = 0;
  while (xmlTextReaderRead(reader) == 1) {
    auto const* text = xmlTextReaderConstValue(reader);
    if (text) size += static_cast<std::size_t>(xmlStrlen(text));
  }
  benchmark::DoNotOptimize(size);
  xmlFreeTextReader(reader);
  zip_fclose(part);
  zip_discard(archive);
  zip_error_fini(&error);
  return watch.read();
}

// A ledger with nothing in it.
struct Ground {
  Ground(db::Dialect on, meta::Catalog const& model) : place(on), database(place.open()) {
    CHECK(database->write([&](db::Connection& at) -> Result<void> {
      TRY(ledger::make_fixed_tables(at));
      TRY(ledger::add_zone(at, "root", std::nullopt));
      return ledger::adopt_shape(at, model, {}, ledger::ShapeEntry::written);
    }));
  }

  bench::Place place;
  std::unique_ptr<db::Database> database;
};

struct Took {
  Seconds raw, read, plan, commit, again, floor;
};

// The steps of an import into a database, each timed.
void import_into(db::Database& database, std::shared_ptr<meta::Catalog const> const& model,
                 std::string const& bytes, Took& took) {
  bench::FixedClock const clock;
  ledger::Ledger ledger(database, model, {.clock = clock, .local = *Zone::load("Asia/Shanghai")});
  ledger::Proposals proposals(ledger, database);
  std::vector<meta::Term> const terms;
  publishing::Desk const desk{.ledger = ledger,
                              .proposals = proposals,
                              .terms = terms,
                              .reads = ledger::Scope::everything("root"),
                              .title = [](ledger::Snapshot&, std::string const& id,
                                          Date) -> Result<std::string> { return id; }};
  auto const project = model->find("project");
  publishing::Importing importing(desk, *project, {.zone = "root", .actor = "示例人员01"});
  Stopwatch const planning;
  auto const plan = importing.plan(bytes, "rows.xlsx");
  CHECK(plan.has_value() && plan->count(publishing::RowState::added) == rows);
  took.plan = planning.read();
  Stopwatch const committing;
  auto const done = importing.commit(*plan, {});
  CHECK(done.has_value() && !done->stopped);
  took.commit = committing.read();
  Stopwatch const planning_again;
  auto const again = importing.plan(bytes, "rows.xlsx");
  CHECK(again.has_value() && again->count(publishing::RowState::unchanged) == rows);
  took.again = planning_again.read();
}

// The same rows by the same statements in the same transactions, without the ledger.
Seconds write_bare(db::Dialect on, std::shared_ptr<meta::Catalog const> const& model,
                   std::string const& bytes) {
  std::vector<bench::Writes> scripts;
  {
    Ground const ground(on, *model);
    bench::RecordingDatabase recording(*ground.database);
    Took unused;
    import_into(recording, model, bytes, unused);
    scripts = recording.take_all();
  }
  Ground const ground(on, *model);
  Stopwatch const watch;
  for (auto const& script : scripts) {
    CHECK(ground.database->write([&](db::Connection& at) { return bench::run(script, at); }));
  }
  return watch.read();
}

Took run_once(db::Dialect on, std::string const& bytes) {
  Took took;
  took.raw = pull_raw(bytes);
  Stopwatch const reading;
  CHECK(publishing::read_grids(bytes, "rows.xlsx").has_value());
  took.read = reading.read();
  auto const model = catalog();
  {
    Ground const ground(on, *model);
    import_into(*ground.database, model, bytes, took);
  }
  took.floor = write_bare(on, model, bytes);
  return took;
}

void import(benchmark::State& state, db::Dialect on) {
  if (!bench::is_there(on)) return state.SkipWithError("ZONEBOOK_TEST_POSTGRES is not set");
  static auto const bytes = workbook();
  for (auto _ : state) {
    auto const took = run_once(on, bytes);
    auto const all = took.plan.wall + took.commit.wall;
    state.SetIterationTime(all);
    auto const tell = [&](std::string const& name, Seconds const& seconds) {
      state.counters[name + "_s"] = seconds.wall;
      state.counters[name + "_cpu"] = seconds.cpu;
    };
    tell("raw", took.raw);
    tell("read", took.read);
    tell("plan", took.plan);
    tell("commit", took.commit);
    tell("again", took.again);
    tell("floor", took.floor);
    state.counters["ratio"] = all / took.raw.wall;
    state.counters["ratio_cpu"] = (took.plan.cpu + took.commit.cpu) / took.raw.cpu;
    state.counters["floor_ratio"] = took.floor.wall / took.raw.wall;
    state.counters["floor_ratio_cpu"] = took.floor.cpu / took.raw.cpu;
    state.counters["rows/s"] = rows / all;
  }
}

BENCHMARK_CAPTURE(import, sqlite, db::Dialect::sqlite)
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(import, postgres, db::Dialect::postgres)
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace zonebook
