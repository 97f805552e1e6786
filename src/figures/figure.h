// A figure: what a definition says of a zone, a period, a day v, as known at k; the records behind
// it, and why two answers differ.
//
//   auto now = TRY(ledger.read(scope, k));
//   auto answer = TRY(figure(now, {.of = definition, .period = period, .v = day}));
//   answer.total.value                       // in 分, or a plain number: shown(value, definition)
//   auto behind = TRY(records(now, {…}));       // their amounts add up to the value exactly
//
// Promises
//   1. Everything counts in the zone of the snapshot and those below it that the scope shows whole;
//      its conditions are held against the row that is read.
//   2. The value is the sum of the amounts of the records behind, to the last digit.
//   3. A difference is the sum of its seven terms, and of what its records say, to the last digit;
//      backwards it is the negative.
//   4. Before the first entry of the zone's subtree the answer is `before_ledger`, never 0.
//   5. Both databases answer alike.
//
// Rights to a figure and to its records are two: who may see figures has them counted in a scope of
// everything (access/rights.h).  Only records() asks whether the register is shown.
//
// Source: the design, 6; the oracle's R14 to R29.  Threads: as Snapshot.

#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "figures/definition.h"
#include "figures/opening.h"
#include "figures/period.h"
#include "ledger/snapshot.h"

namespace zonebook::figures {

struct Question {
  std::shared_ptr<Definition const> of;
  Period period;
  Date v;
  Part part = Part::denominator;  // of a ratio: whose records, whose difference
  // plain: without the counting tables (counting.h), as where they do not hold.
  enum class Way : std::uint8_t { quickest, plain } way = Way::quickest;
};

struct Total {
  Decimal value;
  std::int64_t count = 0;
};

// Why there is no value of a typed figure.
struct Gap {
  enum class Why : std::uint8_t {
    nothing,          // it was not reported of these days
    some_missing,     // of all zones below it adds up from, some lack it
    does_not_add_up,  // of zones below it was, and the definition does not say that it adds up
  } why = Why::nothing;
  std::vector<std::string> missing = {};  // their codes, of some_missing
  std::int64_t reported = 0;              // how many zones below were reported of
};

struct Answer {
  bool before_ledger = false;  // then all else is empty
  Total total;                 // of a ratio: its denominator
  std::optional<Total> numerator;
  std::vector<Opening> openings;  // in the value, not in the count
  std::vector<Opening> cut;       // that the period cuts into: the value lacks what they stand for
  std::optional<Gap> gap = {};    // then there is no value

  Decimal opening() const;  // all of them together
};
Result<Answer> figure(ledger::Snapshot&, Question const&);

// What is shown as one number: the amount in its unit, of a ratio per cent.  nullopt before the
// ledger began, of a gap, and where there is nothing to divide by.
std::optional<Decimal> value_of(Answer const&, Definition const&);
// The same as people read it, half up: "11.63"; "—" where there is none.
std::string shown(Answer const&, Definition const&);

// When the zone of the snapshot, or one below it, had its first entry; nullopt: not yet at its k.
Result<std::optional<Instant>> ledger_began(ledger::Snapshot&, Date v);

struct Behind {
  std::string id;
  Decimal amount;
  std::optional<Date> event;       // of a flow: the day it counts on
  Date read_on;                    // the day on which amount and condition were read
  std::optional<db::Value> group;  // of the dimension, if one was asked
  Origin origin = Origin::record;
};
// By id.  `by`: a path from the register that is counted, or nothing.
//   forbidden  the register, or the dimension's field, is not shown
//   invalid    figures.unknown_field: there is no such path
Result<std::vector<Behind>> records(ledger::Snapshot&, Question const&, std::string const& by = {});

enum class Term : std::uint8_t {
  fresh,  // "new": it comes to count
  changed,
  corrected,
  retired,
  restored,
  adjusted,
  definition,
};
constexpr std::size_t term_count = 7;
std::string_view name_of(Term);  // as the API writes it: "new", "changed" …

// An entry that moved an amount, named by the record it changed: the one that counts, or one it is
// read through.
struct Cause {
  std::string record;
  std::int64_t seq = 0;  // of the record's zone
  auto operator<=>(Cause const&) const = default;
};
struct Difference {
  std::array<Decimal, term_count> terms;
  Decimal sum;
  // What each record had part in; a record that came and went has its term, be it 0.
  std::map<std::string, std::map<Term, Decimal>> records;
  // What moved each record between the two knowledges; a day that passed has none.
  std::map<std::string, std::set<Cause>> causes;
};
struct End {
  std::shared_ptr<Definition const> of;
  Date v;
  std::optional<Instant> k;  // none: now
};
// First the knowledge at from.v under from.of, one instant after another, then the day at to.k,
// then the definition (R21, R22).  The snapshot must have been opened after both k were closed.
Result<Difference> difference(ledger::Snapshot&, Period const&, Part, End const& from,
                              End const& to);

}  // namespace zonebook::figures
