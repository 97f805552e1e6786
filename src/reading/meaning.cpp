#include "reading/meaning.h"

#include <algorithm>
#include <array>

namespace zonebook::reading {
namespace {

constexpr auto indicator_roles =
    std::to_array({Role::money, Role::rate, Role::count, Role::area, Role::length, Role::capacity,
                   Role::energy, Role::duration});

std::optional<Role> role_of(UnitKind kind) {
  switch (kind) {
    case UnitKind::money: return Role::money;
    case UnitKind::area: return Role::area;
    case UnitKind::length: return Role::length;
    case UnitKind::capacity: return Role::capacity;
    case UnitKind::energy: return Role::energy;
    case UnitKind::duration: return Role::duration;
    case UnitKind::count: return Role::count;
    default: return std::nullopt;
  }
}

class Finder {
 public:
  Finder(Surroundings const& around, Figure const* previous, bool same_sentence)
      : around_(around), previous_(previous), same_sentence_(same_sentence) {}

  Meaning find() {
    switch (around_.number().kind) {
      case UnitKind::percent: percent(); break;
      case UnitKind::points: points(); break;
      case UnitKind::multiple: multiple(); break;
      case UnitKind::rank: rank(); break;
      case UnitKind::count: count(); break;
      default: amount(); break;
    }
    return std::move(meaning_);
  }

 private:
  std::size_t gap() const { return around_.place().gap; }
  std::size_t near() const { return around_.place().near; }
  std::size_t at() const { return around_.place().at; }

  void inherit() {
    meaning_.inherited = true;
    if (previous_) meaning_.indicator = previous_->indicator;
  }

  // The nearest word for an indicator of any kind in [from, to).
  Sense const* any_indicator(std::size_t from, std::size_t to, Role* kind = nullptr) const {
    for (auto i = to; i > from; --i) {
      for (auto role : indicator_roles) {
        if (auto const* sense = around_.token(i - 1).sense(role)) {
          if (role == Role::duration) continue;
          if (kind) *kind = role;
          return sense;
        }
      }
    }
    return nullptr;
  }

  // 固定资产投资、工业投资均增长: the first of the words joined to the one at `i`.
  Sense const* first_of_list(std::size_t from, std::size_t to) const {
    Sense const* first = nullptr;
    for (auto i = from; i < to; ++i) {
      for (auto role : {Role::money, Role::rate}) {
        if (auto const* sense = around_.token(i).sense(role); sense && !first) first = sense;
      }
    }
    return first;
  }

  // The words of an indicator that a percentage is about, before the cue at `cue`.
  void indicator_before(std::size_t cue) {
    auto const both = around_.before(Role::both, near()) != nullptr;
    auto const* sense = both ? first_of_list(near(), cue) : any_indicator(near(), cue);
    if (!sense && cue > near()) sense = any_indicator(gap(), near());
    if (!sense && !(same_sentence_ && previous_))
      sense = any_indicator(around_.place().clause, cue);
    if (sense) {
      meaning_.indicator = sense->value;
    } else {
      inherit();
    }
  }

  void name(Sense const*);  // the word's indicator; that of the figure before if there is none
  void percent();
  bool target_between();
  bool cue_in(std::size_t from);
  bool growth_after();
  bool completion_word(std::size_t where, Sense const&);
  void points();
  void multiple();
  void rank();
  void count();
  void amount();
  void target_before();
  bool growth_at(std::size_t where, Sense const&);
  bool completion();
  bool list_of_previous() const;

  Surroundings const& around_;
  Figure const* previous_;
  bool same_sentence_;
  Meaning meaning_;
};

// 51%、40%、40%: only a separator, and maybe a name, since the number before.
bool Finder::list_of_previous() const {
  if (!same_sentence_ || !previous_ || gap() == 0) return false;
  for (auto i = gap(); i < at(); ++i) {
    auto const& token = around_.token(i);
    if (token.kind == Token::Kind::word && !token.sense(Role::skip) && !token.sense(Role::group) &&
        !token.sense(Role::before)) {
      return false;
    }
    if (token.kind == Token::Kind::comma || token.kind == Token::Kind::colon) return false;
  }
  return true;
}

bool Finder::growth_at(std::size_t where, Sense const& sense) {
  meaning_.negative = sense.value == "down" || sense.value == "mom_down";
  meaning_.measure = sense.value.starts_with("mom") ? Measure::mom
                     : sense.value == "avg"         ? Measure::avg_growth
                                                    : Measure::yoy;
  indicator_before(where);
  return true;
}

// 占年度计划的75%, 完成全年任务74.9%: a share of what was to be reached.
bool Finder::completion() {
  std::size_t base = 0, verb = 0;
  auto const from = near();
  auto const* target = around_.before(Role::target, from, &base);
  if (!target) {
    auto const* planned = around_.before(Role::money, from, &base);
    if (!planned || planned->value != "annual_planned_investment") return false;
  }
  auto const* share = around_.before(Role::share, from, &verb);
  if (!share) share = around_.before(Role::finish, from, &verb);
  if (!share || verb > base) return false;
  meaning_.measure = Measure::completion_rate;
  auto const* sense = any_indicator(from, verb);
  if (!sense) sense = any_indicator(gap(), from);
  if (sense) {
    meaning_.indicator = sense->value;
  } else if (previous_ && same_sentence_) {
    inherit();
  } else {
    meaning_.indicator = target ? "target_completion" : "completed_investment";
  }
  return true;
}

// 占目标任务6亿元的110%: the target stands between.
bool Finder::target_between() {
  auto const since = gap() > 0 ? around_.token(gap() - 1).end : around_.begin_byte();
  auto const between = around_.between(since, around_.begin_byte());
  if (!previous_ || !same_sentence_ || previous_->modality != Modality::target) return false;
  if (near() != gap() || around_.before(Role::rate, gap())) return false;
  if (between.find("的") == std::string_view::npos) return false;
  meaning_.measure = Measure::completion_rate;
  inherit();
  return true;
}

// The nearest word that says what a percentage is: 增长, 占, 开工率.
bool Finder::cue_in(std::size_t from) {
  for (auto i = at(); i > from; --i) {
    auto const& token = around_.token(i - 1);
    auto const* rate = token.sense(Role::rate);
    if (rate && !token.sense(Role::growth)) {
      meaning_.measure = Measure::rate;
      meaning_.indicator = rate->value;
      return true;
    }
    if (auto const* sense = token.sense(Role::growth)) return growth_at(i - 1, *sense);
    if (auto const* sense = token.sense(Role::completion)) return completion_word(i - 1, *sense);
    auto const contributed = token.sense(Role::contribution) != nullptr;
    if (!contributed && !token.sense(Role::share)) continue;
    meaning_.measure = contributed ? Measure::contribution_rate : Measure::share;
    // 任务数占比60%
    meaning_.of_target = i - 1 > from && around_.token(i - 2).sense(Role::target) &&
                         around_.token(i - 2).end == token.begin;
    indicator_before(i - 1);
    return true;
  }
  return false;
}

// 投资完成率达114.2%
bool Finder::completion_word(std::size_t where, Sense const& sense) {
  meaning_.measure = Measure::completion_rate;
  if (sense.value != "before") {
    meaning_.indicator = sense.value;
    return true;
  }
  indicator_before(where);
  if (meaning_.indicator.empty()) meaning_.indicator = "target_completion";
  return true;
}

// 保持10%的增长
bool Finder::growth_after() {
  auto const* sense = around_.after(Role::growth, 12);
  if (!sense) return false;
  meaning_.negative = sense->value == "down";
  meaning_.measure = Measure::yoy;
  name(any_indicator(gap(), at()));
  return true;
}

void Finder::name(Sense const* sense) {
  if (sense) {
    meaning_.indicator = sense->value;
  } else {
    inherit();
  }
}

void Finder::percent() {
  if (completion() || target_between() || cue_in(near()) || growth_after()) return;
  auto const goes_on = [&] { return list_of_previous() && previous_->unit == "%"; };
  if (!goes_on() && cue_in(gap())) return;
  if (goes_on()) {
    meaning_.measure = previous_->measure;
    return inherit();
  }
  Role kind = Role::skip;
  auto const* sense = any_indicator(around_.place().clause, at(), &kind);
  meaning_.measure = sense && kind == Role::rate ? Measure::rate : Measure::share;
  name(sense ? sense : around_.after(Role::count, 24));  // 七成项目开工
}

void Finder::points() {
  std::size_t where = 0;
  auto const* gap_word = around_.before(Role::gap, gap(), &where);
  auto const* base = around_.before(Role::base_time, near());
  auto const* pull = around_.before(Role::contribution, near());
  auto const* growth = around_.before(Role::growth, near());
  if (pull) {
    meaning_.measure = Measure::contribution_pp;
  } else if (gap_word && !base) {
    meaning_.measure = Measure::gap_pp;
    meaning_.negative = gap_word->value == "down";
  } else if (list_of_previous() && previous_->unit == "百分点") {
    meaning_.measure = previous_->measure;
  } else {
    meaning_.measure = Measure::change_pp;
  }
  if (growth && growth->value == "down") meaning_.negative = true;
  auto const* sense = any_indicator(near(), gap_word ? where : at());
  if (sense && !pull) {
    meaning_.indicator = sense->value;
  } else {
    inherit();
  }
}

void Finder::multiple() {
  std::size_t where = 0;
  auto const* growth = around_.before(Role::growth, gap(), &where);
  meaning_.measure = growth ? Measure::growth : Measure::multiple;
  indicator_before(growth ? where : at());
}

void Finder::rank() {
  meaning_.measure = Measure::rank;
  auto const* sense = any_indicator(near(), at());
  auto const ranked = around_.before(Role::count, around_.place().sentence);
  if (ranked && ranked->value == "zone_count") sense = nullptr;
  if (sense && sense->value != "zone_count") {
    meaning_.indicator = sense->value;
  } else if (sense == nullptr && previous_ && same_sentence_ &&
             previous_->measure != Measure::completion_rate) {
    inherit();
  } else {
    meaning_.indicator = "performance_rank";
  }
}

void Finder::count() {
  auto const& number = around_.number();
  auto fits = [&](Sense const* sense) { return sense && !number.cannot_count(sense->value); };
  std::size_t left_at = 0, right_at = 0;
  Sense const* left = nullptr;
  for (auto i = at(); i > gap() && !left; --i) {
    auto const* sense = around_.token(i - 1).sense(Role::count);
    if (fits(sense)) left = sense, left_at = i - 1;
  }
  auto const* right = around_.after(Role::count, 60, &right_at);
  if (right && right->value == "zone_count" && around_.after(Role::stage, 30)) right = nullptr;
  auto const since = left ? around_.begin_byte() - around_.token(left_at).end : 0;
  auto const* staged = left ? around_.before(Role::stage, left_at + 1) : nullptr;
  // 开发区共签约5个项目: a zone before the number is whose it is, unless the number is of zones.
  if (left && left->value == "zone_count" && (staged || since > 6 || right || list_of_previous())) {
    left = nullptr;
  }
  auto const beside = left && since <= 9 && left_at >= near() && !staged;
  if (number.chinese && !right && !left) return;
  if (beside) {
    meaning_.indicator = left->value;
  } else if (fits(right)) {
    meaning_.indicator = right->value;
  } else if (list_of_previous() && previous_ && !previous_->unit.ends_with("元")) {
    inherit();
  } else if (!left && number.unit == "项" && around_.before(Role::stage, near())) {
    meaning_.indicator = "project_count";  // 开复工84项（新建33项）
  } else if (left && left_at >= near()) {
    meaning_.indicator = left->value;
  } else if (left) {
    meaning_.indicator = left->value;
  } else if (same_sentence_ && previous_ && previous_->unit == number.unit) {
    inherit();
  } else {
    meaning_.indicator = number.indicator;
  }
  // 通过“全代办”办理各类事项100余件
  if (meaning_.indicator == "service_items_handled") {
    for (auto i = at(); i > near(); --i) {
      auto const* sense = around_.token(i - 1).sense(Role::count);
      if (sense && sense->value == "agency_items_handled") meaning_.indicator = sense->value;
    }
  }
  target_before();
  auto const* delta = around_.before(Role::delta, near());
  auto const text = around_.text_before(12);
  if (delta && (text.ends_with("增加") || text.ends_with("净增") || text.ends_with("增加了") ||
                text.ends_with("减少") || text.ends_with("净减"))) {
    meaning_.measure = Measure::delta;
    meaning_.negative = delta->value == "down";
    if (!beside && same_sentence_ && previous_) inherit();
  }
}

// 占目标任务6亿元, 全年目标任务（30个）: what was to be reached.
void Finder::target_before() {
  std::size_t where = 0;
  if (!around_.before(Role::target, gap(), &where)) return;
  auto const between = around_.begin_byte() - around_.token(where).end;
  if (between > 9) return;
  auto const of_share = around_.before(Role::share, gap()) != nullptr;
  if (around_.token(where).sense(Role::money)) return;
  meaning_.of_target = true;
  if (of_share && same_sentence_ && previous_) inherit();
}

void Finder::amount() {
  auto const role = role_of(around_.number().kind);
  std::size_t where = 0;
  auto const* sense = role ? around_.before(*role, gap(), &where) : nullptr;
  if (!sense && role) sense = around_.after(*role, 30, &where);
  if (sense) {
    meaning_.indicator = sense->value;
    if (auto const* said = around_.token(where).sense(Role::modality)) {
      meaning_.modality = said->value;
    }
    if (around_.number().kind == UnitKind::money && where < at()) {
      // 固定资产投资、工业投资分别为: the reader maps lists; 均 names the first.
      if (around_.before(Role::both, near())) {
        if (auto const* first = first_of_list(near(), at())) meaning_.indicator = first->value;
      }
    }
  } else if (list_of_previous() && previous_) {
    inherit();
  } else if (!around_.number().indicator.empty()) {
    meaning_.indicator = around_.number().indicator;
  } else {
    inherit();
  }
  target_before();
  auto const text = around_.text_before(12);
  if (text.ends_with("增加") || text.ends_with("净增") || text.ends_with("增加了")) {
    meaning_.measure = Measure::delta;
    if (!sense) inherit();
  }
}

}  // namespace

Meaning meaning_of(Surroundings const& around, Figure const* previous, bool same_sentence) {
  return Finder(around, previous, same_sentence).find();
}

bool is_property(std::string_view indicator) {
  static constexpr auto properties = std::to_array<std::string_view>(
      {"land_area", "building_area", "road_length", "capacity", "project_output_value",
       "production_line_count", "approval_time_saved"});
  return std::ranges::find(properties, indicator) != properties.end();
}

}  // namespace zonebook::reading
