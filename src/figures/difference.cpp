#include <algorithm>
#include <functional>

#include "figures/sql.h"
#include "figures/tally.h"
#include "ledger/log.h"
#include "ledger/zones.h"

namespace zonebook::figures {
namespace {

constexpr std::array<std::string_view, term_count> term_names = {
    "new", "changed", "corrected", "retired", "restored", "adjusted", "definition"};

Term term_of(ledger::ChangeKind kind) {
  switch (kind) {
    case ledger::ChangeKind::create: return Term::fresh;
    case ledger::ChangeKind::change: return Term::changed;
    case ledger::ChangeKind::correct: return Term::corrected;
    case ledger::ChangeKind::retire: return Term::retired;
    case ledger::ChangeKind::restore: break;
  }
  return Term::restored;
}

// What became of one record from one state to the next.
struct Step {
  std::string const& id;
  Counted const* before = nullptr;
  Counted const* after = nullptr;

  Counted const& either() const { return after ? *after : *before; }
  bool passes(std::string const& other) const {
    return (before && before->through.contains(other)) || (after && after->through.contains(other));
  }
};

struct Written {
  ledger::Change change;
  std::int64_t seq;  // of its entry
};

struct Reason {
  Term term;
  std::optional<Cause> cause = {};
};

// The last change on the record whose stretch holds the day it is read; else the last on it; else
// the last on one it is read through; else, for a record whose zone comes or goes, the last on a
// zone; else the last of the entry (R22).
Reason reason_of(std::vector<Written> const& all, Step const& step) {
  auto const day = step.either().read_on;
  auto const last = [&](auto const& fits) -> Written const* {
    auto const found = std::find_if(all.rbegin(), all.rend(),
                                    [&](Written const& one) { return fits(one.change); });
    return found != all.rend() ? &*found : nullptr;
  };
  auto const* found = last([&](auto const& c) { return c.id == step.id && c.covers(day); });
  if (!found) found = last([&](auto const& c) { return c.id == step.id; });
  if (!found) found = last([&](auto const& c) { return step.passes(c.id); });
  if (!found) found = last([](auto const& c) { return ledger::is_zone_register(*c.in); });
  auto const& [change, seq] = found ? *found : all.back();
  return {term_of(change.kind), Cause{change.id, seq}};
}

Zones one_of_each(Zones zones) {
  std::ranges::sort(zones);
  auto const rest = std::ranges::unique(zones);
  zones.erase(rest.begin(), rest.end());
  return zones;
}

class Explaining {
 public:
  Explaining(ledger::Snapshot& at, Period const& period, Part part)
      : at_(at), lives_(at.store()), period_(period), part_(part) {}

  Result<Difference> run(End const& from, End const& to) {
    TRY(knowledge(*from.of, from.v, from.k, to.k));
    TRY(day(*from.of, from.v, to.v, to.k));
    if (from.of != to.of) {
      auto const before = TRY(held(*from.of, to.v, to.k));
      auto const after = TRY(held(*to.of, to.v, to.k));
      TRY(book(before, after, 1, [](Step const&) { return Reason{Term::definition}; }));
    }
    for (auto const term : difference_.terms) difference_.sum = plus(difference_.sum, term);
    return std::move(difference_);
  }

 private:
  using ReasonOf = std::function<Result<Reason>(Step const&)>;

  Result<Held> held(Definition const& of, Date v, Knowledge k) {
    return held_at(at_, lives_, of, part_, period_, v, k);
  }

  // One instant after another; backwards is the negative of forwards.
  Result<void> knowledge(Definition const& of, Date v, Knowledge from, Knowledge to) {
    auto const rank = [](Knowledge k) { return k.value_or(Instant::max()); };
    bool const is_forward = rank(from) <= rank(to);
    auto const low = is_forward ? from : to, high = is_forward ? to : from;
    if (low == high) return {};
    auto const trees = TRY(trees_between(v, low, rank(high)));
    Zones zones;
    for (auto const& [unused, tree] : trees) zones.insert(zones.end(), tree.begin(), tree.end());
    Tally tally(at_, lives_, of, part_, period_, v);
    TRY(tally.load(low, high, one_of_each(zones)));
    tally.count_in(trees.begin()->second);
    TRY(tally.read_at(low));
    auto before = tally.held();
    auto const all = TRY(changes_between(rank(low), rank(high), std::move(zones)));
    for (auto const& [known, written] : all) {
      std::set<std::string> touched;
      for (auto const& one : written) touched.insert(one.change.id);
      auto const tree = trees.find(known);
      if (tree != trees.end()) tally.count_in(tree->second);
      auto const is_any = TRY(tally.read_again_at(known, touched));
      if (!is_any && tree == trees.end()) continue;
      auto after = tally.held();
      TRY(book(before, after, is_forward ? 1 : -1, [&](Step const& step) -> Result<Reason> {
        return as_adjusted(step, reason_of(written, step));
      }));
      before = std::move(after);
    }
    return {};
  }

  // The zones that count: at `low`, and from each instant on at which that came to be different.
  Result<std::map<Instant, Zones>> trees_between(Date v, Knowledge low, Instant high) {
    std::map<Instant, Zones> trees;
    auto* last = &trees[low.value_or(Instant::max())];
    *last = TRY(at_.below_as_known(v, low));
    if (!low) return trees;
    for (auto const known : at_.tree_changes(*low, high)) {
      auto tree = TRY(at_.below_as_known(v, known));
      if (tree != *last) last = &(trees[known] = std::move(tree));
    }
    return trees;
  }

  // All entries of one instant together, zones in their order: of those that this read may touch,
  // and of these.
  Result<std::map<Instant, std::vector<Written>>> changes_between(Instant low, Instant high,
                                                                  Zones zones) {
    std::map<Instant, std::vector<Written>> all;
    for (auto& zone : at_.scope()) zones.push_back(std::move(zone));
    for (auto const& zone : one_of_each(std::move(zones))) {
      TRY(at_.connection().each(sql::list_known, {zone, low.micros(), high.micros()},
                                [&](db::Row const& row) -> Result<void> {
                                  auto changes =
                                      TRY(ledger::changes_in(row.text(1), at_.catalog()));
                                  if (changes.empty()) return {};
                                  auto& into = all[Instant(row.integer(0))];
                                  for (auto& change : changes) {
                                    into.push_back({std::move(change), row.integer(2)});
                                  }
                                  return {};
                                }));
    }
    return all;
  }

  // The world went on, knowledge stood still (R21).
  Result<void> day(Definition const& of, Date from, Date to, Knowledge k) {
    if (from == to) return {};
    auto const early = std::min(from, to), late = std::max(from, to);
    auto const before = TRY(held(of, early, k));
    auto const after = TRY(held(of, late, k));
    auto const last = std::min(late, period_.days(late).last());
    return book(before, after, from <= to ? 1 : -1, [&](Step const& step) -> Result<Reason> {
      if (!step.before) return as_adjusted(step, {Term::fresh});
      if (step.after) return as_adjusted(step, {Term::changed});
      lives_.move_to(k);
      auto const life = TRY(lives_.now(step.id));
      return as_adjusted(step, {life.on(last) ? Term::changed : Term::retired});
    });
  }

  Result<Reason> as_adjusted(Step const& step, Reason reason) {
    auto const life = TRY(lives_.now(step.id));
    if (life.in->name == "adjustment") reason.term = Term::adjusted;
    return reason;
  }

  Result<void> book(Held const& before, Held const& after, int sign, ReasonOf const& reason_of) {
    std::set<std::string> ids;
    for (auto const& [id, unused] : before) ids.insert(id);
    for (auto const& [id, unused] : after) ids.insert(id);
    for (auto const& id : ids) {
      auto const a = before.find(id), b = after.find(id);
      Step const step{id, a != before.end() ? &a->second : nullptr,
                      b != after.end() ? &b->second : nullptr};
      auto const was = step.before ? step.before->amount : Decimal();
      auto const is = step.after ? step.after->amount : Decimal();
      auto const amount = sign > 0 ? plus(is, -was) : plus(was, -is);
      if (amount.sign() == 0 && !step.before == !step.after) continue;
      auto const [term, cause] = TRY(reason_of(step));
      if (cause) difference_.causes[id].insert(*cause);
      auto& total = difference_.terms[static_cast<std::size_t>(term)];
      total = plus(total, amount);
      auto& mine = difference_.records[id][term];
      mine = plus(mine, amount);
    }
    return {};
  }

  ledger::Snapshot& at_;
  KnownLives lives_;
  Period const& period_;
  Part part_;
  Difference difference_;
};

}  // namespace

std::string_view name_of(Term term) { return term_names[static_cast<std::size_t>(term)]; }

Result<Difference> difference(ledger::Snapshot& at, Period const& period, Part part,
                              End const& from, End const& to) {
  return Explaining(at, period, part).run(from, to);
}

}  // namespace zonebook::figures
