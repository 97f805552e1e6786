// Freezing figures: the letters that report them for good, and a report opened again.
//
//   auto const made = TRY(freezing(snapshot, {.title = "2023年年报", .signer = "…", …}));
//   for (auto const& letter : made.letters) append(letter);       // an actor is still wanted
//   auto const opened = TRY(open_frozen(frozen, …, now, own, …));    // then and now, and why
//
// A report and its figures are one entry; what it cites in other zones, or beyond the changes of
// one entry, stands in entries of their own.

#pragma once

#include "api/difference.h"
#include "figures/editions.h"
#include "figures/freeze.h"

namespace zonebook::api {

struct ToFreeze {
  std::string name;
  figures::Period period;
  Date v;
};
struct FreezeAsked {
  std::string title, signer;
  Date on;
  std::string zone, root;
  Instant k;
  std::vector<ToFreeze> figures;
  Zone const& local;
  figures::Editions::Shared at_hand;  // what is counted by is read of the snapshot, if need be
};
struct Freezing {
  std::vector<Json> letters;  // the report's first; it makes "new:report"
  // By the figures that were asked.
  std::vector<figures::Question> questions;
  std::vector<figures::Answer> answers;
  std::int64_t cited = 0;  // records
};
//   invalid  api.freeze.no_value: there is no number, or not all of it; `where` names it
//   and what figures/editions.h refuses
Result<Freezing> freezing(ledger::Snapshot&, FreezeAsked const&);

// The last that a snapshot of now knows: once read at it, every later entry is later.
Instant last_known(ledger::Snapshot const&);

// A frozen figure beside what it would be now.
struct OpenedFigure {
  figures::FrozenFigure frozen;
  figures::Edition then, now;  // by which it is worked out again, and as it would be now
  AskedDifference asked;
  DifferenceTold told;
  std::optional<DifferenceTold> numerator;  // of a ratio

  // By what the ledger knew then, worked out again.
  bool is_confirmed() const;
  // Another edition answers than the one that was kept with it.
  bool is_other_edition() const;
  std::optional<Decimal> value_now() const;
  std::string sentence(Language) const;
};
struct FrozenWhere {
  figures::Editions::Shared at_hand;
  std::string root;
  Zone const& local;
};
// As told_difference().
//   not_found  figures.none
Result<OpenedFigure> open_frozen(figures::FrozenFigure const&, FrozenWhere const&,
                                 ledger::Snapshot& now, ledger::Scope const& own, Language);
// Of a figure that this reader is not told: which it is, and "kept_back".
Json kept_back_json(figures::FrozenFigure const&);
// Of what is not confirmed no comparison is said: it would start from another number.
Json json_of(OpenedFigure const&);
Json json_of(figures::FrozenReport const&);

}  // namespace zonebook::api
