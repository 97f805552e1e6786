#include "reading/claims.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "reading/amount.h"

namespace zonebook::reading {
namespace {

enum class Claim : std::uint8_t { none, suggested, outright };

constexpr std::size_t reach = 12;        // how many figures after the total its parts may stand
constexpr std::size_t link_bytes = 240;  // … and how far away
constexpr double tolerance = 1e-9;

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](auto word) { return text.find(word) != std::string_view::npos; });
}

bool begins(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

class Finder {
 public:
  Finder(std::string_view text, std::vector<Figure> const& figures)
      : text_(text), figures_(figures) {}

  void run(std::vector<Relation>& found) {
    std::set<std::size_t> done;
    for (auto const& relation : found) {
      if (relation.kind != Relation::Kind::sum) continue;
      done.insert(*relation.target);
      done.insert(relation.terms.begin(), relation.terms.end());
    }
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (done.contains(i)) continue;
      if (auto relation = broken(i)) found.push_back(std::move(*relation));
    }
  }

 private:
  std::string_view between(std::size_t i, std::size_t j) const {
    auto const begin = figures_[i].at.end, end = figures_[j].at.begin;
    return begin < end && end <= text_.size() ? text_.substr(begin, end - begin)
                                              : std::string_view();
  }

  bool is_part(std::size_t total, std::size_t i) const {
    auto const &whole = figures_[total], &part = figures_[i];
    return part.indicator == whole.indicator && part.measure == Measure::level && !part.upper &&
           part.modality == whole.modality && same_base(amount_of(part), amount_of(whole));
  }

  std::optional<Relation> broken(std::size_t total) const;
  std::vector<std::size_t> parts(std::size_t total, Claim) const;
  Claim claim(std::size_t total) const;
  bool lists_new_and_old(std::vector<std::size_t> const& terms) const;

  std::string_view text_;
  std::vector<Figure> const& figures_;
};

// What the words between a total and its first part say of the figures to come.  Figures of other
// things may stand between: 项目186个，总投资90亿元，分为…，分别为….
Claim Finder::claim(std::size_t total) const {
  auto first = total + 1;
  while (first < figures_.size() && first <= total + 4 && !is_part(total, first)) ++first;
  if (first >= figures_.size() || !is_part(total, first)) return Claim::none;
  auto const link = between(total, first);
  if (link.empty() || link.size() > link_bytes || has(link, {"\n"})) return Claim::none;
  auto const last = between(first - 1, first);
  auto const some = has(last, {"其中", "包括", "含", "如"});
  if (!some && has(last, {"组成", "构成", "分为", "划分为"})) return Claim::outright;
  auto const beside = first == total + 1;
  if (beside && !some && begins(link, {"：", ":", "（", "("})) return Claim::suggested;
  return Claim::none;
}

// The figures that are said to be its parts: up to the end of the sentence or of the bracket.
std::vector<std::size_t> Finder::parts(std::size_t total, Claim said) const {
  std::vector<std::size_t> terms;
  auto const bracket = begins(between(total, total + 1), {"（", "("});
  for (auto i = total + 1; i < figures_.size() && i <= total + reach; ++i) {
    if (figures_[i].article != figures_[total].article) break;
    auto const link = between(i - 1, i);
    // 分为 may stand in the next sentence, before the first part.
    if (has(link, {"\n"}) || (has(link, {"。"}) && (said != Claim::outright || !terms.empty())))
      break;
    if (i > total + 1 && bracket && has(link, {"）", ")"})) break;
    if (i > total + 1 && has(link, {"其中", "截至", "目前"})) break;
    if (is_part(total, i)) {
      terms.push_back(i);
    } else if (said == Claim::outright && !terms.empty()) {
      break;
    }
  }
  return terms;
}

// 新建 and 续建 are all there is, whatever else is said between.
bool Finder::lists_new_and_old(std::vector<std::size_t> const& terms) const {
  auto old = false, fresh = false;
  for (auto const i : terms) {
    auto const stage = figures_[i].dim("stage");
    old |= stage == "续建";
    fresh |= stage == "新建" || stage == "新开工";
    if (stage != "续建" && stage != "新建" && stage != "新开工") return false;
  }
  return old && fresh && terms.size() == 2;
}

std::optional<Relation> Finder::broken(std::size_t total) const {
  auto const& whole = figures_[total];
  auto const amount = amount_of(whole);
  if (whole.measure != Measure::level || amount.base == "%" || whole.upper) return std::nullopt;
  if (total + 1 >= figures_.size() || amount.value <= 0) return std::nullopt;
  auto said = claim(total);
  auto const terms = parts(total, said);
  if (terms.size() < 2) return std::nullopt;
  if (said == Claim::none && lists_new_and_old(terms) && has(between(total, terms[0]), {"其中"}))
    said = Claim::suggested;
  if (said == Claim::none) return std::nullopt;
  Relation relation{Relation::Kind::sum, total, terms};
  auto exact = whole.comparator == Comparator::eq;
  for (auto const i : terms) {
    auto const part = amount_of(figures_[i]);
    exact &= figures_[i].comparator == Comparator::eq;
    relation.low += part.value - part.half;
    relation.high += part.value + part.half;
  }
  auto const slack = tolerance * std::max(1.0, std::abs(amount.value));
  auto const holds = relation.low <= amount.value + amount.half + slack &&
                     amount.value - amount.half - slack <= relation.high;
  if (holds) return std::nullopt;
  auto const printed = whole.value.to_double() / amount.value;
  relation.low *= printed;
  relation.high *= printed;
  if (said == Claim::outright && exact) relation.holds = false;
  return relation;
}

}  // namespace

void append_broken_sums(std::string_view text, std::vector<Figure> const& figures,
                        std::vector<Relation>& found) {
  Finder(text, figures).run(found);
}

}  // namespace zonebook::reading
