#include "dmn/check.h"

#include <algorithm>
#include <array>
#include <map>

#include "dmn/space.h"
#include "dmn/table_parts.h"
#include "dmn/uncovered.h"
#include "feel/compare.h"

namespace zonebook::dmn {

using Kind = Finding::Kind;

namespace {

struct Gap {
  Space box;
  bool is_certain;
};

class Checking {
 public:
  Checking(Table const& table, CheckLimits limits);
  Findings check();

 private:
  void overlaps();
  void overlap(std::uint32_t rule, std::uint32_t other);
  bool may_differ(std::uint32_t rule, std::uint32_t other, bool& is_certain) const;
  void gaps();
  void gaps_between(std::size_t stretch);
  void gaps_with(Kind, std::uint32_t column, std::size_t stretch);
  void look_for_gaps(Kind, Space const&, std::size_t stretch, std::optional<std::uint32_t> column);
  void add_gap(Kind, Gap const&, std::vector<std::string> example, std::size_t stretch,
               std::optional<std::uint32_t> column);
  std::string name_of(std::uint32_t column) const {
    auto const& input = parts_.text.inputs[column];
    return input.label.empty() ? input.text : input.label;
  }
  void dead_rules();
  bool is_impossible(std::uint32_t rule);
  void covered(std::uint32_t rule);
  std::vector<std::uint64_t> rules_before(std::uint32_t rule) const;
  void unsourced();
  void broken();
  void broken_output(std::uint32_t rule, std::size_t output);
  void broken_default(std::size_t output);

  bool is_full(Kind kind) {
    bool const full = counts_[static_cast<std::size_t>(kind)] >= limits_.findings_max;
    if (full) findings_.complete = false;
    return full;
  }
  void add(Finding finding) {
    ++counts_[static_cast<std::size_t>(finding.kind)];
    findings_.list.push_back(std::move(finding));
  }
  bool is_computed(std::uint32_t rule) const;
  Space space_of(std::uint32_t rule) const;
  std::vector<std::string> example_of(Space const& box, Space const& looked_at) const;
  std::string example_of(std::uint32_t column, std::vector<std::uint32_t> regions,
                         std::vector<std::uint32_t> const& looked_at) const;

  Table const& table_;
  Table::Parts const& parts_;
  CheckLimits limits_;
  Findings findings_;
  std::array<std::size_t, 8> counts_{};
  Space allowed_, outside_, looked_at_;  // looked_at_: the allowed ones and null
};

std::string number_of(std::uint32_t rule) { return std::to_string(rule + 1); }

bool overlap_in_time(TableRule const& left, TableRule const& right) {
  auto starts_before = [](std::optional<Date> from, std::optional<Date> to) {
    return !from || !to || *from < *to;
  };
  return starts_before(left.valid_from, left.valid_to) &&
         starts_before(left.valid_from, right.valid_to) &&
         starts_before(right.valid_from, left.valid_to) &&
         starts_before(right.valid_from, right.valid_to);
}

std::vector<std::uint32_t> merged(std::vector<std::uint32_t> left,
                                  std::vector<std::uint32_t> const& right) {
  left.insert(left.end(), right.begin(), right.end());
  std::ranges::sort(left);
  return left;
}

// Boxes that differ in one column only are one.
std::vector<Gap> grown_together(std::vector<Gap> gaps) {
  auto const columns = gaps.empty() ? 0 : gaps.front().box.size();
  for (std::size_t column = 0; column < columns; ++column) {
    std::map<std::pair<Space, bool>, std::size_t> known;
    std::vector<Gap> fewer;
    for (auto& gap : gaps) {
      auto others = gap.box;
      others[column].clear();
      auto [found, is_new] = known.try_emplace({std::move(others), gap.is_certain}, fewer.size());
      if (is_new) {
        fewer.push_back(std::move(gap));
      } else {
        auto& regions = fewer[found->second].box[column];
        regions = merged(std::move(regions), gap.box[column]);
      }
    }
    gaps = std::move(fewer);
  }
  return gaps;
}

Checking::Checking(Table const& table, CheckLimits limits)
    : table_(table), parts_(table.parts()), limits_(limits) {
  for (auto const& column : parts_.columns) {
    auto possible = possible_regions(column);
    allowed_.push_back(allowed_regions(column));
    outside_.emplace_back();
    std::ranges::set_difference(possible, allowed_.back(), std::back_inserter(outside_.back()));
    looked_at_.push_back(merged(allowed_.back(), {null_region(column)}));
  }
}

Findings Checking::check() {
  overlaps();
  gaps();
  dead_rules();
  unsourced();
  broken();
  return std::move(findings_);
}

bool Checking::is_computed(std::uint32_t rule) const {
  return std::ranges::any_of(parts_.columns,
                             [&](auto const& column) { return bit(column.computed, rule); });
}

// What the rule admits; computed cells admit all.
Space Checking::space_of(std::uint32_t rule) const {
  Space space = looked_at_;
  for (std::size_t i = 0; i < space.size(); ++i) {
    auto const& column = parts_.columns[i];
    std::erase_if(space[i], [&](std::uint32_t region) {
      return !bit(column.row(column.regions[region]), rule);
    });
  }
  return space;
}

std::vector<std::string> Checking::example_of(Space const& box, Space const& looked_at) const {
  std::vector<std::string> example;
  for (std::uint32_t i = 0; i < box.size(); ++i) {
    example.push_back(example_of(i, box[i], looked_at[i]));
  }
  return example;
}

std::string Checking::example_of(std::uint32_t index, std::vector<std::uint32_t> regions,
                                 std::vector<std::uint32_t> const& looked_at) const {
  auto const& column = parts_.columns[index];
  auto const null = null_region(column);
  bool const has_null = std::ranges::binary_search(regions, null);
  if (has_null && regions.size() == 1) return "null";
  if (regions == looked_at && std::ranges::includes(regions, allowed_[index])) return "-";
  std::erase(regions, null);
  if (!has_null && regions == allowed_[index]) {
    return std::ranges::binary_search(looked_at, null) ? "not(null)" : "-";
  }
  auto text = text_of(column, regions);
  // not("a") admits null by itself, and stands alone (10.3.1.2 rule 15).
  return has_null && !text.starts_with("not(") ? text + ", null" : text;
}

// Two rules overlap where they do in every column.
void Checking::overlaps() {
  auto policy = parts_.text.hit_policy;
  if (policy != HitPolicy::unique && policy != HitPolicy::any) return;
  auto kind = policy == HitPolicy::unique ? Kind::overlap : Kind::conflict;
  for (std::uint32_t rule = 1; rule < table_.rule_count(); ++rule) {
    // Rules that meet this one in each column, all at once.
    std::vector<std::uint64_t> meeting(parts_.words, ~std::uint64_t{0});
    auto space = space_of(rule);
    for (std::size_t i = 0; i < space.size(); ++i) {
      auto const& column = parts_.columns[i];
      std::vector<std::uint64_t> in_column(parts_.words);
      for (auto region : space[i]) {
        auto row = column.row(column.regions[region]);
        for (std::size_t word = 0; word < parts_.words; ++word) in_column[word] |= row[word];
      }
      for (std::size_t word = 0; word < parts_.words; ++word) meeting[word] &= in_column[word];
    }
    for (std::uint32_t other = 0; other < rule; ++other) {
      if (!bit(meeting, other)) continue;
      if (is_full(kind)) return;
      overlap(other, rule);
    }
  }
}

void Checking::overlap(std::uint32_t rule, std::uint32_t other) {
  auto const& rules = parts_.text.rules;
  if (!overlap_in_time(rules[rule], rules[other])) return;
  bool is_certain = !is_computed(rule) && !is_computed(other);
  bool const is_unique = parts_.text.hit_policy == HitPolicy::unique;
  if (!is_unique && !may_differ(rule, other, is_certain)) return;
  auto common = space_of(rule);
  auto others = space_of(other);
  for (std::size_t i = 0; i < common.size(); ++i) {
    std::erase_if(common[i], [&](std::uint32_t region) {
      return !std::ranges::binary_search(others[i], region);
    });
  }
  char const* key = is_unique ? "dmn.check_overlap" : "dmn.check_conflict";
  if (!is_certain) key = is_unique ? "dmn.check_overlap_perhaps" : "dmn.check_conflict_perhaps";
  add({.kind = is_unique ? Kind::overlap : Kind::conflict,
       .says = {key, {{"rule", number_of(rule)}, {"other", number_of(other)}}},
       .rules = {rule, other},
       .example = example_of(common, looked_at_),
       .from = {},
       .to = {},
       .certain = is_certain});
}

bool Checking::may_differ(std::uint32_t rule, std::uint32_t other, bool& is_certain) const {
  auto const& left = parts_.rules[rule].ready;
  auto const& right = parts_.rules[other].ready;
  if (left && right) return feel::equal(*left, *right) != true;
  is_certain = false;
  return parts_.text.rules[rule].outputs != parts_.text.rules[other].outputs;
}

void Checking::gaps() {
  auto const& text = parts_.text;
  bool const is_answered =
      text.hit_policy == HitPolicy::collect &&
      (text.aggregation == Aggregation::none || text.aggregation == Aggregation::count);
  if (parts_.has_default || is_answered) return;
  for (std::size_t stretch = 0; stretch <= parts_.changes.size(); ++stretch) {
    gaps_between(stretch);
  }
}

void Checking::gaps_between(std::size_t stretch) {
  Bits valid{parts_.validity.data() + stretch * parts_.words, parts_.words};
  bool const is_idle = std::ranges::all_of(valid, [](auto word) { return word == 0; });
  if (is_idle && !parts_.changes.empty()) return;
  look_for_gaps(Kind::gap, allowed_, stretch, {});
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) gaps_with(Kind::gap_null, i, stretch);
  for (std::uint32_t i = 0; i < parts_.columns.size(); ++i) {
    if (!outside_[i].empty()) gaps_with(Kind::gap_outside, i, stretch);
  }
}

// The column is the first that has null, or a value outside, so that nothing is found twice.
void Checking::gaps_with(Kind kind, std::uint32_t column, std::size_t stretch) {
  bool const null = kind == Kind::gap_null;
  Space space = null ? allowed_ : looked_at_;
  space[column] = outside_[column];
  if (null) space[column] = {null_region(parts_.columns[column])};
  for (auto i = column + 1; i < space.size(); ++i) {
    space[i] = null ? looked_at_[i] : merged(looked_at_[i], outside_[i]);
  }
  look_for_gaps(kind, space, stretch, column);
}

void Checking::look_for_gaps(Kind kind, Space const& space, std::size_t stretch,
                             std::optional<std::uint32_t> column) {
  if (is_full(kind)) return;
  Bits valid{parts_.validity.data() + stretch * parts_.words, parts_.words};
  Uncovered uncovered(table_, space, limits_.steps, column);
  std::vector<Gap> found;
  bool is_cut = false;
  uncovered.each(valid, [&](Space const& box, bool is_certain) {
    found.push_back({box, is_certain});
    // Boxes may grow together, so a few more than may be listed are worth having.
    is_cut = found.size() >= 4 * limits_.findings_max;
    return is_cut ? Uncovered::Next::stop : Uncovered::Next::go_on;
  });
  if (uncovered.is_exhausted() || is_cut) findings_.complete = false;
  for (auto const& gap : grown_together(std::move(found))) {
    if (is_full(kind)) return;
    add_gap(kind, gap, example_of(gap.box, space), stretch, column);
  }
}

void Checking::add_gap(Kind kind, Gap const& gap, std::vector<std::string> example,
                       std::size_t stretch, std::optional<std::uint32_t> column) {
  char const* key = gap.is_certain ? "dmn.check_gap" : "dmn.check_gap_perhaps";
  if (kind == Kind::gap_null) key = "dmn.check_gap_null";
  if (kind == Kind::gap_outside) key = "dmn.check_gap_outside";
  Finding finding{.kind = kind,
                  .says = {key, {}},
                  .rules = {},
                  .example = std::move(example),
                  .from = {},
                  .to = {},
                  .certain = gap.is_certain};
  if (column) finding.says.args = {{"input", name_of(*column)}};
  if (stretch > 0) finding.from = parts_.changes[stretch - 1];
  if (stretch < parts_.changes.size()) finding.to = parts_.changes[stretch];
  add(std::move(finding));
}

void Checking::dead_rules() {
  bool const is_ranked =
      parts_.text.hit_policy == HitPolicy::first || parts_.text.hit_policy == HitPolicy::priority;
  for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
    if (is_full(Kind::dead)) return;
    if (!is_impossible(rule) && is_ranked) covered(rule);
  }
}

// No value satisfies one of its cells, or it is valid on no day.
bool Checking::is_impossible(std::uint32_t rule) {
  auto const& text = parts_.text.rules[rule];
  if (text.valid_from && text.valid_to && *text.valid_from >= *text.valid_to) {
    add({.kind = Kind::dead,
         .says = {"dmn.check_dead_never_valid", {{"rule", number_of(rule)}}},
         .rules = {rule},
         .example = {},
         .from = {},
         .to = {}});
    return true;
  }
  auto space = space_of(rule);
  for (std::size_t i = 0; i < space.size(); ++i) {
    if (!space[i].empty()) continue;
    add({.kind = Kind::dead,
         .says = {"dmn.check_dead_impossible",
                  {{"rule", number_of(rule)},
                   {"input", name_of(static_cast<std::uint32_t>(i))},
                   {"cell", parts_.columns[i].cell(rule).text}}},
         .rules = {rule},
         .example = {},
         .from = {},
         .to = {}});
    return true;
  }
  return false;
}

// Rules that are taken rather than this one where both hit.
std::vector<std::uint64_t> Checking::rules_before(std::uint32_t rule) const {
  std::vector<std::uint64_t> before(parts_.words);
  bool const is_first = parts_.text.hit_policy == HitPolicy::first;
  auto const& ranks = parts_.rules[rule].ranks;
  for (std::uint32_t other = 0; other < table_.rule_count(); ++other) {
    auto const& others = parts_.rules[other];
    bool const is_known = parts_.rules[rule].ready && others.ready;
    bool const precedes =
        is_first ? other < rule
                 : is_known && (others.ranks < ranks || (others.ranks == ranks && other < rule));
    if (precedes) before[other / 64] |= std::uint64_t{1} << (other % 64);
  }
  return before;
}

void Checking::covered(std::uint32_t rule) {
  auto before = rules_before(rule);
  auto space = space_of(rule);
  std::vector<std::uint64_t> alone = before;  // those that cover it without help
  for (std::size_t stretch = 0; stretch <= parts_.changes.size(); ++stretch) {
    Bits valid{parts_.validity.data() + stretch * parts_.words, parts_.words};
    if (!bit(valid, rule)) continue;
    auto candidates = before;
    for (std::size_t word = 0; word < parts_.words; ++word) {
      candidates[word] &= valid[word];
      alone[word] &= valid[word];
    }
    bool is_free = false;
    Uncovered uncovered(table_, space, limits_.steps);
    uncovered.each(candidates, [&](Space const&, bool) {
      is_free = true;
      return Uncovered::Next::stop;
    });
    if (uncovered.is_exhausted()) findings_.complete = false;
    if (is_free || uncovered.is_exhausted()) return;
  }
  for (std::size_t i = 0; i < space.size(); ++i) {
    auto const& column = parts_.columns[i];
    for (auto region : space[i]) {
      auto row = column.row(column.regions[region]);
      for (std::size_t word = 0; word < parts_.words; ++word) {
        alone[word] &= row[word] & ~column.computed[word];
      }
    }
  }
  Finding finding{.kind = Kind::dead,
                  .says = {"dmn.check_dead_covered", {{"rule", number_of(rule)}}},
                  .rules = {rule},
                  .example = example_of(space, looked_at_),
                  .from = {},
                  .to = {}};
  each_bit(alone, [&](std::uint32_t other) {
    if (finding.rules.size() > 1) return;
    finding.rules.push_back(other);
    finding.says = {"dmn.check_dead_covered_by",
                    {{"rule", number_of(rule)}, {"other", number_of(other)}}};
  });
  add(std::move(finding));
}

void Checking::unsourced() {
  Finding finding{
      .kind = Kind::unsourced, .says = {}, .rules = {}, .example = {}, .from = {}, .to = {}};
  std::string numbers;
  for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
    if (!parts_.text.rules[rule].source.empty()) continue;
    finding.rules.push_back(rule);
    if (!numbers.empty()) numbers += ", ";
    numbers += number_of(rule);
  }
  if (finding.rules.empty()) return;
  finding.says = {"dmn.check_unsourced", {{"rules", std::move(numbers)}}};
  add(std::move(finding));
}

void Checking::broken() {
  for (std::size_t output = 0; output < parts_.outputs.size(); ++output) {
    for (std::uint32_t rule = 0; rule < table_.rule_count(); ++rule) {
      if (is_full(Kind::broken)) return;
      broken_output(rule, output);
    }
    broken_default(output);
  }
}

// A constant that will not be accepted; what is computed cannot be known here.
void Checking::broken_output(std::uint32_t rule, std::size_t i) {
  auto const& output = parts_.outputs[i];
  auto constant = constant_of(*parts_.rules[rule].outputs[i]);
  if (parts_.rules[rule].ready || !constant) return;
  auto typed = feel::coerced(*constant, *output.type);
  if (typed && is_allowed_constant(output, *typed) != false) return;
  auto const& expected =
      typed ? parts_.text.outputs[i].allowed_values : feel::to_string(*output.type);
  add({.kind = Kind::broken,
       .says = {typed ? "dmn.table_output_not_allowed" : "dmn.table_output_wrong_type",
                {{"rule", number_of(rule)},
                 {"output", output.name},
                 {"value", feel::to_literal(*constant)},
                 {"expected", expected}}},
       .rules = {rule},
       .example = {},
       .from = {},
       .to = {}});
}

void Checking::broken_default(std::size_t i) {
  auto const& output = parts_.outputs[i];
  auto constant = output.default_tree ? constant_of(*output.default_tree) : std::nullopt;
  if (!constant) return;
  auto typed = feel::coerced(*constant, *output.type);
  if (typed && is_allowed_constant(output, *typed) != false) return;
  add({.kind = Kind::broken,
       .says = {"dmn.check_broken_default",
                {{"output", output.name}, {"value", feel::to_literal(*constant)}}},
       .rules = {},
       .example = {},
       .from = {},
       .to = {}});
}

}  // namespace

Findings check(Table const& table, CheckLimits limits) { return Checking(table, limits).check(); }

}  // namespace zonebook::dmn
