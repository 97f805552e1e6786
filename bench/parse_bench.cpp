// From text to a compiled expression: what saving a rule costs, and opening a model of thousands.

#include <benchmark/benchmark.h>

#include "feel/expression.h"
#include "sample.h"

namespace zonebook {
namespace {

constexpr char const* long_expression = R"(
{
  paid: sum(for payment in payments return payment.amount),
  share: if total amount > 0 then paid / total amount else 0,
  late: some payment in payments satisfies payment.paid on > due date,
  large: payments[amount >= 1000 and contains(payer, "Ltd")],
  grade: if share >= 0.95 and not(late) then "A"
         else if share between 0.6 and 0.95 then "B"
         else if due date < date("2024-01-01") then "D" else "C",
  sentence: "paid " + string(decimal(share * 100, 1)) + " % of " + string(total amount),
  fee: function(days: number, rate: number) if days in [1..30] then days * rate else 30 * rate,
  owed: fee(45, 0.015) * (total amount - paid) ** 1
}.owed
)";

// As in a model of some size: fifty names of two words, and those of the expression.
feel::Scope scope_of_a_model() {
  auto const number = feel::simple_type(feel::Kind::number);
  auto const date = feel::simple_type(feel::Kind::date);
  auto scope = sample::filter_scope();
  for (int i = 0; i < 50; ++i) scope.name("measure " + std::to_string(i), number);
  scope.name("total amount", number);
  scope.name("due date", date);
  scope.name("payments",
             feel::list_of(feel::context_of({{"amount", number},
                                             {"paid on", date},
                                             {"payer", feel::simple_type(feel::Kind::string)}})));
  return scope;
}

void parse(benchmark::State& state, std::string const& source) {
  auto const scope = scope_of_a_model();
  CHECK(feel::compile(source, scope).has_value());
  for (auto _ : state) benchmark::DoNotOptimize(feel::compile(source, scope));
  auto const bytes = state.iterations() * std::ssize(source);
  state.counters["bytes"] = static_cast<double>(source.size());
  state.SetBytesProcessed(bytes);
}

// The tests of one cell of a table; a table of a thousand rules has ten thousand of them.
void parse_cell(benchmark::State& state) {
  auto const scope = scope_of_a_model();
  auto const number = feel::simple_type(feel::Kind::number);
  for (auto _ : state) {
    benchmark::DoNotOptimize(feel::compile_unary_tests("[20..150], > 500", scope, number));
  }
}

BENCHMARK_CAPTURE(parse, short, "capital * 1.5 + measure 7");
BENCHMARK_CAPTURE(parse, condition, sample::condition);
BENCHMARK_CAPTURE(parse, long, long_expression);
BENCHMARK(parse_cell);

}  // namespace
}  // namespace zonebook
