#include "reconcile/measured.h"

#include <algorithm>
#include <array>

namespace zonebook::reconcile {
namespace {

using reading::Comparator;
using Rounding = Decimal::Rounding;

// What a unit is of, and how many of the base one is: by power of ten, area in 亩 by a factor.
struct Unit {
  std::string_view base;
  std::int64_t factor = 1;
};

constexpr auto counted = std::to_array<std::string_view>(
    {"个", "项", "家", "户", "件", "次", "批次", "场",   "人",     "名", "条", "份",
     "宗", "栋", "座", "处", "支", "期", "家次", "人次", "个项目", "批", "笔"});

std::int64_t magnitude(std::string_view& unit) {
  struct Step {
    std::string_view text;
    std::int64_t factor;
  };
  constexpr auto steps = std::to_array<Step>(
      {{"万亿", 1'000'000'000'000}, {"亿", 100'000'000}, {"万", 10'000}, {"千", 1000}});
  for (auto const& step : steps) {
    // 千瓦 and 千米 are no thousands of anything here.
    if (step.text == "千" && unit != "千亩") continue;
    if (!unit.starts_with(step.text)) continue;
    unit.remove_prefix(step.text.size());
    return step.factor;
  }
  return 1;
}

Unit unit_of(std::string_view text) {
  Unit unit;
  unit.factor = magnitude(text);
  if (text == "平方公里") unit.factor *= 1500, text = "亩";
  if (text == "公顷") unit.factor *= 15, text = "亩";
  if (text == "公里") unit.factor *= 1000, text = "米";
  unit.base = std::ranges::find(counted, text) != counted.end() ? "个" : text;
  return unit;
}

Decimal times(Decimal a, Decimal b) { return (a * b).value_or(a); }

// The digits printed after the point: two of 7.60亿元.
int digits_of(std::string_view raw) {
  auto at = raw.find('.');
  auto bytes = std::string_view(".").size();
  if (at == raw.npos) at = raw.find("．"), bytes = std::string_view("．").size();
  if (at == raw.npos) return 0;
  int digits = 0;
  for (auto const c : raw.substr(at + bytes)) {
    if (c < '0' || c > '9') break;
    ++digits;
  }
  return digits;
}

// One of the last digit that is not 0: 100 of 500, 0.1 of 1.2.
Decimal step_of(Decimal value) {
  auto const text = value.to_string();
  auto const point = text.find('.');
  if (point != text.npos) return Decimal::scaled(1, -static_cast<int>(text.size() - point - 1));
  int zeros = 0;
  for (auto at = text.size(); at > 1 && text[at - 1] == '0'; --at) ++zeros;
  return Decimal::scaled(1, zeros);
}

bool fits_as_printed(reading::Figure const& figure, std::string_view raw, Decimal value) {
  auto const tenth = Decimal::scaled(1, -1), twentieth = Decimal::scaled(5, -2);
  auto const& said = figure.value;
  auto const part = [&](Decimal of) { return times(said.abs(), of); };
  auto const off = (value - said).value_or(value);
  switch (figure.comparator) {
    case Comparator::eq: break;
    case Comparator::ge: return value >= said;
    case Comparator::gt: {
      bool const is_inner = raw.find("余") != raw.npos || raw.find("多") != raw.npos;
      return value > said && (!is_inner || off < step_of(said));
    }
    case Comparator::near: return off.sign() < 0 && -off <= part(tenth);
    case Comparator::approx: return off.abs() <= part(twentieth);
    case Comparator::le: return value <= said;
    case Comparator::lt: return value < said;
    case Comparator::range: return value >= said && figure.upper && value <= *figure.upper;
  }
  return value.rounded(digits_of(raw), Rounding::half_up).value_or(value) == said;
}

}  // namespace

std::optional<Decimal> in_unit_of(reading::Figure const& figure, Decimal value,
                                  std::string_view unit) {
  auto const from = unit_of(unit), to = unit_of(figure.unit);
  if (from.base != to.base) return std::nullopt;
  return times(value, Decimal(from.factor)) / Decimal(to.factor);
}

std::optional<bool> fits(reading::Figure const& figure, std::string_view raw, Decimal value,
                         std::string_view unit) {
  auto const own = in_unit_of(figure, value, unit);
  if (!own) return std::nullopt;
  return fits_as_printed(figure, raw, *own);
}

}  // namespace zonebook::reconcile
