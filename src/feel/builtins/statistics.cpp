// Functions that make one value of many (DMN 1.5, 10.3.4.4): count, min, max, sum, mean, product,
// median, stddev, mode.  Each takes a list or its items one by one.
//
// Of an empty list min, max, sum, mean and median are null by definition, and that is no mistake;
// product and stddev ask for at least one and two numbers.

#include <algorithm>

#include "feel/builtin.h"
#include "feel/compare.h"

namespace zonebook::feel {
namespace {

using Items = std::span<Value const>;

template <Value (*aggregate)(Call const&, Items)>
Value of_list(Call& call) {
  return aggregate(call, call[0].list());
}

// A single argument that comes here is null; what is meant is a list that is not there.
template <Value (*aggregate)(Call const&, Items)>
Value of_arguments(Call& call) {
  if (call.size() == 1 && call[0].is_null()) {
    return call.fail({"feel.null_argument", {{"name", "list"}}});
  }
  return aggregate(call, call.arguments());
}

Value wrong_item(Call const& call, char const* key, std::size_t index, Value const& item) {
  return call.fail({key, {{"index", std::to_string(index + 1)}, {"value", to_literal(item)}}});
}

Value answer(Call const& call, std::optional<Decimal> result) {
  if (result) return *result;
  return call.fail({"feel.number_out_of_range", {}});
}

// nullopt, and a remark, if an item is none.
std::optional<std::vector<Decimal>> numbers(Call const& call, Items items) {
  if (!call.charge(items.size())) return std::nullopt;
  std::vector<Decimal> found;
  found.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is(Kind::number)) {
      wrong_item(call, "feel.item_not_number", i, items[i]);
      return std::nullopt;
    }
    found.push_back(items[i].number());
  }
  return found;
}

Decimal size_of(std::vector<Decimal> const& numbers) {
  return Decimal(static_cast<std::int64_t>(numbers.size()));
}

Value count(Call& call) { return Decimal(static_cast<std::int64_t>(call[0].list().size())); }

// Numbers, texts, points in time and durations have an order; the items must be of one kind.
template <bool largest>
Value extreme(Call const& call, Items items) {
  if (items.empty() || !call.charge(items.size())) return {};
  auto const* found = &items[0];
  for (std::size_t i = 0; i < items.size(); ++i) {
    auto const ordered = order(items[i], *found);
    if (!ordered) return wrong_item(call, "feel.item_not_comparable", i, items[i]);
    if (largest ? *ordered > 0 : *ordered < 0) found = &items[i];
  }
  return *found;
}

std::optional<Decimal> total(std::vector<Decimal> const& numbers) {
  std::optional<Decimal> sum = Decimal();
  for (auto const number : numbers) {
    sum = *sum + number;
    if (!sum) break;
  }
  return sum;
}

std::optional<Decimal> average(std::vector<Decimal> const& numbers) {
  auto const sum = total(numbers);
  return sum ? *sum / size_of(numbers) : std::nullopt;
}

Value sum(Call const& call, Items items) {
  auto const found = numbers(call, items);
  if (!found || found->empty()) return {};
  return answer(call, total(*found));
}

Value mean(Call const& call, Items items) {
  auto const found = numbers(call, items);
  if (!found || found->empty()) return {};
  return answer(call, average(*found));
}

Value product(Call const& call, Items items) {
  auto const found = numbers(call, items);
  if (!found) return {};
  if (found->empty()) return call.fail({"feel.product_of_nothing", {}});
  std::optional<Decimal> product = Decimal(1);
  for (auto const number : *found) {
    product = *product * number;
    if (!product) break;
  }
  return answer(call, product);
}

// Table 78: the middle one, or the mean of the two in the middle.
Value median(Call const& call, Items items) {
  auto found = numbers(call, items);
  if (!found || found->empty()) return {};
  auto const middle = found->begin() + static_cast<std::ptrdiff_t>(found->size() / 2);
  std::ranges::nth_element(*found, middle);
  if (found->size() % 2 == 1) return *middle;
  return answer(call, average({*std::ranges::max_element(found->begin(), middle), *middle}));
}

std::optional<Decimal> sample_deviation(std::vector<Decimal> const& numbers) {
  auto const mean = average(numbers);
  if (!mean) return std::nullopt;
  Decimal squares;
  for (auto const number : numbers) {
    auto const distance = number - *mean;
    if (!distance) return std::nullopt;
    auto const square = *distance * *distance;
    if (!square) return std::nullopt;
    auto const sum = squares + *square;
    if (!sum) return std::nullopt;
    squares = *sum;
  }
  auto const variance = squares / Decimal(static_cast<std::int64_t>(numbers.size()) - 1);
  return variance ? variance->square_root() : std::nullopt;
}

// Table 78: "the (sample) standard deviation": the divisor is n - 1, so it takes two numbers.
Value standard_deviation(Call const& call, Items items) {
  auto const found = numbers(call, items);
  if (!found) return {};
  if (found->size() < 2) return call.fail({"feel.deviation_of_too_few", {}});
  return answer(call, sample_deviation(*found));
}

// Table 78: the most frequent numbers, "in ascending order"; of an empty list none.
Value mode(Call const& call, Items items) {
  auto found = numbers(call, items);
  if (!found) return {};
  std::ranges::sort(*found);
  List modes;
  std::ptrdiff_t most = 1;
  for (auto run = found->begin(); run != found->end();) {
    auto const next = std::upper_bound(run, found->end(), *run);
    if (next - run > most) {
      modes.clear();
      most = next - run;
    }
    if (next - run == most) modes.emplace_back(*run);
    run = next;
  }
  return Value::list(std::move(modes));
}

constexpr Builtin table[] = {
    {"count(list: list) -> number", count},
    {"min(list: list) -> any", of_list<extreme<false>>},
    {"min(c: any...) -> any", of_arguments<extreme<false>>},
    {"max(list: list) -> any", of_list<extreme<true>>},
    {"max(c: any...) -> any", of_arguments<extreme<true>>},
    {"sum(list: list) -> number", of_list<sum>},
    {"sum(n: any...) -> number", of_arguments<sum>},
    {"mean(list: list) -> number", of_list<mean>},
    {"mean(n: any...) -> number", of_arguments<mean>},
    {"product(list: list) -> number", of_list<product>},
    {"product(n: any...) -> number", of_arguments<product>},
    {"median(list: list) -> number", of_list<median>},
    {"median(n: any...) -> number", of_arguments<median>},
    {"stddev(list: list) -> number", of_list<standard_deviation>},
    {"stddev(n: any...) -> number", of_arguments<standard_deviation>},
    {"mode(list: list) -> list<number>", of_list<mode>},
    {"mode(n: any...) -> list<number>", of_arguments<mode>},
};

}  // namespace

std::span<Builtin const> statistics_functions() { return table; }

}  // namespace zonebook::feel
