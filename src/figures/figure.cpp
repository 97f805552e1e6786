#include "figures/figure.h"

#include <algorithm>

#include "figures/counted_sql.h"
#include "figures/figure_sql.h"
#include "figures/openings.h"
#include "figures/sql.h"
#include "figures/tally.h"
#include "ledger/listing_sql.h"

namespace zonebook::figures {
namespace {

// R24.
Result<bool> is_before_ledger(ledger::Snapshot& at, Date v) {
  for (auto const& zone : at.below(v)) {
    std::optional<Instant> first;
    TRY(at.connection().each(sql::first_known, {zone}, [&](db::Row const& row) -> Result<void> {
      if (!row.is_null(0)) first = Instant(row.integer(0));
      return {};
    }));
    if (first && (!at.k() || *first <= *at.k())) return false;
  }
  return true;
}

db::Statement statement(Definition const& of, std::string const& what, ledger::Sql const& sql) {
  return db::Statement::same("r_" + of.in->name + "." + what, sql.text);
}

int scale_of(Definition const& of) {
  auto const* field = of.sum ? &of.sum->field() : nullptr;
  return field && field->type->name() == "decimal" ? field->scale : 0;
}

// By the database alone; nullopt: it is not to be said in one statement.
Result<std::optional<Total>> summed(ledger::Snapshot& at, Definition const& of,
                                    Question const& question) {
  auto const sql = sum_sql(at, of, question.period.days(question.v), question.v, at.k());
  if (!sql) return std::nullopt;
  Total total;
  auto const take = [&](db::Row const& row) -> Result<void> {
    total.count = row.integer(0);
    if (!of.sum) {
      total.value = Decimal(total.count);
      return {};
    }
    auto const high = Decimal(row.integer(1)) * Decimal(sum_base);
    auto const all = plus(high.value_or(Decimal()), Decimal(row.integer(2)));
    total.value = (all * Decimal::scaled(1, -scale_of(of))).value_or(all);
    return {};
  };
  TRY(at.connection().each(statement(of, "sum", *sql), ledger::bound(*sql), take));
  return total;
}

Result<Total> counted_one_by_one(ledger::Snapshot& at, Question const& question, Part part) {
  KnownLives lives(at.store());
  auto const held =
      TRY(held_at(at, lives, *question.of, part, question.period, question.v, at.k()));
  return total_of(held);
}

Result<Openings> openings_of(ledger::Snapshot& at, Question const& question, KnownLives& lives) {
  Openings openings(at, lives, *question.of, question.period.days(question.v), question.v);
  TRY(openings.load(at.k(), at.k(), at.below(question.v)));
  TRY(openings.read_at(at.k()));
  return openings;
}

// Of a part with its adjustments; nullopt: not all of it is in the counting tables.
Result<std::optional<Total>> total_kept(ledger::Snapshot& at, Question const& question, Part part) {
  if (question.way == Question::Way::plain) return std::nullopt;
  auto const& of = *question.of;
  auto const days = question.period.days(question.v);
  if (part == Part::numerator) return counted_total(at, of, days, question.v);
  auto total = TRY(counted_total(at, of.counted(), days, question.v));
  if (!total || !of.counted().adjustments) return total;
  auto const more = TRY(counted_total(at, *of.counted().adjustments, days, question.v));
  if (!more) return std::nullopt;
  return Total{plus(total->value, more->value), total->count + more->count};
}

// The same with its adjustments; what no statement says is counted life by life.
Result<Total> total_of_part(ledger::Snapshot& at, Question const& question, Part part) {
  auto const kept = TRY(total_kept(at, question, part));
  if (kept) return *kept;
  auto const& of = *question.of;
  auto const& counted = of.counted();
  if (part == Part::denominator) {
    auto total = TRY(summed(at, counted, question));
    if (total && !counted.adjustments) return *total;
    std::optional<Total> more;
    if (total) more = TRY(summed(at, *counted.adjustments, question));
    if (more) return Total{plus(total->value, more->value), total->count + more->count};
  }
  return counted_one_by_one(at, question, part);
}

// False: it is not to be said in one statement.
Result<bool> add_behind(ledger::Snapshot& at, Definition const& of, Question const& question,
                        Origin origin, std::vector<Behind>& behind) {
  auto const sql = behind_sql(at, of, question.period.days(question.v), question.v, at.k());
  if (!sql) return false;
  auto const take = [&](db::Row const& row) -> Result<void> {
    Behind one{.id = std::string(row.text(0)),
               .amount = {},
               .event = {},
               .read_on = {},
               .group = {},
               .origin = origin};
    one.amount = Decimal::scaled(row.integer(1), -scale_of(of));
    if (!row.is_null(2)) one.event = *Date::from_days(row.integer(2));
    one.read_on = *Date::from_days(row.integer(3));
    behind.push_back(std::move(one));
    return {};
  };
  TRY(at.connection().each(statement(of, "behind", *sql), ledger::bound(*sql), take));
  return true;
}

Result<std::optional<std::vector<Behind>>> listed_kept(ledger::Snapshot& at,
                                                       Question const& question) {
  if (question.way == Question::Way::plain) return std::nullopt;
  auto const& of = *question.of;
  auto const days = question.period.days(question.v);
  bool const is_numerator = of.numerator && question.part == Part::numerator;
  if (is_numerator) return counted_behind(at, of, days, question.v);
  auto behind = TRY(counted_behind(at, of.counted(), days, question.v));
  if (!behind || !of.counted().adjustments) return behind;
  auto more = TRY(counted_behind(at, *of.counted().adjustments, days, question.v));
  if (!more) return std::nullopt;
  for (auto& one : *more) {
    one.origin = Origin::adjustment;
    behind->push_back(std::move(one));
  }
  std::ranges::sort(*behind, {}, &Behind::id);
  return behind;
}

Result<std::optional<std::vector<Behind>>> listed(ledger::Snapshot& at, Question const& question) {
  auto kept = TRY(listed_kept(at, question));
  if (kept) return kept;
  auto const& of = *question.of;
  if (of.numerator && question.part == Part::numerator) return std::nullopt;
  std::vector<Behind> behind;
  auto is_whole = TRY(add_behind(at, of.counted(), question, Origin::record, behind));
  auto const& adjustments = of.counted().adjustments;
  if (is_whole && adjustments) {
    is_whole = TRY(add_behind(at, *adjustments, question, Origin::adjustment, behind));
  }
  if (!is_whole) return std::nullopt;
  std::ranges::sort(behind, {}, &Behind::id);
  return behind;
}

Result<Answer> typed_figure(ledger::Snapshot& at, Question const& question) {
  KnownLives lives(at.store());
  TypedFigures typed(at, lives, *question.of, question.period.days(question.v), question.v);
  TRY(typed.load(at.k(), at.k(), at.below(question.v)));
  TRY(typed.read_at(at.k()));
  Answer answer;
  answer.total = total_of(typed.held());
  answer.gap = typed.gap();
  return answer;
}

Result<std::optional<Path>> dimension(ledger::Snapshot& at, Definition const& of,
                                      std::string const& by) {
  if (by.empty()) return std::nullopt;
  auto path = TRY(Path::resolve(by, *of.counted().in));
  auto const* in = &path.in();
  for (auto const* field : path.steps()) {
    TRY(at.rights().check_plain(*in, *field));
    in = field->target;
  }
  return path;
}

}  // namespace

Result<Answer> figure(ledger::Snapshot& at, Question const& question) {
  // What is typed of a zone may stand in the ledger of one above, and be of years before either.
  if (question.of->kind == Kind::typed) return typed_figure(at, question);
  Answer answer;
  answer.before_ledger = TRY(is_before_ledger(at, question.v));
  if (answer.before_ledger) return answer;
  KnownLives lives(at.store());
  auto const openings = TRY(openings_of(at, question, lives));
  answer.openings = openings.counted();
  answer.cut = openings.cut();
  answer.total = TRY(openings.empty() ? total_of_part(at, question, Part::denominator)
                                      : counted_one_by_one(at, question, Part::denominator));
  if (question.of->numerator) {
    answer.numerator = TRY(total_of_part(at, question, Part::numerator));
  }
  return answer;
}

std::optional<Decimal> value_of(Answer const& answer, Definition const& of) {
  if (answer.before_ledger || answer.gap) return std::nullopt;
  if (!answer.numerator) return in_unit(answer.total.value, of);
  auto const hundredfold = answer.numerator->value * Decimal(100);
  return hundredfold ? *hundredfold / answer.total.value : std::nullopt;
}

std::string shown(Answer const& answer, Definition const& of) {
  auto const value = value_of(answer, of);
  return value ? with_digits(*value, of.scale) : "—";
}

Result<std::optional<Instant>> ledger_began(ledger::Snapshot& at, Date v) {
  std::optional<Instant> began;
  for (auto const& zone : at.below(v)) {
    TRY(at.connection().each(sql::first_known, {zone}, [&](db::Row const& row) -> Result<void> {
      if (row.is_null(0)) return {};
      Instant const first(row.integer(0));
      if (!at.k() || first <= *at.k()) began = std::min(first, began.value_or(first));
      return {};
    }));
  }
  return began;
}

Decimal Answer::opening() const {
  Decimal sum;
  for (auto const& one : openings) sum = plus(sum, one.amount);
  return sum;
}

Result<std::vector<Behind>> records(ledger::Snapshot& at, Question const& question,
                                    std::string const& by) {
  auto const& of = *question.of;
  TRY(at.rights().check_shown(*of.counted().in));
  auto path = TRY(dimension(at, of, by));
  KnownLives lives(at.store());
  bool const is_typed = of.kind == Kind::typed;
  auto const openings = TRY(openings_of(at, question, lives));
  if (!path && !is_typed && openings.empty()) {
    auto found = TRY(listed(at, question));
    if (found) return std::move(*found);
  }
  Tally tally(at, lives, of, question.part, question.period, question.v);
  if (path) tally.group_by(std::move(*path));
  TRY(tally.load(at.k(), at.k(), at.below(question.v)));
  TRY(tally.read_at(at.k()));
  std::vector<Behind> behind;
  for (auto const& [id, one] : tally.held()) {
    behind.push_back({id, one.amount, one.event, one.read_on, one.group, one.origin});
  }
  return behind;
}

}  // namespace zonebook::figures
