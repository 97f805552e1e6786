#include "reconcile/values.h"

#include <fmt/format.h>

#include "reconcile/asked_days.h"
#include "reconcile/measured.h"

namespace zonebook::reconcile {
namespace {

using reading::Measure;
using reading::Modality;

// What is said of a definition that the ledger can say too.
bool is_held(reading::Figure const& figure) {
  switch (figure.measure) {
    case Measure::level:
    case Measure::rate:
    case Measure::yoy:
    case Measure::mom:
    case Measure::completion_rate: return true;
    default: return false;
  }
}

bool is_per_cent(reading::Figure const& figure) {
  return figure.measure != Measure::level && figure.measure != Measure::rate;
}

bool is_standing(reading::Figure const& figure) {
  return is_per_cent(figure) || figure.modality == Modality::target;
}

// The period that a growth is held against; of what is none, nothing.
std::optional<figures::Compared> before_in(figures::Standing const& now,
                                           reading::Figure const& figure) {
  if (figure.measure == Measure::yoy) return now.year_before;
  if (figure.measure != Measure::mom) return std::nullopt;
  // The month before a January, or the year before a year, stands in one place only.
  return now.previous ? now.previous : now.year_before;
}

std::optional<Decimal> value_in(figures::Standing const& now, reading::Figure const& figure) {
  if (auto const before = before_in(now, figure)) return before->growth;
  if (figure.measure == Measure::yoy || figure.measure == Measure::mom) return std::nullopt;
  if (figure.measure == Measure::completion_rate) return now.completion;
  return now.target ? std::optional(now.target->value) : std::nullopt;
}

std::string unit_of(reading::Figure const& figure, figures::Definition const& of) {
  return is_per_cent(figure) ? "%" : of.unit;
}

// A definition that has ended, or is not yet there, is no answer; one that is broken is a refusal.
Result<std::shared_ptr<figures::Definition const>> definition_at(figures::Editions const& editions,
                                                                 std::string const& name, Date v,
                                                                 std::optional<Instant> k) {
  auto found = editions.at(name, v, k);
  if (found) return found->of;
  auto const code = found.error().code;
  if (code == Error::Code::not_found || code == Error::Code::conflict) return nullptr;
  return std::unexpected(std::move(found.error()));
}

}  // namespace

Result<Values::Number> Values::number(reading::Figure const& figure,
                                      figures::Question const& question,
                                      ledger::Snapshot& at) const {
  Number made;
  if (is_standing(figure)) {
    auto const now = TRY(figures::standing(at, question, asked_.local));
    made.answer = now.answer;
    made.value = value_in(now, figure);
    made.before = before_in(now, figure);
    if (now.answer.before_ledger) made.why = Why::before_ledger;
  } else {
    made.answer = TRY(figures::figure(at, question));
    auto const lacks = TRY(figures::not_kept(at, question, made.answer, asked_.local));
    if (made.answer.before_ledger || (lacks && lacks->is_whole)) {
      made.why = Why::before_ledger;
    } else {
      made.value = figures::value_of(made.answer, *question.of);
    }
  }
  if (!made.value && made.why == Why::none) made.why = Why::no_value;
  return made;
}

Result<Values::Number> Values::kept_number(reading::Figure const& figure,
                                           figures::Question const& question,
                                           ledger::Snapshot& at) {
  auto const key = fmt::format("{} {} {} {} {} {}", question.of->id, at.zone(),
                               question.period.text(), question.v.to_string(),
                               reading::name_of(figure.measure), reading::name_of(figure.modality));
  auto const known = known_.find(key);
  if (known != known_.end()) return known->second;
  auto made = TRY(number(figure, question, at));
  known_.emplace(key, made);
  return made;
}

bool Values::hold(reading::Figure const& figure, Value& value) const {
  if (!value.value) return true;
  auto const fit = fits(figure, raw(figure), *value.value, value.unit);
  value.agrees = fit.value_or(false);
  return fit.has_value();
}

Result<Values::Found> Values::of(reading::Figure const& figure,
                                 std::vector<Phrases::Meant> const& meant, ledger::Snapshot& at) {
  Found found;
  if (meant.empty()) return found;
  if (figure.modality == Modality::forecast) return Found{{}, Why::forecast};
  if (!is_held(figure)) return Found{{}, Why::not_held};
  for (auto const& [name, rank] : meant) {
    auto const of = TRY(definition_at(meanings_.editions, name, asked_.day, asked_.k));
    if (!of) continue;
    if (of->kind == figures::Kind::typed) {
      if (found.values.empty()) found.why = Why::typed;
      continue;
    }
    for (auto const& [period, v] : asked_days(figure, *of, asked_.day)) {
      auto const number = TRY(kept_number(figure, {.of = of, .period = period, .v = v}, at));
      Value value{.question = {.of = of, .period = period, .v = v},
                  .k = asked_.k,
                  .answer = number.answer,
                  .value = number.value,
                  .unit = unit_of(figure, *of),
                  .before = number.before,
                  .rank = rank};
      if (!hold(figure, value)) break;
      if (!value.value) {
        if (found.values.empty()) found.why = number.why;
        continue;
      }
      found.values.push_back(std::move(value));
    }
  }
  return found;
}

Result<Value> Values::again(reading::Figure const& figure, Value value,
                            ledger::Snapshot& at) const {
  auto const made = TRY(number(figure, value.question, at));
  value.answer = made.answer;
  value.value = made.value;
  value.before = made.before;
  value.k = at.k();
  value.agrees = false;
  hold(figure, value);
  return value;
}

}  // namespace zonebook::reconcile
