// Any expression that parses, evaluated over values of every kind with tight limits: it must end,
// with a value or null and a remark, and say the same twice.

#include <cstdlib>

#include "feel/evaluate.h"
#include "feel/temporal.h"

namespace {

using namespace zonebook;
using namespace zonebook::feel;

struct Named {
  char const* name;
  Value value;
};

std::vector<Named> const& values() {
  static std::vector<Named> const all = {
      {"n", Value(Decimal(12))},
      {"s", Value::text("示例abc")},
      {"b", Value(true)},
      {"d", *temporal_from("2023-12-31")},
      {"t", *temporal_from("10:30:00")},
      {"dt", *temporal_from("2023-12-31T10:30:00Z")},
      {"ym", *temporal_from("P1Y2M")},
      {"dd", *temporal_from("P1DT2H")},
      {"l", Value::list({Value(Decimal(3)), Value(Decimal(1)), Value()})},
      {"c", Value::context({{"x", Value(Decimal(1))}, {"y", Value::text("z")}})},
      {"z", Value()},
  };
  return all;
}

Value evaluated(Expression const& expression) {
  Evaluator evaluator({.limits = {.steps = 20'000, .depth = 300}});
  std::vector<Value> inputs;
  for (auto const& [name, value] : values()) inputs.push_back(value);
  auto value = evaluator.run(expression, inputs);
  // Whatever comes out can be written.
  (void)to_text(value);
  return value;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  Scope scope;
  for (auto const& [name, value] : values()) scope.name(name, type_of(value));
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  auto expression = compile(text, scope);
  if (!expression) return 0;
  if (to_literal(evaluated(*expression)) != to_literal(evaluated(*expression))) std::abort();
  return 0;
}
