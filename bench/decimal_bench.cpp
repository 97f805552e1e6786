// Decimals one operation at a time, over the amounts of a register: two decimals and up to a
// billion, and over numbers of 34 digits.

#include <benchmark/benchmark.h>

#include "base/decimal.h"
#include "sample.h"

namespace zonebook {
namespace {

constexpr std::size_t count = 4096;
enum class Width { money, wide };

std::vector<Decimal> numbers(Width width, std::uint64_t seed) {
  sample::Random random(seed);
  std::vector<Decimal> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    auto const money = Decimal::scaled(1 + random.below(100'000'000'000), -2);
    numbers.push_back(width == Width::money ? money : *(money / Decimal(7)));
  }
  return numbers;
}

template <class Operation>
void each(benchmark::State& state, Operation operation) {
  auto const width = static_cast<Width>(state.range(0));
  auto const left = numbers(width, 1), right = numbers(width, 2);
  state.SetLabel(width == Width::money ? "money" : "34 digits");
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(operation(left[i], right[i]));
    i = (i + 1) % count;
  }
}

void add(benchmark::State& state) {
  each(state, [](Decimal a, Decimal b) { return a + b; });
}
void multiply(benchmark::State& state) {
  each(state, [](Decimal a, Decimal b) { return a * b; });
}
void divide(benchmark::State& state) {
  each(state, [](Decimal a, Decimal b) { return a / b; });
}
void less(benchmark::State& state) {
  each(state, [](Decimal a, Decimal b) { return a < b; });
}
void equal(benchmark::State& state) {
  each(state, [](Decimal a, Decimal b) { return a == b; });
}
void print(benchmark::State& state) {
  each(state, [](Decimal a, Decimal) { return a.to_string(); });
}

// The commonest comparison of a filter: an amount in a register with a round number.
void less_than_whole(benchmark::State& state) {
  each(state, [](Decimal a, Decimal) { return a < Decimal(500); });
}

void parse(benchmark::State& state) {
  auto const width = static_cast<Width>(state.range(0));
  std::vector<std::string> texts;
  for (auto number : numbers(width, 1)) texts.push_back(number.to_string());
  state.SetLabel(width == Width::money ? "money" : "34 digits");
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Decimal::parse(texts[i]));
    i = (i + 1) % count;
  }
}

BENCHMARK(add)->DenseRange(0, 1);
BENCHMARK(multiply)->DenseRange(0, 1);
BENCHMARK(divide)->DenseRange(0, 1);
BENCHMARK(less)->DenseRange(0, 1);
BENCHMARK(less_than_whole)->DenseRange(0, 1);
BENCHMARK(equal)->DenseRange(0, 1);
BENCHMARK(print)->DenseRange(0, 1);
BENCHMARK(parse)->DenseRange(0, 1);

}  // namespace
}  // namespace zonebook
