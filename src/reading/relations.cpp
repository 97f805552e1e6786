#include "reading/relations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "reading/amount.h"

namespace zonebook::reading {
namespace {

constexpr std::size_t reach = 40;  // how many figures away a total may stand from its parts
constexpr std::size_t beside = 6;  // … a share from what it is of
constexpr double tolerance = 1e-9;

bool meets(double low, double high, double other_low, double other_high) {
  auto const slack = tolerance * std::max(1.0, std::abs(high));
  return low <= other_high + slack && other_low <= high + slack;
}

class Finder {
 public:
  explicit Finder(std::vector<Figure> const& figures) : figures_(figures) {
    for (auto const& figure : figures) amounts_.push_back(amount_of(figure));
  }

  std::vector<Relation> run() {
    for (std::size_t i = 0; i < figures_.size(); ++i) sum(i);
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      auto const measure = figures_[i].measure;
      if (measure == Measure::completion_rate) completion(i);
      if (measure == Measure::share) share(i);
      if (measure == Measure::rate) rate(i);
      if (measure == Measure::yoy || measure == Measure::avg_growth) growth(i);
      if (measure == Measure::level) {
        part(i);
        restatement(i);
      }
    }
    return std::move(found_);
  }

 private:
  Figure const& at(std::size_t i) const { return figures_[i]; }

  bool is_level(std::size_t i) const {
    return at(i).measure == Measure::level && amounts_[i].base != "%" && !at(i).upper;
  }

  bool comparable(std::size_t i, std::size_t j) const {
    return at(i).article == at(j).article && at(i).indicator == at(j).indicator && is_level(i) &&
           is_level(j) && same_base(amounts_[i], amounts_[j]);
  }

  std::size_t last_near(std::size_t i, std::size_t distance) const {
    return std::min(figures_.size(), i + distance + 1);
  }
  std::size_t first_near(std::size_t i, std::size_t distance) const {
    return i > distance ? i - distance : 0;
  }

  // 签约 is not 开工; where one of them names none, they may be the same.
  bool same_stage(std::size_t i, std::size_t j) const {
    auto const a = at(i).dim("stage"), b = at(j).dim("stage");
    return a == b || a.empty() || b.empty() || amounts_[i].base == "亩";
  }

  void sum(std::size_t total);
  bool sum(std::size_t total, bool whole_stages);
  void completion(std::size_t i);
  void share(std::size_t i);
  void rate(std::size_t i);
  void growth(std::size_t i);
  void part(std::size_t i);
  void restatement(std::size_t i);
  bool ratio(std::size_t target, std::size_t part, std::size_t whole, bool say_failure);
  std::optional<std::size_t> plan_for(std::size_t i, std::size_t done) const;

  std::vector<Figure> const& figures_;
  std::vector<Amount> amounts_;
  std::vector<Relation> found_;
  std::set<std::size_t> summed_;  // terms of sums
};

// 新建124个，已开工122个: a stage reached is no part beside the kinds.
bool is_reached(std::string_view stage) {
  return stage.starts_with("开") || stage == "投产" || stage == "竣工";
}

void Finder::sum(std::size_t total) {
  if (is_level(total) && !sum(total, false)) sum(total, true);
}

// The figures of the same thing that follow a total, up to the first that is no smaller.
bool Finder::sum(std::size_t total, bool whole_stages) {
  Relation relation;
  relation.target = total;
  double value = 0, half = amounts_[total].half;
  for (auto i = total + 1; i < last_near(total, reach); ++i) {
    if (!comparable(total, i)) continue;
    auto const is_target = at(i).modality == Modality::target;
    if (is_target != (at(total).modality == Modality::target)) continue;
    if (amounts_[i].value >= amounts_[total].value) return false;
    if (whole_stages && is_reached(at(i).dim("stage"))) continue;
    value += amounts_[i].value;
    half += amounts_[i].half;
    relation.terms.push_back(i);
    auto const difference = std::abs(value - amounts_[total].value);
    if (relation.terms.size() >= 2 && difference <= half + tolerance * value) {
      relation.holds = true;
      relation.low = value - half;
      relation.high = value + half;
      summed_.insert(relation.terms.begin(), relation.terms.end());
      found_.push_back(std::move(relation));
      return true;
    }
    if (value > amounts_[total].value + half) return false;
  }
  return false;
}

bool Finder::ratio(std::size_t target, std::size_t part, std::size_t whole, bool say_failure) {
  auto const &a = amounts_[part], &b = amounts_[whole], &stated = amounts_[target];
  if (b.value - b.half <= 0) return false;
  Relation relation{Relation::Kind::ratio,
                    target,
                    {part, whole},
                    std::nullopt,
                    false,
                    (a.value - a.half) / (b.value + b.half) * 100,
                    (a.value + a.half) / (b.value - b.half) * 100};
  auto holds =
      meets(relation.low, relation.high, stated.value - stated.half, stated.value + stated.half);
  auto const comparator = at(target).comparator;
  if (comparator == Comparator::gt || comparator == Comparator::ge) {
    holds = relation.high >= stated.value - stated.half;
  } else if (comparator == Comparator::near || comparator == Comparator::approx) {
    holds = meets(relation.low, relation.high, stated.value * 0.95, stated.value * 1.05);
  }
  if (!holds && !say_failure) return false;
  relation.holds = holds;
  relation.truncated =
      !holds && meets(relation.low, relation.high, stated.value, stated.value + 2 * stated.half);
  found_.push_back(std::move(relation));
  return holds;
}

bool is_part_stage(std::string_view stage) {
  static constexpr auto stages =
      std::to_array<std::string_view>({"续建", "新建", "建成", "前期", "拟建"});
  return std::ranges::find(stages, stage) != stages.end();
}

// What was planned of the same projects; before the figure, otherwise after it.
std::optional<std::size_t> Finder::plan_for(std::size_t i, std::size_t done) const {
  auto fits = [&](std::size_t j) {
    if (at(j).indicator != "annual_planned_investment" || !is_level(j)) return false;
    if (at(j).article != at(i).article || at(j).subject != at(i).subject) return false;
    if (at(j).part != at(done).part) return false;
    auto const mine = at(done).dim("stage"), other = at(j).dim("stage");
    if (is_part_stage(mine) || is_part_stage(other)) return mine == other;
    return true;
  };
  for (auto j = i; j > first_near(i, reach); --j) {
    if (fits(j - 1)) return j - 1;
  }
  for (auto j = i + 1; j < last_near(i, reach); ++j) {
    if (fits(j)) return j;
  }
  return std::nullopt;
}

void Finder::completion(std::size_t i) {
  std::optional<std::size_t> done, target;
  for (auto j = i; j > first_near(i, beside) && !done; --j) {
    auto const& other = at(j - 1);
    if (other.article != at(i).article || !is_level(j - 1)) continue;
    if (other.modality == Modality::target) {
      if (!target && j == i) target = j - 1;
    } else if (other.indicator == at(i).indicator) {
      done = j - 1;
    }
  }
  if (!done) return;
  if (target && comparable(*done, *target)) {
    ratio(i, *done, *target, true);
    return;
  }
  if (target || i - *done > 2 || at(i).indicator != "completed_investment") return;
  if (auto const plan = plan_for(i, *done)) ratio(i, *done, *plan, true);
}

void Finder::share(std::size_t i) {
  for (auto part = i; part > first_near(i, beside); --part) {
    auto const n = part - 1;
    if (at(n).indicator != at(i).indicator || !is_level(n) || at(n).article != at(i).article)
      continue;
    std::optional<std::size_t> nearest;
    for (auto whole = n; whole > first_near(n, reach); --whole) {
      auto const d = whole - 1;
      if (!comparable(n, d) || amounts_[d].value <= amounts_[n].value) continue;
      if (ratio(i, n, d, false)) return;
      if (!nearest && !at(d).part) nearest = d;
    }
    // Its own words may mean another whole: only what is taken over from the number is held to it.
    if (nearest && at(i).inherited) ratio(i, n, *nearest, true);
    return;
  }
}

// 开工率 and its kin: only where two counts beside it give it.
void Finder::rate(std::size_t i) {
  if (at(i).indicator != "project_start_rate" && at(i).indicator != "project_production_rate")
    return;
  auto const cue = at(i).indicator == "project_start_rate" ? "开" : "投产";
  for (auto part = i; part > first_near(i, beside); --part) {
    auto const n = part - 1;
    if (at(n).indicator != "project_count" || !is_level(n) || at(n).article != at(i).article)
      continue;
    if (!at(n).dim("stage").starts_with(cue)) continue;
    for (auto whole = n; whole > first_near(n, reach); --whole) {
      auto const d = whole - 1;
      if (comparable(n, d) && amounts_[d].value >= amounts_[n].value && ratio(i, n, d, false))
        return;
    }
    for (auto d = i + 1; d < last_near(i, reach); ++d) {
      if (comparable(n, d) && amounts_[d].value >= amounts_[n].value && ratio(i, n, d, false))
        return;
    }
    return;
  }
}

// 由2020年的5.6亿元增长到2023年的9.8亿元，年均增长20.5%: the two numbers directly before it.
void Finder::growth(std::size_t i) {
  if (i < 2 || !comparable(i - 1, i - 2) || at(i).indicator != at(i - 1).indicator) return;
  auto const &before = at(i - 2), &now = at(i - 1);
  if (!before.period || !now.period || amounts_[i - 2].value <= 0) return;
  auto const years = now.period->end.civil().year - before.period->end.civil().year;
  if (years < 1 || (at(i).measure == Measure::yoy && years != 1)) return;
  auto const rate = [&](double a, double b) {
    return (std::pow(a / b, 1.0 / static_cast<double>(years)) - 1) * 100;
  };
  auto const &a = amounts_[i - 1], &b = amounts_[i - 2], &stated = amounts_[i];
  if (b.value - b.half <= 0 || a.value - a.half < 0) return;
  Relation relation{Relation::Kind::growth, i, {i - 1, i - 2}};
  relation.low = rate(a.value - a.half, b.value + b.half);
  relation.high = rate(a.value + a.half, b.value - b.half);
  relation.holds =
      meets(relation.low, relation.high, stated.value - stated.half, stated.value + stated.half);
  found_.push_back(std::move(relation));
}

// 其中: a part is not above what it is a part of.
void Finder::part(std::size_t i) {
  if (!is_level(i) || summed_.contains(i)) return;
  auto at_most = [&](std::size_t whole) {
    auto const holds =
        amounts_[i].value - amounts_[i].half <= amounts_[whole].value + amounts_[whole].half;
    Relation relation{Relation::Kind::at_most, std::nullopt, {i, whole}, holds};
    // A part above its whole may be a part of something else: a person is to look.
    if (!holds) relation.holds.reset();
    found_.push_back(std::move(relation));
  };
  auto const planned = at(i).indicator == "annual_planned_investment";
  auto const industrial = at(i).indicator == "industrial_investment";
  for (auto j = i; j > first_near(i, reach); --j) {
    auto const whole = j - 1;
    if (at(whole).article != at(i).article || !is_level(whole)) continue;
    if (planned && j == i && at(whole).indicator == "total_investment") return at_most(whole);
    if (!at(i).part) continue;
    if (industrial && at(whole).indicator == "fixed_asset_investment") return at_most(whole);
    if (comparable(i, whole) && !at(whole).part && at(whole).modality != Modality::target) {
      return at_most(whole);
    }
  }
}

void Finder::restatement(std::size_t i) {
  if (!is_level(i) || (amounts_[i].is_count && amounts_[i].value < 5)) return;
  for (auto j = i; j > first_near(i, reach); --j) {
    auto const first = j - 1;
    auto const same = comparable(i, first) && amounts_[i].value == amounts_[first].value &&
                      at(i).comparator == at(first).comparator &&
                      at(i).subject == at(first).subject && same_stage(i, first) &&
                      at(i).dim("origin") == at(first).dim("origin") &&
                      at(i).dim("size") == at(first).dim("size") &&
                      at(i).modality == at(first).modality && !summed_.contains(i);
    if (!same) continue;
    found_.push_back({Relation::Kind::same, std::nullopt, {first, i}, true});
    return;
  }
}

}  // namespace

std::vector<Relation> relations_of(std::vector<Figure> const& figures) {
  return Finder(figures).run();
}

}  // namespace zonebook::reading
