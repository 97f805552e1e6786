#include "publishing/import/unit.h"

#include <array>

namespace zonebook::publishing {
namespace {

struct Written {
  std::string_view as;
  Unit unit;
};

constexpr std::string_view money = "money", area = "area", percent = "percent";

// Money in 分, areas in 平方米; what is counted stands alone.
constexpr std::array<Written, 54> units = {{
    {"亿元", {"亿元", money, 10'000'000'000}},
    {"亿人民币", {"亿元", money, 10'000'000'000}},
    {"亿", {"亿元", money, 10'000'000'000}},
    {"千万元", {"千万元", money, 1'000'000'000}},
    {"千万", {"千万元", money, 1'000'000'000}},
    {"百万元", {"百万元", money, 100'000'000}},
    {"百万", {"百万元", money, 100'000'000}},
    {"万元", {"万元", money, 1'000'000}},
    {"万人民币", {"万元", money, 1'000'000}},
    {"万", {"万元", money, 1'000'000}},
    {"千元", {"千元", money, 100'000}},
    {"元", {"元", money, 100}},
    {"人民币元", {"元", money, 100}},
    {"角", {"角", money, 10}},
    {"分", {"分", money, 1}},
    {"平方公里", {"平方公里", area, 1'000'000}},
    {"km2", {"平方公里", area, 1'000'000}},
    {"公顷", {"公顷", area, 10'000}},
    {"万平方米", {"万平方米", area, 10'000}},
    {"万㎡", {"万平方米", area, 10'000}},
    {"万平米", {"万平方米", area, 10'000}},
    {"万平", {"万平方米", area, 10'000}},
    {"亩", {"亩", area, 2000, 3}},
    {"平方米", {"平方米", area, 1}},
    {"平米", {"平方米", area, 1}},
    {"㎡", {"平方米", area, 1}},
    {"m2", {"平方米", area, 1}},
    {"m²", {"平方米", area, 1}},
    {"%", {"%", percent, 1}},
    {"个百分点", {"个百分点", "points", 1}},
    {"人", {"人", "人", 1}},
    {"人次", {"人次", "人次", 1}},
    {"个", {"个", "个", 1}},
    {"家", {"家", "家", 1}},
    {"户", {"户", "户", 1}},
    {"件", {"件", "件", 1}},
    {"项", {"项", "项", 1}},
    {"次", {"次", "次", 1}},
    {"条", {"条", "条", 1}},
    {"宗", {"宗", "宗", 1}},
    {"套", {"套", "套", 1}},
    {"台", {"台", "台", 1}},
    {"天", {"天", "天", 1}},
    {"日", {"日", "日", 1}},
    {"工作日", {"工作日", "工作日", 1}},
    {"个工作日", {"工作日", "工作日", 1}},
    {"月", {"月", "月", 1}},
    {"个月", {"月", "月", 1}},
    {"年", {"年", "年", 1}},
    {"吨", {"吨", "吨", 1}},
    {"万吨", {"万吨", "万吨", 1}},
    {"万人", {"万人", "万人", 1}},
    {"公里", {"公里", "公里", 1}},
    {"米", {"米", "米", 1}},
}};

}  // namespace

Unit const* find_unit(std::string_view text) {
  for (auto const& [as, unit] : units) {
    if (as == text) return &unit;
  }
  return nullptr;
}

WithUnit unit_at_end(std::string_view text) {
  Written const* longest = nullptr;
  for (auto const& written : units) {
    if (!text.ends_with(written.as)) continue;
    if (!longest || written.as.size() > longest->as.size()) longest = &written;
  }
  if (!longest) return {text, nullptr};
  return {text.substr(0, text.size() - longest->as.size()), &longest->unit};
}

std::optional<Decimal> amount_in(Decimal amount, Unit const& from, Unit const& to) {
  if (from.dimension != to.dimension) return std::nullopt;
  auto const times = amount * Decimal(from.size * to.divisor);
  if (!times) return std::nullopt;
  return *times / Decimal(to.size * from.divisor);
}

}  // namespace zonebook::publishing
