#include "dmn/uncovered.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "dmn/table_parts.h"

namespace zonebook::dmn {
namespace {

bool is_zero(std::span<std::uint64_t const> words) {
  return std::ranges::all_of(words, [](auto word) { return word == 0; });
}

}  // namespace

Uncovered::Uncovered(Table const& table, Space space, std::uint64_t& steps_left,
                     std::optional<std::uint32_t> first)
    : table_(table),
      space_(std::move(space)),
      steps_left_(steps_left),
      words_(table.parts().words),
      box_(space_) {
  for (std::size_t i = 0; i < space_.size(); ++i) {
    auto const& column = table_.columns()[i];
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_row;
    for (auto region : space_[i]) by_row[column.regions[region].row].push_back(region);
    classes_.emplace_back();
    for (auto& [row, regions] : by_row) classes_.back().push_back({row, std::move(regions)});
  }
  choose_order(first);
  find_undemanding();
  covered_.resize(space_.size() + 1);
}

// Columns that split little come first: what they leave is shared by all that follows.
void Uncovered::choose_order(std::optional<std::uint32_t> first) {
  order_.resize(space_.size());
  std::iota(order_.begin(), order_.end(), 0u);
  std::ranges::sort(order_, {}, [&](std::uint32_t column) {
    return std::pair(column == first ? 0 : classes_[column].size(), column);
  });
}

void Uncovered::find_undemanding() {
  undemanding_.assign(space_.size() + 1, Words(words_, ~std::uint64_t{0}));
  for (auto depth = space_.size(); depth-- > 0;) {
    auto const& column = table_.columns()[order_[depth]];
    auto& rules = undemanding_[depth];
    rules = undemanding_[depth + 1];
    for (auto const& one : classes_[order_[depth]]) {
      auto const* row = column.rows.data() + std::size_t{one.row} * words_;
      for (std::size_t word = 0; word < words_; ++word) {
        rules[word] &= row[word] & ~column.computed[word];
      }
    }
  }
}

// `standing` holds the rules that cover for certain and, if cells are computed, once more those
// that may.
void Uncovered::each(Bits rules, Visit const& visit) {
  bool const has_empty =
      std::ranges::any_of(space_, [](auto const& regions) { return regions.empty(); });
  if (has_empty) return;
  for (auto& covered : covered_) covered.clear();
  Words standing(rules.begin(), rules.end());
  if (table_.parts().has_computed) standing.insert(standing.end(), rules.begin(), rules.end());
  is_stopped_ = false;
  walk(0, standing, visit);
}

// Answers whether all below is covered.
bool Uncovered::walk(std::size_t depth, Words const& standing, Visit const& visit) {
  auto certain = std::span(standing).first(words_);
  if (is_zero(certain)) {
    for (auto i = depth; i < order_.size(); ++i) box_[order_[i]] = space_[order_[i]];
    if (visit(box_, is_zero(standing)) == Next::stop) is_stopped_ = true;
    return false;
  }
  for (std::size_t word = 0; word < words_; ++word) {
    if (certain[word] & undemanding_[depth][word]) return true;
  }
  if (covered_[depth].contains(standing)) return true;
  auto const column = order_[depth];
  std::map<Words, std::vector<std::uint32_t>> parts;
  for (auto const& one : classes_[column]) {
    if (steps_left_ == 0) is_exhausted_ = is_stopped_ = true;
    if (is_stopped_) return false;
    --steps_left_;
    auto& regions = parts[narrowed(standing, column, one)];
    regions.insert(regions.end(), one.regions.begin(), one.regions.end());
  }
  bool is_covered = true;
  for (auto& [left, regions] : parts) {
    std::ranges::sort(regions);
    box_[column] = std::move(regions);
    is_covered = walk(depth + 1, left, visit) && is_covered;
    if (is_stopped_) return false;
  }
  if (is_covered) covered_[depth].insert(standing);
  return is_covered;
}

Uncovered::Words Uncovered::narrowed(Words const& standing, std::uint32_t index,
                                     Class const& one) const {
  auto const& column = table_.columns()[index];
  auto const* row = column.rows.data() + std::size_t{one.row} * words_;
  Words left = standing;
  for (std::size_t word = 0; word < words_; ++word) {
    left[word] &= row[word] & ~column.computed[word];
    if (left.size() > words_) left[words_ + word] &= row[word];
  }
  return left;
}

}  // namespace zonebook::dmn
