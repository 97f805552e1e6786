#include "api/discretion.h"

#include <algorithm>
#include <array>

namespace zonebook::api {
namespace {

// Of the whole, and of a ratio's numerator.
using Counts = std::array<std::int64_t, 2>;

Counts counts_of(figures::Answer const& answer) {
  return {answer.total.count, answer.numerator ? answer.numerator->count : 0};
}

using ScopePtr = access::Rights::ScopePtr;

// How many records count under a scope: 0 where the register is not shown.
Result<Counts> counts_in(ledger::Snapshot const& at, ScopePtr const& scope, Counted const& one) {
  if (!scope->check_shown(*one.question.of->counted().in)) return Counts{};
  auto snapshot = TRY(at.under(*scope, one.k));
  auto const answer = TRY(figures::figure(snapshot, one.question));
  return counts_of(answer);
}

bool must_suppress(Counts const& all, Counts const& seen) {
  return access::Rights::must_suppress(all[0], seen[0]) ||
         access::Rights::must_suppress(all[1], seen[1]);
}

// How many of them bring an amount: what nobody knows yet, or is nought, hides no other's.
Result<std::int64_t> bringing(ledger::Snapshot& snapshot, figures::Question question,
                              figures::Part part) {
  question.part = part;
  auto const behind = TRY(figures::records(snapshot, question));
  return std::ranges::count_if(behind, [](auto const& one) { return one.amount != Decimal(); });
}

Result<Counts> bringing_in(ledger::Snapshot const& at, ledger::Scope const& scope,
                           Counted const& one) {
  if (!scope.check_shown(*one.question.of->counted().in)) return Counts{};
  auto snapshot = TRY(at.under(scope, one.k));
  Counts counts{};
  counts[0] = TRY(bringing(snapshot, one.question, figures::Part::denominator));
  if (one.answer.numerator) {
    counts[1] = TRY(bringing(snapshot, one.question, figures::Part::numerator));
  }
  return counts;
}

// Where each record counts one they all bring something.
Result<bool> few_bring(ledger::Snapshot const& at, ledger::Scope const& own, Counted const& one) {
  auto const& of = *one.question.of;
  if (!of.counted().sum && !(of.numerator && of.numerator->sum)) return false;
  auto const all = TRY(bringing_in(at, ledger::Scope::everything(at.zone()), one));
  auto const seen = TRY(bringing_in(at, own, one));
  return must_suppress(all, seen);
}

}  // namespace

std::unexpected<Error> kept_back() {
  return std::unexpected(Error{Error::Code::forbidden, {"api.kept_back", {}}, "indicator"});
}

Result<std::vector<Told>> discretion(Call const& call, ledger::Snapshot const& at,
                                     std::vector<Counted> const& figures) {
  std::vector<Told> told(figures.size(), Told::whole);
  auto const& zone = at.zone();
  auto const& rights = call.rooms.access.rights();
  auto now = TRY(at.under(ledger::Scope::everything(zone), {}));
  auto const any = TRY(call.rooms.openness.has_confidential(now, rights.roles()));
  if (!any) return told;
  auto const open = TRY(rights.open_scope_of(call.visitor, zone));
  auto const own = TRY(rights.scope_of(call.visitor, zone));
  for (std::size_t i = 0; i < figures.size(); ++i) {
    auto const& one = figures[i];
    if (one.question.of->kind == figures::Kind::typed || one.answer.before_ledger) continue;
    auto const all = counts_of(one.answer);
    auto const without = TRY(counts_in(at, open, one));
    if (without == all) continue;
    auto const seen = TRY(counts_in(at, own, one));
    if (seen == all) continue;
    told[i] = Told::kept_back;
    if (must_suppress(all, seen)) continue;
    auto const few = TRY(few_bring(at, *own, one));
    if (!few) told[i] = Told::some_hidden;
  }
  return told;
}

namespace {

// As it was counted then; nullopt: a person wrote what cannot be.
Result<std::optional<Counted>> counted_again(Call const& call, ledger::Snapshot& now,
                                             figures::FrozenFigure const& one) {
  auto const editions = TRY(call.rooms.editions.of(now));
  auto const edition = editions->at(one.definition, one.v, one.k);
  auto const period = figures::Period::parse(one.period);
  auto snapshot = now.under(now.rights(), one.k);
  if (!edition || !period || !snapshot) return std::nullopt;
  Counted again{
      .question = {.of = edition->of, .period = *period, .v = one.v}, .k = one.k, .answer = {}};
  again.answer = TRY(figures::figure(*snapshot, again.question));
  return again;
}

}  // namespace

Result<std::vector<Told>> discretion(Call const& call, ledger::Snapshot const& at,
                                     std::vector<figures::FrozenFigure> const& frozen) {
  std::vector<Told> all(frozen.size(), Told::whole);
  if (frozen.empty()) return all;
  auto now = TRY(at.under(ledger::Scope::everything(at.zone()), {}));
  auto const any =
      TRY(call.rooms.openness.has_confidential(now, call.rooms.access.rights().roles()));
  if (!any) return all;
  std::vector<Counted> counted;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < frozen.size(); ++i) {
    all[i] = Told::kept_back;
    auto again = TRY(counted_again(call, now, frozen[i]));
    if (!again) continue;
    counted.push_back(std::move(*again));
    places.push_back(i);
  }
  auto const told = TRY(discretion(call, at, counted));
  for (std::size_t i = 0; i < told.size(); ++i) all[places[i]] = told[i];
  return all;
}

Result<void> check_told(Call const& call, ledger::Snapshot const& at,
                        std::vector<Counted> const& figures) {
  auto const told = TRY(discretion(call, at, figures));
  if (std::ranges::find(told, Told::kept_back) != told.end()) return kept_back();
  return {};
}

Result<void> check_told(Call const& call, ledger::Snapshot const& now, AskedDifference const& asked,
                        DifferenceTold const& told) {
  TRY(check_told(call, now,
                 {{asked.at(asked.from), asked.from.k, told.moved.before},
                  {asked.at(asked.to), asked.to.k, told.moved.after}}));
  auto const is_few = told.hidden > 0 && (told.hidden < access::Rights::fewest_told ||
                                          told.hidden_amounts < access::Rights::fewest_told);
  if (is_few && told.hidden_sum.sign() != 0) return kept_back();
  return {};
}

}  // namespace zonebook::api
