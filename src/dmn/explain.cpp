#include "dmn/explain.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "dmn/space.h"
#include "dmn/table_parts.h"

namespace zonebook::dmn {

using feel::Value;

namespace {

using Words = std::vector<std::uint64_t>;

void keep(Words& words, Bits bits) {
  for (std::size_t i = 0; i < words.size(); ++i) words[i] &= bits[i];
}

class Explaining {
 public:
  explicit Explaining(TableTrace const& trace);
  Explanation explain();

 private:
  bool is_missing(std::uint32_t column) const {
    return column < trace_.missing.size() && trace_.missing[column];
  }
  std::optional<Miss> miss(std::uint32_t rule) const;
  double distance(Miss const&) const;
  double cell_distance(std::uint32_t rule, std::uint32_t column) const;

  void find_standing();
  std::optional<Deciding> deciding(std::uint32_t column) const;
  // Rules that can still be the answer, when the column has been filled in.
  Words without_overruled(Words left, std::uint32_t filled_column) const;
  bool outranks(std::uint32_t rule, std::uint32_t other) const;
  bool is_certain(std::uint32_t rule, std::uint32_t filled_column) const;

  TableTrace const& trace_;
  Table const& table_;
  Table::Parts const& parts_;
  std::vector<Bits> rows_;      // by column, what the input admits
  std::vector<Words> refused_;  // by column, computed cells that did not admit
  Words standing_;              // rules that nothing given excludes
  std::vector<Words> always_;   // by missing column, rules that admit all its allowed values
};

// A value on the line of its sort; nullopt where there is no such line.
std::optional<double> on_line(Value const& value) {
  switch (value.kind()) {
    case feel::Kind::number: return value.number().to_double();
    case feel::Kind::date: return static_cast<double>(value.date().days());
    case feel::Kind::date_time: {
      return static_cast<double>(value.date_time().since_epoch().seconds);
    }
    case feel::Kind::months_duration: return static_cast<double>(value.months_duration().months);
    case feel::Kind::seconds_duration: return static_cast<double>(value.seconds_duration().seconds);
    default: return {};
  }
}

Explaining::Explaining(TableTrace const& trace)
    : trace_(trace), table_(*trace.table), parts_(trace.table->parts()) {
  refused_.assign(parts_.columns.size(), Words(parts_.words));
  for (auto [rule, column] : trace_.refused) {
    refused_[column][rule / 64] |= std::uint64_t{1} << (rule % 64);
  }
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    rows_.push_back(table_.admitting(i, trace_.inputs[i]));
  }
}

Explanation Explaining::explain() {
  Explanation explanation;
  each_bit(trace_.hits, [&](std::uint32_t rule) { explanation.hits.push_back(rule); });
  for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
    if (bit(trace_.hits, rule)) continue;
    if (auto missed = miss(rule)) explanation.misses.push_back(std::move(*missed));
  }
  std::ranges::sort(explanation.misses, {},
                    [](Miss const& each) { return std::pair(each.distance, each.rule); });
  find_standing();
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    if (!is_missing(i)) continue;
    if (auto found = deciding(i)) explanation.deciding.push_back(std::move(*found));
  }
  return explanation;
}

// nullopt: nothing speaks against the rule; a FIRST table was not asked about it any more, or the
// decision was refused as a whole.
std::optional<Miss> Explaining::miss(std::uint32_t rule) const {
  Miss missed{.rule = rule, .failed = {}, .open = {}};
  missed.not_valid_on_the_day = !bit(table_.valid_on(trace_.on), rule);
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    if (bit(rows_[i], rule) && !bit(refused_[i], rule)) continue;
    (is_missing(i) ? missed.open : missed.failed).push_back(i);
  }
  if (missed.failed.empty() && missed.open.empty() && !missed.not_valid_on_the_day) return {};
  missed.distance = distance(missed);
  return missed;
}

// Whole numbers count cells; the fraction says how far off they are.
double Explaining::distance(Miss const& missed) const {
  double cells = static_cast<double>(missed.failed.size()) + (missed.not_valid_on_the_day ? 1 : 0);
  double off = static_cast<double>(missed.open.size());
  for (auto column : missed.failed) off += cell_distance(missed.rule, column);
  return cells + off / (static_cast<double>(parts_.columns.size()) + 1);
}

// From the value to the nearest constant where the cell begins to admit, in spreads of the column's
// constants; at most 1, which is also the distance of what has none.
double Explaining::cell_distance(std::uint32_t rule, std::uint32_t column) const {
  auto const& index = parts_.columns[column];
  auto at = index.region_of(trace_.inputs[column]);
  auto value = on_line(trace_.inputs[column]);
  if (at == Table::Column::none || !value || index.cell(rule).is_computed()) return 1;
  auto const& here = index.regions[at];
  auto const& domain = index.domains[static_cast<std::size_t>(here.sort)];
  if (domain.ends.empty()) return 1;
  auto lowest = on_line(domain.ends.front()).value_or(0);
  auto spread = on_line(domain.ends.back()).value_or(0) - lowest;
  if (spread <= 0) spread = std::max(std::abs(lowest), 1.0);
  auto admits = [&](std::uint32_t position) {
    return bit(index.row(index.regions[domain.first_region + position]), rule);
  };
  double nearest = spread;
  for (auto position = here.position + 1; position < domain.region_count(); ++position) {
    if (!admits(position)) continue;
    nearest = std::min(nearest, *on_line(domain.ends[(position - 1) / 2]) - *value);
    break;
  }
  for (auto position = here.position; position > 0; --position) {
    if (!admits(position - 1)) continue;
    nearest = std::min(nearest, *value - *on_line(domain.ends[(position - 1) / 2]));
    break;
  }
  return std::max(nearest, 0.0) / spread;
}

void Explaining::find_standing() {
  auto valid = table_.valid_on(trace_.on);
  standing_.assign(valid.begin(), valid.end());
  always_.assign(parts_.columns.size(), Words(parts_.words, ~std::uint64_t{0}));
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    auto const& column = parts_.columns[i];
    if (is_missing(i)) {
      for (auto region : allowed_regions(column)) {
        keep(always_[i], column.row(column.regions[region]));
      }
      for (std::size_t word = 0; word < parts_.words; ++word) {
        always_[i][word] &= ~column.computed[word];
      }
      continue;
    }
    keep(standing_, rows_[i]);
    for (std::size_t word = 0; word < parts_.words; ++word) {
      standing_[word] &= ~refused_[i][word];
      // A computed cell that nobody asked yet may or may not admit.
      always_[i][word] &= ~column.computed[word] | trace_.hits[word];
    }
  }
}

std::optional<Deciding> Explaining::deciding(std::uint32_t column) const {
  if (trace_.not_allowed) return {};
  auto const& index = parts_.columns[column];
  std::map<Words, std::vector<std::uint32_t>> regions_of;
  std::vector<Words> in_order;
  for (auto region : allowed_regions(index)) {
    auto left = standing_;
    keep(left, index.row(index.regions[region]));
    left = without_overruled(std::move(left), column);
    auto [found, is_new] = regions_of.try_emplace(left);
    if (is_new) in_order.push_back(left);
    found->second.push_back(region);
  }
  if (in_order.empty()) return {};
  auto as_null = standing_;
  keep(as_null, rows_[column]);
  bool const is_settled_already =
      in_order.size() == 1 && in_order[0] == without_overruled(as_null, column);
  if (is_settled_already) return {};
  Deciding decided{.column = column, .cases = {}};
  for (auto const& left : in_order) {
    Deciding::Case one{.values = {}, .regions = regions_of[left], .rules = {}};
    one.values = text_of(index, one.regions);
    each_bit(left, [&](std::uint32_t rule) {
      one.rules.push_back(rule);
      one.is_settled = one.is_settled && is_certain(rule, column);
    });
    decided.cases.push_back(std::move(one));
  }
  return decided;
}

bool Explaining::is_certain(std::uint32_t rule, std::uint32_t filled_column) const {
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    if (i != filled_column && !bit(always_[i], rule)) return false;
  }
  return !bit(parts_.columns[filled_column].computed, rule);
}

bool Explaining::outranks(std::uint32_t rule, std::uint32_t other) const {
  if (parts_.text.hit_policy == HitPolicy::first) return rule < other;
  if (parts_.text.hit_policy != HitPolicy::priority) return false;
  auto const& left = parts_.rules[rule];
  auto const& right = parts_.rules[other];
  if (!left.ready || !right.ready) return false;
  return left.ranks < right.ranks || (left.ranks == right.ranks && rule < other);
}

Words Explaining::without_overruled(Words left, std::uint32_t filled_column) const {
  std::optional<std::uint32_t> best;
  each_bit(left, [&](std::uint32_t rule) {
    if (is_certain(rule, filled_column) && (!best || outranks(rule, *best))) best = rule;
  });
  if (!best) return left;
  for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
    if (bit(left, rule) && outranks(*best, rule)) {
      left[rule / 64] &= ~(std::uint64_t{1} << (rule % 64));
    }
  }
  return left;
}

}  // namespace

Explanation explain(TableTrace const& trace) { return Explaining(trace).explain(); }

}  // namespace zonebook::dmn
