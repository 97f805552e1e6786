// A figure as leaders ask for it: the value, its target and how far it is reached, how much of the
// period has passed, the same period a year before, the period before.
//
//   auto const now = TRY(standing(snapshot, question, local));
//   now.completion                     // 96.9…: per cent of the target
//
// Promises
//   1. What cannot be said is absent, never 0: no target is none, a period before the ledger began
//      says so.
//   2. The other periods are read at the same knowledge, and as far on in them as v is in the one
//      that is asked: a half year is held against the half year before.
//
// Source: PRODUCT E1.  Threads: as Snapshot.

#pragma once

#include "base/zone.h"
#include "figures/targets.h"

namespace zonebook::figures {

struct Compared {
  Period period;
  Date v;
  Answer answer;
  // Nothing counts, and the ledger began only on this day, after the period's first: that is no 0.
  std::optional<Date> began = {};
  std::optional<Decimal> growth = {};  // per cent, from then to now; of a ratio none
};

struct Standing {
  Answer answer;
  // As in Compared: nothing counts, and part of the period lies before the ledger; of to-date none.
  std::optional<Date> began;
  std::optional<Target> target;
  std::optional<Decimal> completion;              // per cent of the target; none where that is 0
  std::optional<Decimal> elapsed;                 // per cent of the period's days; of to-date none
  std::optional<Compared> year_before, previous;  // previous: none where it is the year before
};
Result<Standing> standing(ledger::Snapshot&, Question const&, Zone const& local);

// v lies before the period's first day.
bool is_not_begun(Period const&, Date v);

// Month by month up to v; a month of which the period holds a part is that part.  Each counts for
// itself: once_per dedupes within a month.
//   invalid  figures.trend_too_long: more than trend_max months; of to-date the last twelve
constexpr std::size_t trend_max = 120;
struct Step {
  Period period;
  Date v;
  Answer answer;
};
Result<std::vector<Step>> trend(ledger::Snapshot&, Question const&);

}  // namespace zonebook::figures
