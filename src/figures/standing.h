// A figure as leaders ask for it: the value, its target and how far it is reached, how much of the
// period has passed, the same period a year before, the period before.
//
//   auto const now = TRY(standing(snapshot, question, local, by));
//   now.completion                     // 96.9…: per cent of the target
//
// Promises
//   1. What cannot be said is absent, never 0: no target is none, a period before the ledger began
//      says so.
//   2. The other periods are read at the same knowledge, and as far on in them as v is in the one
//      that is asked: a half year is held against the half year before.
//   3. Each period is counted by the edition of the definition that holds on its own day, so that
//      it says what it says when it is asked alone.  Of two editions nothing is said of how it grew
//      (docs/decisions/0021-each-period-by-its-edition.md).
//
// Source: PRODUCT E1.  Threads: as Snapshot.

#pragma once

#include "base/zone.h"
#include "figures/editions.h"
#include "figures/targets.h"

namespace zonebook::figures {

// Nothing counts, and the ledger began only on this day: of a flow after the period's first, of a
// stock after the day that is read.  That is no 0.
struct NotKept {
  Date began;
  bool is_whole = false;  // it began after all the days that are read: there is no number at all
};

// By which editions periods are counted; without them, all by the question's own definition.
struct CountedBy {
  Editions const* editions = nullptr;

  // Of a definition on a day; nullopt: its own alone is at hand.
  //   as Editions::at()
  Result<std::optional<Edition>> at(Definition const&, Date v, std::optional<Instant> k) const;
};

struct Compared {
  Period period;
  Date v;
  Answer answer;
  std::shared_ptr<Definition const> of = {};  // what it was counted by
  std::optional<Edition> edition = {};
  bool is_other_edition = false;  // than that of the figure
  std::optional<NotKept> not_kept = {};
  // Per cent, from then to now; of a ratio none, nor where an opening is cut: a part is missing;
  // nor of another edition.
  std::optional<Decimal> growth = {};
};

struct Standing {
  Answer answer;
  std::optional<Date> known;        // the day of the knowledge; nullopt: now
  std::optional<NotKept> not_kept;  // of a flow to date none
  std::optional<Target> target;
  // Per cent of the target; none where that is 0, or an opening is cut.
  std::optional<Decimal> completion;
  std::optional<Decimal> elapsed;                 // per cent of the period's days; of to-date none
  std::optional<Compared> year_before, previous;  // previous: none where it is the year before
};
Result<Standing> standing(ledger::Snapshot&, Question const&, Zone const& local,
                          CountedBy const& = {});

// What an answer to the question lacks.
Result<std::optional<NotKept>> not_kept(ledger::Snapshot&, Question const&, Answer const&,
                                        Zone const& local);

// v lies before the period's first day.
bool is_not_begun(Period const&, Date v);

// Month by month up to v; a month of which the period holds a part is that part.  Each counts for
// itself: once_per dedupes within a month.  Of what is typed, each period that was reported.
//   invalid  figures.trend_too_long: more than trend_max months; of to-date the last twelve
constexpr std::size_t trend_max = 120;
struct Step {
  Period period;
  Date v;
  Answer answer;
  std::shared_ptr<Definition const> of = {};  // what it was counted by
  std::optional<Edition> edition = {};
  // Nothing was kept yet, or an opening is cut: there is no number of this month.
  bool is_unknown = false;
};
Result<std::vector<Step>> trend(ledger::Snapshot&, Question const&, Zone const& local,
                                CountedBy const& = {});

}  // namespace zonebook::figures
