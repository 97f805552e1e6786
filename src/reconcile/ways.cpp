#include "reconcile/ways.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "ledger/log.h"
#include "reconcile/asked_days.h"
#include "reconcile/measured.h"

namespace zonebook::reconcile {
namespace {

using figures::Part;

// A stock and a rate are asked at the ends of so many months.
constexpr int months_max = 120;

bool is_of_now(reading::Figure const& figure) {
  return figure.modality != reading::Modality::target &&
         (figure.measure == reading::Measure::level || figure.measure == reading::Measure::rate);
}

std::string key_of(figures::Question const& question, std::string const& zone) {
  return question.of->id + ' ' + zone + ' ' + question.period.text() + ' ' + question.v.to_string();
}

// Of one definition that is meant, as it was asked first.
class Searching {
 public:
  struct Of {
    reading::Figure const& figure;
    Value value;
    Checked& into;
  };
  Searching(Of of, Ways::Looked& looked, Values& values, Asked const& asked, std::size_t asked_max)
      : figure_(of.figure),
        value_(std::move(of.value)),
        zone_(of.into.zone),
        checked_(of.into),
        looked_(looked),
        values_(values),
        asked_(asked),
        asked_max_(asked_max) {}

  Result<void> run() {
    TRY(other_knowledge());
    TRY(other_day());
    return {};
  }

 private:
  bool may_go_on() {
    if (values_.asked() < asked_max_) return true;
    checked_.searched_all = false;
    return false;
  }

  // ── what was known before ──

  Result<void> other_knowledge() {
    if (!looked_.turns) {
      if (!may_go_on()) return {};
      looked_.turns = TRY(turning_points());
    }
    auto const& turns = *looked_.turns;
    std::size_t asked = 0;
    for (auto i = turns.size(); i > 0 && may_go_on(); --i) {
      if (++asked > searched_max) {
        checked_.searched_all = false;
        break;
      }
      auto const from = turns[i - 1];
      auto then = TRY(values_.again(figure_, value_, zone_, from));
      if (!then || !then->agrees) continue;
      Way way{.by = Way::By::knowledge, .value = std::move(*then), .from = from};
      if (i < turns.size()) way.until = turns[i];
      TRY(name_report(way));
      checked_.ways.push_back(std::move(way));
      return {};
    }
    return {};
  }

  // The instants at which the answer may have come to be another, up to the knowledge asked.
  Result<std::vector<Instant>> turning_points() {
    auto* then = TRY(values_.snapshot(zone_, asked_.k));
    auto const began = TRY(figures::ledger_began(*then, value_.question.v));
    if (!began) return std::vector<Instant>{};
    TRY(values_.snapshot(zone_, began));  // closes it, as the one before did what was asked
    auto* now = TRY(values_.snapshot(zone_, std::nullopt));
    std::set<Instant> turns = {*began};
    auto const editions = TRY(editions_known(*now, turns));
    std::set<figures::Cause> causes;
    for (auto const& of : editions) TRY(add_causes(causes, of, *began, *now));
    std::map<std::string, std::set<std::int64_t>> by_record;
    for (auto const& cause : causes) by_record[cause.record].insert(cause.seq);
    for (auto const& [record, seqs] : by_record) {
      auto const history = TRY(now->history(record));
      for (auto const& entry : history) {
        bool const moved = seqs.contains(entry.seq) && entry.zone == ledger::zone_of(record);
        if (moved) turns.insert(entry.known);
      }
    }
    return std::vector<Instant>(turns.begin(), turns.end());
  }

  // Each that was ever known to hold on the day; when that changed is a turn.
  Result<std::set<Values::Definition>> editions_known(ledger::Snapshot& now,
                                                      std::set<Instant>& turns) {
    auto const& [of, period, v, unused, way] = value_.question;
    std::set<Values::Definition> editions = {of};
    auto const edition = values_.edition_at(of->id, v, asked_.k);
    if (!edition) return editions;
    auto const rows = TRY(now.store().all_rows(edition->record));
    for (auto const& row : rows) {
      auto const known = row.version.known_from;
      if (!asked_.k || known <= *asked_.k) turns.insert(std::max(*turns.begin(), known));
    }
    for (auto const turn : turns) {
      auto other = TRY(values_.definition_at(of->id, v, turn));
      if (other) editions.insert(std::move(other));
    }
    return editions;
  }

  Result<void> add_causes(std::set<figures::Cause>& causes, Values::Definition const& of,
                          Instant began, ledger::Snapshot& now) {
    auto const& [unused, period, v, unused_part, way] = value_.question;
    std::vector<Part> parts = {Part::denominator};
    if (of->numerator) parts.push_back(Part::numerator);
    for (auto const part : parts) {
      auto const moved = TRY(figures::difference(now, period, part, {.of = of, .v = v, .k = began},
                                                 {.of = of, .v = v, .k = asked_.k}));
      for (auto const& [record, of_record] : moved.causes) {
        causes.insert(of_record.begin(), of_record.end());
      }
    }
    return {};
  }

  // A report of that value says best which knowledge it was; else the last day on which it was so.
  Result<void> name_report(Way& way) {
    if (!looked_.reports) {
      auto* now = TRY(values_.snapshot(zone_, asked_.k));
      auto found = TRY(figures::frozen_of(*now, value_.question));
      looked_.reports = std::move(found.figures);
    }
    for (auto const& one : *looked_.reports) {
      bool const is_then = *way.from <= one.k && (!way.until || one.k < *way.until);
      if (is_then && one.value == way.value.value) way.frozen = one;
    }
    if (!way.frozen && !way.until) return {};
    auto const k = way.frozen ? way.frozen->k : Instant(way.until->micros() - 1);
    auto then = TRY(values_.again(figure_, value_, zone_, k));
    if (then) way.value = std::move(*then);
    return {};
  }

  // ── another day ──

  Result<void> other_day() {
    if (!may_go_on()) return {};
    bool const adds_up = value_.question.of->kind == figures::Kind::flow;
    auto days = adds_up ? days_of_flow() : ends_of_months();
    auto const stretches = TRY(std::move(days));
    for (auto const& [first, last] : stretches) {
      if (!may_go_on()) return {};
      auto other = value_;
      other.question.v = first;
      auto const own = value_.question.period.days(value_.question.v);
      if (adds_up && first >= own.to) other.question.period = period_of(own.from, first);
      if (!adds_up) other.question.period = asked_period(first);
      auto then = TRY(values_.again(figure_, std::move(other), zone_, asked_.k));
      if (!then || !then->agrees) continue;
      checked_.ways.push_back({.by = Way::By::day, .value = std::move(*then), .last = last});
      return {};
    }
    return {};
  }

  figures::Period asked_period(Date v) const {
    auto const days = value_.question.period.days(v);
    if (days.covers(v)) return value_.question.period;
    return *figures::Period::parse(std::to_string(v.civil().year));
  }

  using Stretches = std::vector<std::pair<Date, Date>>;

  // By how far they are from the day that was asked.
  void nearest_first(Stretches& all) const {
    auto const v = value_.question.v.days();
    auto const distance = [&](std::pair<Date, Date> const& days) {
      if (days.first.days() > v) return days.first.days() - v;
      return std::max<std::int64_t>(0, v - days.second.days());
    };
    std::ranges::stable_sort(all, {}, distance);
  }

  // Of all that counts from the first day of the period on, up to today.
  Result<Ways::Amounts> amounts(ledger::Snapshot& now) const {
    auto question = value_.question;
    auto const own = question.period.days(question.v);
    question.v = now.today();
    if (own.last() < question.v) question.period = period_of(own.from, question.v);
    Ways::Amounts found;
    auto const behind = figures::records(now, question);
    if (!behind && behind.error().code == Error::Code::forbidden) return found;
    auto const records = TRY(behind);
    for (auto const& one : records) {
      auto& into = one.event ? found.by_day[*one.event] : found.sum;
      into = (into + one.amount).value_or(into);
    }
    return found;
  }

  // Those up to which the records add up to what the text says; to be asked again, for a record
  // may count by what is so on the day.
  Result<Stretches> days_of_flow() {
    auto* now = TRY(values_.snapshot(zone_, asked_.k));
    if (!looked_.amounts) looked_.amounts = TRY(amounts(*now));
    auto const& [by_day, without_day] = *looked_.amounts;
    auto sum = without_day;
    Stretches found;
    for (auto day = by_day.begin(); day != by_day.end(); ++day) {
      sum = (sum + day->second).value_or(sum);
      auto const in_unit = figures::in_unit(sum, *value_.question.of);
      if (!fits(figure_, values_.raw(figure_), in_unit, value_.unit).value_or(false)) continue;
      auto const next = std::next(day);
      auto const last = next == by_day.end() ? now->today() : *next->first.add_days(-1);
      found.emplace_back(day->first, last);
    }
    nearest_first(found);
    return found;
  }

  Result<Stretches> ends_of_months() {
    auto* now = TRY(values_.snapshot(zone_, asked_.k));
    auto const began = TRY(figures::ledger_began(*now, value_.question.v));
    Stretches found;
    if (!began) return found;
    auto const first = began->date_in(asked_.local);
    auto const [year, month, unused] = now->today().civil();
    auto day = Date::from_civil({year, month, 1});
    for (int i = 0; i < months_max && day && *day > first; ++i, day = day->add_months(-1)) {
      auto const end = *day->add_days(-1);
      found.emplace_back(end, end);
    }
    if (day && *day > first) checked_.searched_all = false;
    nearest_first(found);
    return found;
  }

  reading::Figure const& figure_;
  Value value_;
  std::string const& zone_;
  Checked& checked_;
  Ways::Looked& looked_;
  Values& values_;
  Asked const& asked_;
  std::size_t asked_max_;
};

}  // namespace

Result<void> Ways::search(reading::Figure const& figure, Checked& checked) {
  auto const top = checked.values.front().rank;
  std::set<std::string> done;
  std::vector<Value> meant;
  for (auto const& value : checked.values) {
    if (value.rank == top) {
      if (done.insert(value.question.of->id).second) meant.push_back(value);
    } else if (value.agrees && done.insert(value.question.of->id).second) {
      checked.ways.push_back({.by = Way::By::definition, .value = value});
    }
  }
  if (!is_of_now(figure)) return {};
  for (auto const& value : meant) {
    auto const key = key_of(value.question, checked.zone);
    if (!looked_.contains(key) && looked_.size() >= searched_questions_max) {
      checked.searched_all = false;
      continue;
    }
    auto const before = values_.asked();
    auto const most = before + searched_in_text_max - std::min(spent_, searched_in_text_max);
    TRY(Searching({figure, value, checked}, looked_[key], values_, asked_, most).run());
    spent_ += values_.asked() - before;
  }
  // What was so is likelier than what another definition happens to say.
  std::ranges::stable_sort(checked.ways, {}, [](Way const& way) {
    return way.by == Way::By::knowledge ? 0 : way.by == Way::By::day ? 1 : 2;
  });
  return {};
}

}  // namespace zonebook::reconcile
