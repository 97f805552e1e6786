#include "dmn/table.h"

#include <algorithm>

#include "dmn/column.h"
#include "dmn/hit_policy.h"
#include "dmn/table_parts.h"

namespace zonebook::dmn {

using feel::Value;

feel::Value Table::decide(feel::Evaluator& evaluator, std::span<Value> frame, Date on,
                          TableTrace& trace) const {
  auto const& parts = *parts_;
  CHECK(trace.inputs.size() == parts.columns.size());
  trace.table = this;
  trace.on = on;
  trace.chosen.clear();
  trace.refused.clear();
  trace.used_default = false;
  trace.not_allowed.reset();
  auto valid = valid_on(on);
  trace.hits.assign(valid.begin(), valid.end());
  bool to_refine = parts.has_computed;
  for (std::uint32_t i = 0; i < parts.columns.size(); ++i) {
    auto const& column = parts.columns[i];
    auto at = column.region_of(trace.inputs[i]);
    bool const has_allowed = column.allowed.has_value();
    if (at == Column::none) {
      to_refine = true;
      if (has_allowed && !allows(evaluator, frame, i, trace)) {
        return not_allowed(evaluator, i, trace);
      }
      continue;
    }
    auto const& region = column.regions[at];
    if (has_allowed && (!region.allowed ||
                        (column.allowed->is_computed() && !allows(evaluator, frame, i, trace)))) {
      return not_allowed(evaluator, i, trace);
    }
    auto const* row = column.rows.data() + std::size_t{region.row} * parts.words;
    for (std::size_t word = 0; word < parts.words; ++word) trace.hits[word] &= row[word];
  }
  if (to_refine) refine(evaluator, frame, trace);
  return answer(parts, evaluator, frame, trace);
}

feel::Value Table::not_allowed(feel::Evaluator& evaluator, std::uint32_t column,
                               TableTrace& trace) const {
  std::ranges::fill(trace.hits, 0);
  trace.not_allowed = column;
  auto const& input = parts_->text.inputs[column];
  return evaluator.fail({"dmn.table_input_not_allowed",
                         {{"input", input.label.empty() ? input.text : input.label},
                          {"value", feel::to_literal(trace.inputs[column])},
                          {"allowed", input.allowed_values}}},
                        {});
}

// Allowed values that are computed, or are asked about what no index holds; of a list, each item
// may be one of them.
bool Table::allows(feel::Evaluator& evaluator, std::span<Value> frame, std::uint32_t i,
                   TableTrace const& trace) const {
  auto const& column = parts_->columns[i];
  auto const& value = trace.inputs[i];
  if (value.is_null()) return true;
  auto admits = [&](Value const& tested) {
    frame[column.slot] = tested;
    return evaluator.evaluate(*column.allowed->tree, frame).is_true();
  };
  return admits(value) || (value.is(feel::Kind::list) && std::ranges::all_of(value.list(), admits));
}

// Evaluates the computed cells of the rules that still stand, and all cells of a column whose
// value no index holds.
void Table::refine(feel::Evaluator& evaluator, std::span<Value> frame, TableTrace& trace) const {
  auto const& parts = *parts_;
  std::vector<Bits> to_evaluate;
  for (std::size_t i = 0; i < parts.columns.size(); ++i) {
    auto const& column = parts.columns[i];
    frame[column.slot] = trace.inputs[i];
    bool const is_indexed = column.region_of(trace.inputs[i]) != Column::none;
    to_evaluate.push_back(is_indexed ? column.computed : column.limited);
  }
  auto stands = [&](std::uint32_t rule) {
    for (std::uint32_t i = 0; i < parts.columns.size(); ++i) {
      if (!bit(to_evaluate[i], rule)) continue;
      if (evaluator.evaluate(*parts.columns[i].cell(rule).tree, frame).is_true()) continue;
      trace.refused.push_back({rule, i});
      return false;
    }
    return true;
  };
  bool is_over = false;
  for (std::size_t word = 0; word < trace.hits.size(); ++word) {
    std::uint64_t left = trace.hits[word];
    for (; left != 0; left &= left - 1) {
      auto rule =
          static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(__builtin_ctzll(left)));
      bool const is_asked =
          std::ranges::any_of(to_evaluate, [&](Bits bits) { return bit(bits, rule); });
      bool const hits = !is_asked || (!is_over && stands(rule));
      if (!hits) trace.hits[word] &= ~(std::uint64_t{1} << (rule % 64));
      is_over = is_over || (hits && parts.text.hit_policy == HitPolicy::first);
    }
  }
}

Bits Table::admitting(std::size_t column, Value const& value) const {
  auto const& index = parts_->columns[column];
  auto at = index.region_of(value);
  if (at != Column::none) return index.row(index.regions[at]);
  return parts_->unlimited;
}

Bits Table::valid_on(Date day) const {
  auto const& changes = parts_->changes;
  auto stretch =
      changes.empty()
          ? std::size_t{0}
          : static_cast<std::size_t>(std::ranges::upper_bound(changes, day) - changes.begin());
  return {parts_->validity.data() + stretch * parts_->words, parts_->words};
}

Table::Table(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Table::~Table() = default;
TableText const& Table::text() const { return parts_->text; }
std::size_t Table::rule_count() const { return parts_->text.rules.size(); }
std::size_t Table::column_count() const { return parts_->columns.size(); }
std::span<feel::NodePtr const> Table::input_trees() const { return parts_->inputs; }
std::vector<std::uint32_t> const& Table::slots() const { return parts_->slots; }
feel::TypePtr Table::type() const { return parts_->type; }
std::span<Table::Column const> Table::columns() const { return parts_->columns; }

}  // namespace zonebook::dmn
