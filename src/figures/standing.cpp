#include "figures/standing.h"

#include <algorithm>

#include "figures/typed_figures.h"

namespace zonebook::figures {
namespace {

constexpr std::string_view to_date = "to-date";

std::optional<Decimal> per_cent(Decimal part, Decimal whole) {
  auto const hundredfold = part * Decimal(100);
  return hundredfold ? *hundredfold / whole : std::nullopt;
}

std::optional<Decimal> elapsed_by(Period const& period, Date v) {
  if (period.text() == to_date) return std::nullopt;
  auto const days = period.days(v);
  auto const all = days.to.days() - days.from.days();
  auto const gone = std::clamp(v.days() - days.from.days() + 1, std::int64_t{0}, all);
  return per_cent(Decimal(gone), Decimal(all));
}

Date last_of_month(Date day) {
  auto const civil = day.civil();
  return *Date::from_civil(
      {.year = civil.year, .month = civil.month, .day = days_in_month(civil.year, civil.month)});
}

// How far on a period is where another one is at v: its last day where that is over; else as many
// whole months on, from the last day of a month to the last day of one, or as many days.
Date as_far_on(Period const& other, Period const& asked, Date v) {
  auto const days = asked.days(v), others = other.days(v);
  if (v >= days.last()) return others.last();
  auto const same_day_of_month = days.from.civil().day == others.from.civil().day;
  auto day = others.from.add_days(v.days() - days.from.days());
  if (same_day_of_month) {
    auto const months = whole_months_between(days.from, others.from);
    day = v.add_months(months);
    if (day && v == last_of_month(v)) day = last_of_month(*day);
  }
  return std::clamp(day.value_or(others.last()), others.from, others.last());
}

// What one more period is counted by.
struct By {
  std::shared_ptr<Definition const> of;
  std::optional<Edition> edition;
};

// nullopt: none holds on its day, or it cannot be read.
std::optional<By> by_of(Question const& question, std::optional<Instant> k, CountedBy const& by) {
  auto edition = by.at(*question.of, question.v, k);
  if (!edition) return std::nullopt;
  auto of = *edition ? (*edition)->of : question.of;
  return By{std::move(of), std::move(*edition)};
}

class Comparing {
 public:
  Comparing(ledger::Snapshot& at, Question const& asked, Answer const& now, Zone const& local,
            CountedBy const& by)
      : at_(at), asked_(asked), now_(now), local_(local), by_(by) {}

  Result<std::optional<Compared>> with(Period const& period) {
    auto question = asked_;
    question.period = period;
    question.v = as_far_on(period, asked_.period, asked_.v);
    auto by = by_of(question, at_.k(), by_);
    if (!by) return std::nullopt;
    question.of = by->of;
    Compared found{.period = period, .v = question.v, .answer = {}, .of = by->of};
    found.edition = std::move(by->edition);
    found.answer = TRY(figure(at_, question));
    auto const own = TRY(by_.at(*asked_.of, asked_.v, at_.k()));
    found.is_other_edition = own && found.edition && !own->is_same(*found.edition);
    found.not_kept = TRY(not_kept(at_, question, found.answer, local_));
    add_growth(found);
    return found;
  }

 private:
  void add_growth(Compared& found) const {
    auto const& was = found.answer;
    bool const is_whole = !found.not_kept && was.cut.empty() && now_.cut.empty();
    auto const value = value_of(now_, *asked_.of), then = value_of(was, *found.of);
    if (!value || !then || now_.numerator || !is_whole || found.is_other_edition) return;
    auto const more = *value - *then;
    found.growth = more ? per_cent(*more, then->abs()) : std::nullopt;
  }

  ledger::Snapshot& at_;
  Question const& asked_;
  Answer const& now_;
  Zone const& local_;
  CountedBy const& by_;
};

// Month by month, or a part of one at either end.
Result<std::vector<Period>> months_of(Question const& question) {
  auto days = question.period.days(question.v);
  auto const last = std::min(days.last(), question.v);
  auto const month_of = [](Date day) { return day.civil().year * 12 + day.civil().month - 1; };
  bool const is_to_date = question.period.text() == to_date;
  if (is_to_date) {
    auto const first = last.add_months(-11)->civil();
    days.from = *Date::from_civil({.year = first.year, .month = first.month, .day = 1});
  }
  auto const months = month_of(last) - month_of(days.from) + 1;
  if (months > static_cast<std::int64_t>(trend_max)) {
    return invalid({"figures.trend_too_long", {{"months", std::to_string(trend_max)}}}, "period");
  }
  std::vector<Period> periods;
  for (auto first = days.from; first <= last;) {
    auto const end = last_of_month(first);
    auto const whole = first.civil().day == 1 && (is_to_date || end < days.to);
    auto const text = whole ? first.to_string().substr(0, 7)
                            : first.to_string() + ".." + std::min(end, days.last()).to_string();
    auto period = TRY(Period::parse(text));
    periods.push_back(std::move(period));
    first = *end.add_days(1);
  }
  return periods;
}

Result<std::vector<Period>> reported_of(ledger::Snapshot& at, Question const& question) {
  KnownLives lives(at.store());
  TypedFigures typed(at, lives, *question.of, question.period.days(question.v), question.v);
  TRY(typed.load(at.k(), at.k(), at.below(question.v)));
  TRY(typed.read_at(at.k()));
  auto periods = typed.periods();
  if (periods.size() <= trend_max) return periods;
  return invalid({"figures.trend_too_long", {{"months", std::to_string(trend_max)}}}, "period");
}

}  // namespace

Result<std::optional<NotKept>> not_kept(ledger::Snapshot& at, Question const& question,
                                        Answer const& answer, Zone const& local) {
  auto const& period = question.period;
  if (question.of->kind == Kind::typed) return std::nullopt;
  bool const is_nothing =
      !answer.before_ledger && answer.total.count == 0 && answer.openings.empty();
  bool const is_stock = question.of->counted().kind == Kind::stock;
  if (!is_nothing || (!is_stock && period.text() == to_date)) return std::nullopt;
  auto const began = TRY(ledger_began(at, question.v));
  if (!began) return std::nullopt;
  auto const day = began->date_in(local);
  auto const days = period.days(question.v);
  auto const last = std::min(days.last(), question.v);
  if (day <= (is_stock ? last : days.from)) return std::nullopt;
  return NotKept{.began = day, .is_whole = last < day};
}

bool is_not_begun(Period const& period, Date v) { return v < period.days(v).from; }

Result<std::optional<Edition>> CountedBy::at(Definition const& of, Date v,
                                             std::optional<Instant> k) const {
  if (!editions || editions->empty()) return std::nullopt;
  auto found = TRY(editions->at(of.id, v, k));
  return found;
}

Result<Standing> standing(ledger::Snapshot& at, Question const& question, Zone const& local,
                          CountedBy const& by) {
  Standing now;
  now.answer = TRY(figure(at, question));
  if (at.k()) now.known = at.k()->date_in(local);
  now.target = TRY(target_of(at, question));
  now.elapsed = elapsed_by(question.period, question.v);
  if (now.answer.before_ledger || is_not_begun(question.period, question.v)) return now;
  now.not_kept = TRY(not_kept(at, question, now.answer, local));
  auto const value = value_of(now.answer, *question.of);
  if (now.target && value && now.answer.cut.empty())
    now.completion = per_cent(*value, now.target->value);
  Comparing comparing(at, question, now.answer, local, by);
  auto const year_before = question.period.year_before();
  if (year_before) now.year_before = TRY(comparing.with(*year_before));
  auto const previous = question.period.previous();
  if (previous && previous != year_before) now.previous = TRY(comparing.with(*previous));
  return now;
}

Result<std::vector<Step>> trend(ledger::Snapshot& at, Question const& question, Zone const& local,
                                CountedBy const& by) {
  auto const periods =
      TRY(question.of->kind == Kind::typed ? reported_of(at, question) : months_of(question));
  auto const last = std::min(question.period.days(question.v).last(), question.v);
  std::vector<Step> steps;
  for (auto const& period : periods) {
    auto asked = question;
    asked.period = period;
    asked.v = std::min(period.days(last).last(), last);
    Step step{.period = period, .v = asked.v, .answer = {}, .of = question.of};
    auto counted_by = by_of(asked, at.k(), by);
    step.is_unknown = !counted_by;
    if (counted_by) {
      asked.of = step.of = counted_by->of;
      step.edition = std::move(counted_by->edition);
      step.answer = TRY(figure(at, asked));
      auto const lacks = TRY(not_kept(at, asked, step.answer, local));
      step.is_unknown = !step.answer.cut.empty() || step.answer.gap || (lacks && lacks->is_whole);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace zonebook::figures
