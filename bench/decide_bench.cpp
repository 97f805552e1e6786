// Decisions with their trace: a small table, a large one, and how much dearer the large one is.

#include <benchmark/benchmark.h>

#include <ctime>

#include "dmn/decide.h"
#include "dmn/read.h"
#include "sample_table.h"

namespace zonebook {
namespace {

constexpr sample::Table::Shape small{.rules = 20, .numbers = 3, .strings = 2, .booleans = 1};
constexpr sample::Table::Shape large{.rules = 1000, .numbers = 5, .strings = 3, .booleans = 2};
constexpr std::size_t asked = 1000;

// A model of one table, and a thousand contexts to decide one after another.
struct Asked {
  explicit Asked(sample::Table::Shape shape)
      : table(shape), inputs(table.inputs(asked)), decider(compiled(table)) {}

  static std::shared_ptr<dmn::Decisions const> compiled(sample::Table const& table) {
    auto model = dmn::read(table.xml(), "sample.dmn");
    CHECK(model.has_value());
    auto decisions = dmn::Decisions::compile(std::move(*model), {});
    CHECK(decisions.has_value());
    return *decisions;
  }
  dmn::Answer next() {
    at = (at + 1) % asked;
    return decider.decide("grade", inputs[at]);
  }

  sample::Table table;
  std::vector<feel::Value> inputs;
  dmn::Decider decider;
  std::size_t at = 0;
};

void count_decisions(benchmark::State& state) {
  state.counters["decisions/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void decide(benchmark::State& state, sample::Table::Shape shape) {
  Asked ask(shape);
  CHECK(ask.next().value.is(feel::Kind::string));
  for (auto _ : state) benchmark::DoNotOptimize(ask.next());
  count_decisions(state);
}

// The two in turn, so that whatever else the machine does meets both: times says how many times as
// long the large table takes.
void small_and_large(benchmark::State& state) {
  Asked few(small), many(large);
  auto time = [](Asked& ask) {
    auto const start = std::clock();
    for (std::size_t i = 0; i < asked; ++i) benchmark::DoNotOptimize(ask.next());
    return std::clock() - start;
  };
  std::clock_t few_took = 0, many_took = 0;
  for (auto _ : state) {
    few_took += time(few);
    many_took += time(many);
  }
  state.counters["times"] = static_cast<double>(many_took) / static_cast<double>(few_took);
}

// The table alone: inputs are evaluated already, and the trace is used again.
void table_alone(benchmark::State& state, sample::Table::Shape shape) {
  sample::Table const table(shape);
  auto model = dmn::read(table.xml(), "sample.dmn");
  CHECK(model.has_value());
  feel::Scope scope;
  for (std::size_t i = 0; i < shape.columns(); ++i) scope.name("input" + std::to_string(i));
  feel::Builder builder(scope);
  auto text = std::move(*model->elements.back().logic->table);
  auto const compiled = dmn::Table::compile(std::move(text), builder, "sample.dmn");
  CHECK(compiled.has_value());
  std::vector<feel::Value> frame(builder.finish(std::make_unique<feel::Node>()).slot_count());
  feel::Evaluator evaluator;
  evaluator.start();
  dmn::TableTrace trace;
  trace.missing.assign(shape.columns(), false);
  auto const inputs = table.inputs(asked);
  std::size_t at = 0;
  for (auto _ : state) {
    trace.inputs.clear();
    for (auto const& [name, value] : inputs[at].context().entries) trace.inputs.push_back(value);
    benchmark::DoNotOptimize((*compiled)->decide(evaluator, frame, Date(), trace));
    at = (at + 1) % asked;
  }
  count_decisions(state);
}

// What saving or opening a model costs.
void compile(benchmark::State& state, sample::Table::Shape shape) {
  auto const xml = sample::Table(shape).xml();
  for (auto _ : state) {
    auto model = dmn::read(xml, "sample.dmn");
    benchmark::DoNotOptimize(dmn::Decisions::compile(std::move(*model), {}));
  }
}

BENCHMARK_CAPTURE(decide, 20 x 6, small);
BENCHMARK_CAPTURE(decide, 1000 x 10, large);
BENCHMARK(small_and_large);
BENCHMARK_CAPTURE(table_alone, 20 x 6, small);
BENCHMARK_CAPTURE(table_alone, 1000 x 10, large);
BENCHMARK_CAPTURE(compile, 20 x 6, small)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(compile, 1000 x 10, large)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace zonebook
