#include "reading/setting.h"

#include <algorithm>

namespace zonebook::reading {
namespace {

using Kind = Token::Kind;

Modality modality_named(std::string_view name) {
  if (name == "plan") return Modality::plan;
  if (name == "forecast") return Modality::forecast;
  if (name == "target") return Modality::target;
  return Modality::actual;
}

}  // namespace

Setting::Setting(Tokens const& tokens, Options const& options)
    : tokens_(tokens), options_(options), clock_(options.today) {
  auto const has = [&](std::string_view word) {
    return options.title.find(word) != std::string::npos;
  };
  if (has("目标任务") || has("工作目标") || has("预期目标") || has("主要目标"))
    article_ = Modality::target;
  for (std::size_t at = 0; at < options.title.size(); ++at) {
    auto const found = moment_at(std::string_view(options.title).substr(at));
    if (!found || found->bytes == 0) continue;
    auto const dated = found->moment.has_year() || found->moment.first_month > 0;
    if (dated && found->moment.first_day == 0) period_ = clock_.period(found->moment);
    break;
  }
  if (period_) period_->stated = false;
  running_ = article_;
  first_period();
}

void Setting::first_period() {
  auto clock = clock_;
  for (std::size_t i = 0; i < tokens_.list.size(); ++i) {
    auto const& token = tokens_.list[i];
    if (token.kind != Kind::time) continue;
    auto const& moment = tokens_.moments[token.index];
    if (says_no_period(i)) continue;
    auto const day = moment.kind == Moment::Kind::dated && moment.first_day > 0;
    if (!day && moment.kind != Moment::Kind::now) return;
    first_ = clock.period(moment);
    if (first_) first_->stated = false;
    return;
  }
}

// 成立于1992年, 较2023年末, 自去年10月份开工以来; and the date line of a report.
bool Setting::says_no_period(std::size_t i) const {
  auto const& moment = tokens_.moments[tokens_.list[i].index];
  if (moment.kind == Moment::Kind::base || is_of_target(i)) return true;
  auto const& here = tokens_.list[i];
  if (i > 0) {
    auto const& before = tokens_.list[i - 1];
    auto const near = here.begin - before.end <= 3;
    if (near && (before.sense(Role::base) || before.sense(Role::historic))) return true;
  }
  auto const left =
      tokens_.text.substr(here.begin >= 3 ? here.begin - 3 : 0, here.begin >= 3 ? 3 : 0);
  if (left == "自" && !moment.since) return true;
  for (auto j = i + 1; j < tokens_.list.size() && j < i + 4; ++j) {
    auto const& after = tokens_.list[j];
    if (after.kind == Kind::number || is_break(after.kind) || after.begin > here.end + 30) break;
    if (after.sense(Role::historic)) return true;
  }
  return is_date_line(i) || is_of_event(i) || is_yet_to_come(i);
}

// 4月27日举行2023年第二季度集中开工仪式: the second time names the event of the first.
bool Setting::is_of_event(std::size_t i) const {
  if (tokens_.moments[tokens_.list[i].index].first_day > 0) return false;
  auto day = false;
  for (auto j = i; j > 0 && tokens_.list[j - 1].kind != Kind::stop && i - j < 20; --j) {
    auto const& before = tokens_.list[j - 1];
    if (before.kind == Kind::number) return false;
    if (before.kind == Kind::time) day = tokens_.moments[before.index].first_day > 0;
  }
  for (auto j = i + 1; day && j < last_seen(i); ++j) {
    if (is_break(tokens_.list[j].kind) || tokens_.list[j].kind == Kind::number) return false;
    if (tokens_.list[j].sense(Role::event)) return true;
  }
  return false;
}

// 超额完成全年投资目标: what was to be reached, not when.
bool Setting::is_of_target(std::size_t i) const {
  auto const& moment = tokens_.moments[tokens_.list[i].index];
  if (!moment.whole_year || moment.has_year()) return false;
  for (auto j = i + 1; j < last_seen(i); ++j) {
    auto const& after = tokens_.list[j];
    if (after.begin > tokens_.list[i].end + 12 || after.kind != Kind::word) return false;
    if (after.sense(Role::target)) return true;
  }
  return false;
}

// 预计2022年完成建设, 可在上半年投产: when something will be, with no figure of it.
bool Setting::is_yet_to_come(std::size_t i) const {
  if (i == 0) return false;
  auto const& before = tokens_.list[i - 1];
  if (!before.sense(Role::modality) || before.sense(Role::modality)->value == "actual" ||
      tokens_.list[i].begin - before.end > 6) {
    return false;
  }
  for (auto j = i + 1; j < last_seen(i); ++j) {
    if (is_break(tokens_.list[j].kind)) return true;
    if (tokens_.list[j].kind == Kind::number) return false;
  }
  return true;
}

bool Setting::is_date_line(std::size_t i) const {
  auto const& here = tokens_.list[i];
  auto const slash = tokens_.text.substr(here.end, 1) == "/" ||
                     (here.begin > 0 && tokens_.text[here.begin - 1] == '/');
  if (slash) return true;
  for (auto j = i + 1; j < tokens_.list.size() && j < i + 4; ++j) {
    auto const& after = tokens_.list[j];
    if (after.kind == Kind::number || after.begin > here.end + 12) return false;
    if (after.sense(Role::dateline)) return true;
  }
  return false;
}

void Setting::time(std::size_t i) {
  auto const& moment = tokens_.moments[tokens_.list[i].index];
  if (says_no_period(i)) {
    if (is_date_line(i)) (void)clock_.period(moment);
    return;
  }
  suspended_ = future_ = false;
  if (moment.kind == Moment::Kind::vague) {
    vague_ = true;
    period_.reset();
    return;
  }
  auto const found = clock_.period(moment);
  if (!found) return;
  period_ = found;
  vague_ = false;
  stated_here_ = any_stated_ = stated_after_ = true;
}

void Setting::modality_word(std::size_t i, std::string_view value) {
  auto const& token = tokens_.list[i];
  if (token.sense(Role::money) && value == "plan") return;  // 计划总投资: of its own number alone
  if (token.sense(Role::stage)) return;
  if (token.sense(Role::target)) {
    // 占年度计划的, 完成目标任务: a base, no plan.
    for (auto j = i; j > 0 && j + 4 > i; --j) {
      auto const& before = tokens_.list[j - 1];
      if (is_break(before.kind) || before.kind == Kind::number) break;
      if (before.sense(Role::share) || before.sense(Role::finish) || before.sense(Role::gap))
        return;
    }
    auto const after = tokens_.text.substr(token.end, 9);
    if (after.starts_with("已") || after.starts_with("的") || after.starts_with("完成")) return;
  }
  auto const said = modality_named(value);
  if (said == Modality::actual && running_ == Modality::target && article_ == Modality::target)
    return;
  running_ = said;
}

void Setting::stop(std::size_t i) {
  stated_here_ = false;
  suspended_ = future_ = false;
  part_ = false;
  bracket_ = false;
  if (period_) period_->stated = false;
  auto const next = i + 1 < tokens_.list.size() ? &tokens_.list[i + 1] : nullptr;
  auto const goes_on = next && next->sense(Role::part) && next->begin == tokens_.list[i].end;
  if (!(goes_on && running_ == Modality::plan)) running_ = article_;
}

void Setting::pass(std::size_t i) {
  auto const& token = tokens_.list[i];
  if (token.kind == Kind::time) return time(i);
  if (token.kind == Kind::stop) return stop(i);
  if (token.kind == Kind::semicolon) {
    if (running_ == Modality::forecast) running_ = article_;
    return;
  }
  if (token.kind == Kind::open) {
    bracket_ = i > 0 && tokens_.list[i - 1].kind == Kind::number;
    stated_after_ = false;
  }
  if (token.kind == Kind::close) bracket_ = false;
  if (token.sense(Role::part)) part_ = true;
  if (token.sense(Role::project)) suspended_ = true;
  if (auto const* sense = token.sense(Role::future)) {
    running_ = modality_named(sense->value);
    if (running_ == Modality::forecast) future_ = true;
  }
  if (auto const* sense = token.sense(Role::modality)) modality_word(i, sense->value);
}

std::optional<Period> Setting::period_of(Figure const& figure, Surroundings const& around) {
  if (is_property(figure.indicator) && !stated_here_) return std::nullopt;
  if (suspended_ || future_) return std::nullopt;
  auto const already = around.text_before(30).find("已") != std::string_view::npos;
  if (part_ && !already && figure.measure == Measure::level && total_period_ && period_ &&
      figure.unit == "个" && !stated_here_) {
    auto period = *total_period_;
    period.stated = false;
    return period;
  }
  if (vague_) return std::nullopt;
  if (period_) return held(figure);
  if (auto const later = later_in_sentence(around.place().at)) return later;
  if (!any_stated_ && first_) return first_;
  if (figure.measure == Measure::rank) {
    auto clock = clock_;
    Moment year;
    year.year = static_cast<int>(options_.today.civil().year);
    return clock.period(year);
  }
  // A text that names no time speaks of how things stand.
  if (running_ != Modality::actual) return std::nullopt;
  auto now = clock_.now();
  now.stated = false;
  return now;
}

// The running period; the whole year for what is planned for it.
Period Setting::held(Figure const& figure) const {
  auto period = *period_;
  period.stated = stated_here_;
  auto const of_years = period.start && period.start->civil().year != period.end.civil().year;
  if (figure.indicator == "annual_planned_investment" && figure.measure == Measure::level &&
      !of_years) {
    period.type = Period::Type::range;
    auto const year = period.end.civil().year;
    period.start = Date::from_civil({.year = year, .month = 1, .day = 1});
    period.end = Date::from_civil({.year = year, .month = 12, .day = 31}).value_or(period.end);
  }
  return period;
}

// After 其中 or 企业中: of what was counted before.
bool Setting::is_part(Surroundings const& around) const {
  if (part_) return true;
  auto const& place = around.place();
  for (auto i = place.at; i > place.clause; --i) {
    auto const& token = around.token(i - 1);
    if (token.kind == Kind::number) return false;
    auto const* noun = token.sense(Role::count);
    auto const counted =
        noun && (noun->value == "project_count" || noun->value == "enterprise_count");
    if (counted && tokens_.text.substr(token.end, 3) == "中") return true;
  }
  return false;
}

// 区内20家企业中目前已有6家投产: the time of a sentence that begins without one.
std::optional<Period> Setting::later_in_sentence(std::size_t at) {
  for (auto i = at + 1; i < tokens_.list.size() && i < at + 40; ++i) {
    auto const& token = tokens_.list[i];
    if (token.kind == Kind::stop) break;
    if (token.kind != Kind::time || says_no_period(i)) continue;
    auto clock = clock_;
    return clock.period(tokens_.moments[token.index]);
  }
  return std::nullopt;
}

Modality Setting::modality_of(Figure const& figure, Meaning const& meaning,
                              Surroundings const& around) {
  if (meaning.of_target) return Modality::target;
  if (figure.indicator == "annual_planned_investment" && figure.measure == Measure::level) {
    return Modality::plan;
  }
  if (!meaning.modality.empty()) return modality_named(meaning.modality);
  auto const& place = around.place();
  std::size_t where = 0;
  if (around.before(Role::stage, place.near, &where) &&
      around.token(where).sense(Role::stage)->value == "拟建") {
    return Modality::plan;
  }
  // What lies in years to come is at most planned.
  if (running_ == Modality::actual && figure.period &&
      figure.period->end.civil().year > options_.today.civil().year) {
    return Modality::plan;
  }
  return running_;
}

void Setting::dims(Figure& figure, Meaning const&, Surroundings const& around,
                   Figure const* previous) {
  auto const& place = around.place();
  auto put = [&](std::string_view name, Sense const* sense) {
    if (sense) figure.dims.emplace_back(std::string(name), std::string(sense->value));
    return sense != nullptr;
  };
  auto const count = figure.measure == Measure::level && around.number().kind == UnitKind::count;
  auto const* stage = around.before(Role::stage, place.near);
  if (!stage && count) stage = around.after(Role::stage, 40);
  if (!stage) stage = around.before(Role::stage, place.gap);
  if (!put("stage", stage) && previous && !count && !previous->dim("stage").empty()) {
    figure.dims.emplace_back("stage", std::string(previous->dim("stage")));
  }
  put("origin", around.before(Role::origin, place.gap));
  put("tier", around.before(Role::tier, place.gap));
  if (auto const* size = around.before(Role::size, place.gap)) put("size", size);
}

void Setting::settle(Figure& figure, Meaning const& meaning, Surroundings const& around,
                     Figure const* previous) {
  figure.subject = options_.zone;
  figure.period = period_of(figure, around);
  figure.modality = modality_of(figure, meaning, around);
  dims(figure, meaning, around, previous);
  figure.part = is_part(around);
  auto const counts = figure.indicator == "project_count" && figure.measure == Measure::level;
  // 实施项目6项: the year's programme, as it was said of the whole.
  if (counts && !stated_here_ && programme_ && figure.dim("stage") == "实施")
    figure.period = programme_;
  // 6项（新建3项，续建3项）: as the figure before the bracket.
  if (bracket_ && previous && !stated_after_) figure.period = bracket_period_;
  if (!bracket_) bracket_period_ = figure.period;
  if (counts && !part_) total_period_ = figure.period;
  if (counts && figure.dim("stage") == "实施") {
    programme_ = figure.period;
    if (programme_) programme_->stated = false;
  }
  // A plot of ground is one project's; so is what the sentence says after it.
  if (figure.indicator == "land_area" && !stated_here_) suspended_ = true;
}

}  // namespace zonebook::reading
