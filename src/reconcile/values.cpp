#include "reconcile/values.h"

#include <fmt/format.h>

#include <algorithm>

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

// Which number of a definition it is.
std::string_view what(reading::Figure const& figure) {
  if (is_per_cent(figure)) return reading::name_of(figure.measure);
  return is_standing(figure) ? "target" : "value";
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

}  // namespace

Result<Values::Definition> Values::definition_at(std::string const& name, Date v,
                                                 std::optional<Instant> k) const {
  auto found = meanings_.editions.at(name, v, k);
  if (found) return found->of;
  auto const code = found.error().code;
  if (code == Error::Code::not_found || code == Error::Code::conflict) return nullptr;
  return std::unexpected(std::move(found.error()));
}

std::optional<figures::Edition> Values::edition_at(std::string const& name, Date v,
                                                   std::optional<Instant> k) const {
  auto found = meanings_.editions.at(name, v, k);
  return found ? std::optional(std::move(*found)) : std::nullopt;
}

Result<Values::Number> Values::number(reading::Figure const& figure,
                                      figures::Question const& question,
                                      ledger::Snapshot& at) const {
  Number made;
  if (is_standing(figure)) {
    auto const now = TRY(figures::standing(at, question, asked_.local, {&meanings_.editions}));
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
  if (made.answer.gap) made.why = Why::typed;
  if (!made.value && made.why == Why::none) made.why = Why::no_value;
  return made;
}

Result<ledger::Snapshot*> Values::snapshot(std::string const& zone, std::optional<Instant> k) {
  if (held_ && held_->zone == zone && held_->k == k) return &held_->at;
  held_.reset();  // before another connection is taken
  auto at = TRY(read_(zone, k));
  held_.emplace(Held{zone, k, std::move(at)});
  return &held_->at;
}

Result<Values::Number> Values::kept_number(reading::Figure const& figure,
                                           figures::Question const& question,
                                           std::string const& zone, std::optional<Instant> k) {
  auto const key =
      fmt::format("{} {} {} {} {} {}", question.of->id, zone, question.period.text(),
                  question.v.days(), k ? std::to_string(k->micros()) : "now", what(figure));
  auto const known = known_.find(key);
  if (known != known_.end()) return known->second;
  ++asked_count_;
  auto* at = TRY(snapshot(zone, k));
  auto made = TRY(number(figure, question, *at));
  known_.emplace(key, made);
  return made;
}

bool Values::hold(reading::Figure const& figure, Value& value) const {
  if (!value.value) return true;
  auto const fit = fits(figure, raw(figure), *value.value, value.unit);
  value.agrees = fit.value_or(false);
  return fit.has_value();
}

// What kind of definition it is, the edition says that holds on the last day the text speaks of;
// where it has ended by then, that of the day its own words reach.
Result<std::vector<AskedDays>> Values::days_of(reading::Figure const& figure,
                                               std::string const& name) const {
  auto of = TRY(definition_at(name, asked_.day, asked_.k));
  if (!of && figure.period) {
    of = TRY(definition_at(name, std::min(figure.period->end, asked_.day), asked_.k));
  }
  if (!of) return std::vector<AskedDays>();
  return asked_days(figure, *of, asked_.day);
}

Result<Values::Found> Values::of(reading::Figure const& figure,
                                 std::vector<Phrases::Meant> const& meant,
                                 std::string const& zone) {
  Found found;
  if (meant.empty()) return found;
  if (figure.modality == Modality::forecast) return Found{{}, Why::forecast};
  if (!is_held(figure)) return Found{{}, Why::not_held};
  for (auto const& [name, rank] : meant) {
    auto const days = TRY(days_of(figure, name));
    for (auto const& [period, v] : days) {
      auto const of = TRY(definition_at(name, v, asked_.k));
      if (!of) continue;
      auto const number =
          TRY(kept_number(figure, {.of = of, .period = period, .v = v}, zone, asked_.k));
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

Result<std::optional<Value>> Values::again(reading::Figure const& figure, Value value,
                                           std::string const& zone, std::optional<Instant> k) {
  auto const& question = value.question;
  auto of = TRY(definition_at(question.of->id, question.v, k));
  if (!of) return std::nullopt;
  value.question.of = std::move(of);
  auto const made = TRY(kept_number(figure, value.question, zone, k));
  value.answer = made.answer;
  value.value = made.value;
  value.before = made.before;
  value.k = k;
  value.agrees = false;
  hold(figure, value);
  return value;
}

}  // namespace zonebook::reconcile
