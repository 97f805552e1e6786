#include "dmn/column.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "feel/compare.h"

namespace zonebook::dmn {

using feel::Value;

namespace {

// Position among sorted ends as judge_region() counts: twice the number of ends below the value,
// and one more if it is on an end.
template <class Item, class Compare>
std::uint32_t position_in(std::vector<Item> const& ends, Compare const& compare) {
  std::size_t low = 0, high = ends.size();
  while (low < high) {
    auto middle = (low + high) / 2;
    auto order = compare(ends[middle]);  // of the value to the end
    if (order == 0) return static_cast<std::uint32_t>(2 * middle + 1);
    (order < 0 ? high : low) = order < 0 ? middle : middle + 1;
  }
  return static_cast<std::uint32_t>(2 * low);
}

// Doubles find the neighbourhood, decimals decide: many ends cost few exact comparisons.
std::uint32_t number_position(Table::Column::Domain const& domain, Decimal value) {
  auto const& numbers = domain.numbers;
  if (numbers.size() <= 4) return position_in(numbers, [&](Decimal end) { return value <=> end; });
  auto near = std::ranges::lower_bound(domain.keys, value.to_double()) - domain.keys.begin();
  auto at = static_cast<std::size_t>(near);
  while (at > 0 && value <= numbers[at - 1]) --at;
  while (at < numbers.size()) {
    auto order = value <=> numbers[at];
    if (order < 0) break;
    if (order == 0) return static_cast<std::uint32_t>(2 * at + 1);
    ++at;
  }
  return static_cast<std::uint32_t>(2 * at);
}

std::optional<std::uint32_t> position_of(Table::Column::Domain const& domain, Sort sort,
                                         Value const& value) {
  if (sort == Sort::number) return number_position(domain, value.number());
  if (sort == Sort::string) {
    auto const& text = value.string();
    // Bytes of UTF-8 are in the order of code points.
    return position_in(domain.ends,
                       [&](Value const& end) { return text.compare(end.string()) <=> 0; });
  }
  if (sort == Sort::date) {
    return position_in(domain.ends, [&](Value const& end) { return value.date() <=> end.date(); });
  }
  bool comparable = true;
  auto position = position_in(domain.ends, [&](Value const& end) {
    auto order = feel::order(value, end);
    comparable = comparable && order.has_value();
    return order.value_or(std::weak_ordering::less);
  });
  return comparable ? std::optional(position) : std::nullopt;
}

template <class Visit>
void each_test(Table::Column& column, Visit const& visit) {
  for (auto& cell : column.cells) {
    if (cell.test) each_end(*cell.test, visit);
  }
  if (column.allowed && column.allowed->test) each_end(*column.allowed->test, visit);
  if (column.domain && column.domain->test) each_end(*column.domain->test, visit);
}

}  // namespace

// Rows of bits, each kept once.
class RowPool {
 public:
  explicit RowPool(Table::Column& column) : column_(column), row_(column.words) {}

  // The row to be filled next, all zero.
  std::span<std::uint64_t> next() {
    std::ranges::fill(row_, 0);
    return row_;
  }
  // Its number, once filled.
  std::uint32_t keep() {
    std::string key(reinterpret_cast<char const*>(row_.data()), row_.size() * sizeof row_[0]);
    auto [found, is_new] = known_.try_emplace(std::move(key), next_);
    if (is_new) {
      column_.rows.insert(column_.rows.end(), row_.begin(), row_.end());
      ++next_;
    }
    return found->second;
  }
  std::vector<std::vector<std::uint32_t>> rules_of_cell;

 private:
  Table::Column& column_;
  std::vector<std::uint64_t> row_;
  std::unordered_map<std::string, std::uint32_t> known_;
  std::uint32_t next_ = 0;
};

std::uint32_t Table::Column::region_of(Value const& value) const {
  auto sort = sort_of(value);
  if (!sort) return none;
  auto const& domain_of_sort = domains[static_cast<std::size_t>(*sort)];
  if (domain_of_sort.ends.empty()) return domain_of_sort.first_region;
  auto position = position_of(domain_of_sort, *sort, value);
  return position ? domain_of_sort.first_region + *position : none;
}

void Table::Column::build_index() {
  words = (cell_of_rule.size() + 63) / 64;
  computed.assign(words, 0);
  limited.assign(words, 0);
  RowPool pool(*this);
  pool.rules_of_cell.resize(cells.size());
  for (std::uint32_t rule = 0; rule < cell_of_rule.size(); ++rule) {
    auto mask = std::uint64_t{1} << (rule % 64);
    if (cell(rule).is_computed()) computed[rule / 64] |= mask;
    if (!cell(rule).admits_all()) limited[rule / 64] |= mask;
    pool.rules_of_cell[cell_of_rule[rule]].push_back(rule);
  }
  has_computed = std::ranges::any_of(computed, [](auto word) { return word != 0; });
  collect_ends();
  for (std::size_t i = 0; i < sort_count; ++i) {
    domains[i].first_region = static_cast<std::uint32_t>(regions.size());
    for (std::uint32_t position = 0; position < domains[i].region_count(); ++position) {
      build_region(static_cast<Sort>(i), position, pool);
    }
  }
}

void Table::Column::collect_ends() {
  each_test(*this, [&](CellTest::End const& end) {
    domains[static_cast<std::size_t>(end.sort)].ends.push_back(end.value);
  });
  for (auto& of_sort : domains) {
    auto& ends = of_sort.ends;
    std::ranges::sort(ends, [](Value const& left, Value const& right) {
      auto order = feel::order(left, right);
      return order && *order < 0;
    });
    auto twice = std::ranges::unique(ends, [](Value const& left, Value const& right) {
      auto order = feel::order(left, right);
      return order && *order == 0;
    });
    ends.erase(twice.begin(), twice.end());
    for (auto const& end : ends) {
      if (!end.is(feel::Kind::number)) break;
      of_sort.numbers.push_back(end.number());
      of_sort.keys.push_back(end.number().to_double());
    }
  }
  each_test(*this, [&](CellTest::End& end) {
    auto position = position_of(domains[static_cast<std::size_t>(end.sort)], end.sort, end.value);
    CHECK(position && *position % 2 == 1);
    end.position = *position / 2;
  });
}

void Table::Column::build_region(Sort sort, std::uint32_t position, RowPool& pool) {
  auto row_bits = pool.next();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto const& test = cells[i].test;
    if (test && judge_region(*test, sort, position) != Verdict::yes) continue;
    for (auto rule : pool.rules_of_cell[i]) row_bits[rule / 64] |= std::uint64_t{1} << (rule % 64);
  }
  Region region{.sort = sort, .position = position, .row = pool.keep()};
  // null is the absence of a value, which allowed values do not speak of.
  if (allowed && allowed->test && sort != Sort::null) {
    region.allowed = judge_region(*allowed->test, sort, position) == Verdict::yes;
  }
  regions.push_back(region);
}

}  // namespace zonebook::dmn
