// One condition over a thousand rows, interpreted, with remarks on: what a register does to list
// the rows that SQL cannot choose.

#include <benchmark/benchmark.h>

#include "feel/evaluate.h"
#include "sample.h"

namespace zonebook {
namespace {

void count_rows(benchmark::State& state, std::size_t rows, std::size_t matches) {
  state.counters["matches"] = static_cast<double>(matches);
  state.counters["rows/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(rows),
                         benchmark::Counter::kIsRate);
}

void filter(benchmark::State& state, std::string const& condition) {
  auto const rows = sample::rows(1000);
  auto const compiled = feel::compile(condition, sample::filter_scope());
  CHECK(compiled.has_value());
  feel::Evaluator evaluator;
  std::size_t matches = 0;
  for (auto _ : state) {
    matches = 0;
    for (auto const& row : rows) {
      if (evaluator.run(*compiled, row).is_true()) ++matches;
    }
  }
  count_rows(state, rows.size(), matches);
}

// The same inside FEEL, over a list of contexts: rows[condition].
void filter_list(benchmark::State& state) {
  auto const names = sample::filter_scope().names();
  std::vector<std::pair<std::string, feel::TypePtr>> members;
  for (auto const& [name, type] : names) members.emplace_back(name, type);
  feel::List items;
  for (auto const& row : sample::rows(1000)) {
    std::vector<std::pair<std::string, feel::Value>> entries;
    for (std::size_t i = 0; i < row.size(); ++i) entries.emplace_back(names[i].name, row[i]);
    items.push_back(feel::Value::context(std::move(entries)));
  }
  feel::Scope scope;
  scope.name("rows", feel::list_of(feel::context_of(std::move(members))));
  auto const compiled = feel::compile("rows[" + std::string(sample::condition) + "]", scope);
  CHECK(compiled.has_value());
  std::vector<feel::Value> const values = {feel::Value::list(std::move(items))};
  feel::Evaluator evaluator;
  std::size_t matches = 0;
  for (auto _ : state) matches = evaluator.run(*compiled, values).list().size();
  count_rows(state, values[0].list().size(), matches);
}

BENCHMARK_CAPTURE(filter, condition, sample::condition);
BENCHMARK_CAPTURE(filter, one comparison, "capital > 500");
BENCHMARK_CAPTURE(filter, one of three texts, "sector in (\"bio\", \"ict\", \"food\")");
BENCHMARK_CAPTURE(filter, arithmetic, "capital * 0.05 + jobs > area / 2");
BENCHMARK(filter_list);

}  // namespace
}  // namespace zonebook
