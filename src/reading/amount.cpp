#include "reading/amount.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zonebook::reading {
namespace {

// What is said with 约, 近 or 余 may be off by this much of itself.
constexpr double looseness = 0.05;

double magnitude(std::string_view& unit) {
  struct Step {
    std::string_view text;
    double factor;
  };
  static constexpr auto steps = std::to_array<Step>({{"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}});
  for (auto const& step : steps) {
    if (unit.starts_with(step.text)) {
      unit.remove_prefix(step.text.size());
      return step.factor;
    }
  }
  return 1;
}

}  // namespace

Amount amount_of(Figure const& figure) {
  std::string_view unit = figure.unit;
  auto factor = magnitude(unit);
  auto const text = figure.value.to_string();
  auto const point = text.find('.');
  auto const digits = point == text.npos ? 0 : static_cast<int>(text.size() - point - 1);
  Amount amount;
  if (unit == "平方公里") factor *= 1e6, unit = "平方米";
  if (unit == "公顷") factor *= 1e4, unit = "平方米";
  if (unit == "公里") factor *= 1e3, unit = "米";
  amount.base = unit;
  static constexpr auto counted = std::to_array<std::string_view>(
      {"个", "项", "家", "户", "件", "次", "批次", "场", "人", "名", "条", "栋"});
  amount.is_count = factor == 1 && std::ranges::find(counted, unit) != counted.end();
  amount.value = figure.value.to_double() * factor;
  amount.half = amount.is_count ? 0 : 0.5 * std::pow(10, -digits) * factor;
  auto const loose = figure.comparator == Comparator::near ||
                     figure.comparator == Comparator::approx || figure.comparator == Comparator::gt;
  if (loose && unit != "%") amount.half += std::abs(amount.value) * looseness;
  return amount;
}

bool same_base(Amount const& a, Amount const& b) {
  auto plain = [](std::string const& base) -> std::string {
    if (base == "户") return "家";
    if (base == "项") return "个";
    return base;
  };
  return plain(a.base) == plain(b.base);
}

}  // namespace zonebook::reading
