#include "difference_by_tables.h"

#include <algorithm>

#include "figures/counted_sql.h"
#include "figures/sql.h"
#include "figures/tally.h"
#include "ledger/log.h"

namespace zonebook::oracle {
namespace {

using figures::Term;
using Amounts = std::map<std::string, Decimal>;
using Changes = std::map<Instant, std::vector<ledger::Change>>;

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

class Explaining {
 public:
  Explaining(Session::Parts& parts, std::string zone, figures::Period const& period,
             figures::Part part)
      : parts_(parts),
        statements_(*parts.catalog),
        zone_(std::move(zone)),
        period_(period),
        part_(part) {}

  // False: the tables do not keep it.
  Result<bool> run(figures::End const& from, figures::End const& to) {
    auto const is_forward = rank(from.k) <= rank(to.k);
    auto const low = is_forward ? from.k : to.k, high = is_forward ? to.k : from.k;
    auto before = TRY(kept(*from.of, from.v, low));
    if (!before) return false;
    auto const changes = TRY(changes_between(low, high));
    for (auto const& [known, written] : changes) {
      auto after = TRY(kept(*from.of, from.v, known));
      if (!after) return false;
      book(*before, *after, is_forward ? 1 : -1,
           [&](std::string const& id) { return kind_of(written, id); });
      before = std::move(after);
    }
    auto const now = TRY(day(from, to));
    if (!now) return false;
    auto const defined = TRY(kept(*to.of, to.v, to.k));
    if (!defined) return false;
    if (from.of != to.of) {
      book(*now, *defined, 1, [](auto const&) { return Term::definition; });
    }
    return true;
  }

  Result<void> compare(figures::Difference const& found, ByTables& told) const {
    std::set<std::string> ids;
    for (auto const& [id, unused] : found.records) ids.insert(id);
    for (auto const& [id, unused] : terms_) ids.insert(id);
    for (auto const& id : ids) {
      auto const theirs = found.records.find(id);
      auto const ours = terms_.find(id);
      bool agrees = (theirs != found.records.end()) == (ours != terms_.end());
      if (agrees && unsure_.contains(id)) {
        ++told.sums_only;
        agrees = sum(theirs->second) == sum(ours->second);
      } else if (agrees) {
        agrees = theirs->second == ours->second;
      }
      if (!agrees) {
        auto const text = [](auto const& all, auto const& at) {
          std::string words;
          if (at == all.end()) return std::string("none");
          for (auto const& [term, amount] : at->second) {
            words += std::string(figures::name_of(term)) + " " + amount.to_string() + " ";
          }
          return words;
        };
        return std::unexpected(
            Error{Error::Code::broken,
                  {"implementations differ: the terms by tables: " + text(terms_, ours) +
                       "beside " + text(found.records, theirs),
                   {}},
                  id,
                  {}});
      }
    }
    told.records += static_cast<std::int64_t>(ids.size());
    return {};
  }

 private:
  static Instant rank(std::optional<Instant> k) { return k.value_or(Instant::max()); }
  static Decimal sum(std::map<Term, Decimal> const& terms) {
    Decimal all;
    for (auto const& [unused, amount] : terms) all = figures::plus(all, amount);
    return all;
  }

  // Without closing the knowledge, which would move what is entered later.
  Result<ledger::Snapshot> read(std::optional<Instant> k) {
    return ledger::Snapshot::open(*parts_.database, parts_.catalog, statements_,
                                  ledger::Scope::everything(zone_), k, parts_.ledger->today(), "");
  }

  Result<std::optional<Amounts>> kept(figures::Definition const& of, Date v,
                                      std::optional<Instant> k) {
    auto at = TRY(read(k));
    bool const is_numerator = of.numerator && part_ == figures::Part::numerator;
    std::vector<figures::Definition const*> all = {is_numerator ? &of : &of.counted()};
    auto const& adjustments = of.counted().adjustments;
    if (!is_numerator && adjustments) all.push_back(adjustments.get());
    Amounts amounts;
    for (auto const* one : all) {
      auto const behind = TRY(figures::counted_behind(at, *one, period_.days(v), v));
      if (!behind) return std::nullopt;
      for (auto const& record : *behind) amounts[record.id] = record.amount;
    }
    return amounts;
  }

  Result<Changes> changes_between(std::optional<Instant> low, std::optional<Instant> high) {
    Changes changes;
    if (low == high) return changes;
    auto at = TRY(read({}));
    auto zones = at.scope();
    for (auto& zone : at.below()) zones.push_back(std::move(zone));
    std::ranges::sort(zones);
    auto const rest = std::ranges::unique(zones);
    zones.erase(rest.begin(), rest.end());
    for (auto const& zone : zones) {
      TRY(at.connection().each(
          figures::sql::list_known, {zone, rank(low).micros(), rank(high).micros()},
          [&](db::Row const& row) -> Result<void> {
            auto made = TRY(ledger::changes_in(row.text(1), at.catalog()));
            if (made.empty()) return {};
            std::ranges::move(made, std::back_inserter(changes[Instant(row.integer(0))]));
            return {};
          }));
    }
    return changes;
  }

  // nullopt: of several kinds.
  std::optional<Term> kind_of(std::vector<ledger::Change> const& written, std::string const& id) {
    std::set<Term> own, any;
    for (auto const& one : written) {
      any.insert(term_of(one.kind));
      if (one.id == id) own.insert(term_of(one.kind));
    }
    auto const& terms = own.empty() ? any : own;
    return terms.size() == 1 ? std::optional(*terms.begin()) : std::nullopt;
  }

  // What holds on the second day; the effects of the day are booked.
  Result<std::optional<Amounts>> day(figures::End const& from, figures::End const& to) {
    auto const first = TRY(kept(*from.of, from.v, to.k));
    auto second = TRY(kept(*from.of, to.v, to.k));
    if (!first || !second || from.v == to.v) return second;
    bool const is_forward = from.v < to.v;
    auto const& early = is_forward ? *first : *second;
    auto const& late = is_forward ? *second : *first;
    auto const later = std::max(from.v, to.v);
    auto const last = std::min(later, period_.days(later).last());
    auto at = TRY(read(to.k));
    figures::KnownLives lives(at.store());
    lives.move_to(to.k);
    std::map<std::string, bool> ended;
    for (auto const& [id, unused] : early) {
      auto const life = TRY(lives.now(id));
      ended[id] = !life.on(last);
    }
    book(early, late, is_forward ? 1 : -1, [&](std::string const& id) {
      if (!early.contains(id)) return Term::fresh;
      return !late.contains(id) && ended.at(id) ? Term::retired : Term::changed;
    });
    return second;
  }

  void book(Amounts const& before, Amounts const& after, int sign, auto const& term_of_record) {
    std::set<std::string> ids;
    for (auto const& [id, unused] : before) ids.insert(id);
    for (auto const& [id, unused] : after) ids.insert(id);
    for (auto const& id : ids) {
      auto const was = before.find(id), is = after.find(id);
      bool const stays = (was != before.end()) == (is != after.end());
      auto const a = was != before.end() ? was->second : Decimal();
      auto const b = is != after.end() ? is->second : Decimal();
      auto const amount = sign > 0 ? figures::plus(b, -a) : figures::plus(a, -b);
      if (stays && amount.sign() == 0) continue;
      std::optional<Term> term = term_of_record(id);
      if (term != Term::definition && is_adjustment(id)) term = Term::adjusted;
      if (!term) unsure_.insert(id);
      auto& mine = terms_[id][term.value_or(Term::changed)];
      mine = figures::plus(mine, amount);
    }
  }

  bool is_adjustment(std::string const& id) {
    auto const found = adjustments_.find(id);
    if (found != adjustments_.end()) return found->second;
    auto at = read({});
    CHECK(at.has_value());
    auto const life = at->store().now(id);
    CHECK(life.has_value());
    return adjustments_[id] = life->in && life->in->name == "adjustment";
  }

  Session::Parts& parts_;
  ledger::Statements statements_;
  std::string zone_;
  figures::Period const& period_;
  figures::Part part_;
  std::map<std::string, std::map<Term, Decimal>> terms_;
  std::set<std::string> unsure_;
  std::map<std::string, bool> adjustments_;
};

}  // namespace

Result<void> check_by_tables(Session::Parts& parts, std::string const& zone,
                             figures::Period const& period, figures::Part part,
                             figures::End const& from, figures::End const& to,
                             figures::Difference const& found, ByTables& told) {
  Explaining explaining(parts, zone, period, part);
  auto const is_kept = TRY(explaining.run(from, to));
  ++(is_kept ? told.differences : told.not_kept);
  if (!is_kept) return {};
  return explaining.compare(found, told);
}

}  // namespace zonebook::oracle
