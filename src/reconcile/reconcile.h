// Reported figures beside the ledger's: for each one, which definitions could be meant, what they
// say for its zone and period, and whether that is what the text says; where it is not, what would
// make it so.
//
//   auto const reading = reading::read(text, {.zone = "示例区", .today = day});
//   auto const found = TRY(reconcile(text, reading, asked, {phrases, editions}, read));
//   found.figures[0].verdict                // agrees | differs | question | unsupported
//   found.troubles                          // what a person is to look at, in reading order
//
// Promises
//   1. Nothing is written, and no figure of the ledger changes because of what a text says.
//   2. A figure agrees only with a definition that its words name as surely as any other
//      (phrase.h).  Where they name several equally, and these say different things, it is a
//      question with all of them, never an accusation; the other figures of its name go with it.
//   3. What is not in the ledger is unsupported, with why; a value that would have to be guessed
//      is none.
//   4. Each way says a pair and a definition whose answer, asked again, agrees.
//
// Days: a flow is asked for the period the text says, up to the day it speaks of; 截至 a day for
// the year up to it, then since the beginning; a stock on that day.  The figure agrees if any of
// these does, and `values` says which.
//
// Cost: a figure for each definition and period that is meant, however often the text says it; of
// each that differs, once, the difference since the ledger began, and one figure for each entry
// that moved it (at most searched_max, and searched_in_text_max in all; of a text at most
// searched_questions_max are looked up).
// Threads: as Snapshot.  Source: PRODUCT H 07; issue 8.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "figures/editions.h"
#include "figures/freeze.h"
#include "figures/standing.h"
#include "reconcile/phrase.h"

namespace zonebook::reconcile {

enum class Verdict : std::uint8_t { agrees, differs, question, unsupported };
std::string_view name_of(Verdict);

enum class Why : std::uint8_t {
  none,
  no_definition,  // nothing that is counted is said so
  no_zone,        // whose figure it is, the ledger does not know, or not below the zone asked
  typed,          // its definition is entered, and nothing was for these days
  forecast,       // what is to be expected is no fact
  not_held,       // a rank, a share …: no such number is kept
  before_ledger,  // or before the beginning of the zone's ledger
  no_value,       // nothing to divide by, no target, no year before
  kept_back,      // the reader may not be told (hide())
};
std::string_view name_of(Why);

// What a definition says.  `value` is in `unit`: the definition's, % of a rate or a growth.
struct Value {
  figures::Question question;
  std::optional<Instant> k;
  figures::Answer answer;
  std::optional<Decimal> value;
  std::string unit;
  // Of a growth: the period it has grown from, whose answer it tells together with its own.
  std::optional<figures::Compared> before = {};
  int rank = 0;  // how surely it is meant
  bool agrees = false;
};

// What would make a figure agree.
struct Way {
  enum class By : std::uint8_t { definition, knowledge, day };
  By by = By::definition;
  Value value;
  // By::knowledge: it was so in what was known in [from, until); until nullopt: still.
  std::optional<Instant> from = {}, until = {};
  // By::day: the same on all days from value.question.v to this one.
  std::optional<Date> last = {};
  std::optional<figures::FrozenFigure> frozen = {};  // a report that has this very value
};

struct Checked {
  std::string zone;  // its code; "" if there is none
  Verdict verdict = Verdict::unsupported;
  Why why = Why::none;
  std::vector<Value> values;  // of the definitions meant, the surest first, each once
  std::vector<Way> ways;      // of what differs
  bool searched_all = true;   // false: there was more to look at than may be
};
// What stands beside the text: of what is meant most surely the value that agrees, else the first;
// nullptr: there is none.
Value const* told_value(Checked const&);
// Of one figure; of one text, pairs that were not asked before; and questions that are looked up.
constexpr std::size_t searched_max = 1000, searched_in_text_max = 3000;
constexpr std::size_t searched_questions_max = 100;

struct Trouble {
  enum class Of : std::uint8_t { differs, one_name, unsupported };
  Of of = Of::differs;
  std::vector<std::size_t> figures;  // of the reading
};
std::string_view name_of(Trouble::Of);

struct Reconciled {
  std::vector<Checked> figures;  // one for each of the reading
  std::vector<Trouble> troubles;
  std::size_t count(Verdict) const;
};

struct Asked {
  std::string zone, root;    // codes
  Date day;                  // the text speaks of: 目前; not later than today
  std::optional<Instant> k;  // nullopt: now
  Zone const& local;
  // Nobody asked for k: it is the last that was known, so that all that is read is of one moment.
  bool is_now = false;
};
struct Meanings {
  Phrases const& phrases;
  figures::Editions const& editions;
};
// A snapshot of everything a figure of the zone may count, at a knowledge.
using Read =
    std::function<Result<ledger::Snapshot>(std::string const& zone, std::optional<Instant> k)>;

// A figure whose value may not be told: nor whether it agrees.
void hide(Checked&);
// Finds the troubles of figures that were hidden since again.
void find_troubles(reading::Reading const&, Reconciled&);

//   as Read
Result<Reconciled> reconcile(std::string_view text, reading::Reading const&, Asked const&,
                             Meanings const&, Read const&);

}  // namespace zonebook::reconcile
