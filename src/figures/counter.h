// Which records a definition counts at one knowledge, with what amount: the interpreter of
// definitions, life by life.  Inside figures/; figure_sql.h is the other implementation, which must
// agree.
//
//   Counter counter(snapshot, lives, definition, Part::denominator, days, v);
//   TRY(counter.load(k, k, zones));      // what may count in them, in one statement
//   TRY(counter.read_at(k));
//   counter.held()                       // record → amount, event, day on which it was read
//
// For a difference it moves from one knowledge to the next: only what an entry touches, itself or
// something it is read through, is read again.  Where knowledges have different trees of zones, it
// loads all zones of any and is told which of them count.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "figures/definition.h"
#include "figures/known_lives.h"
#include "figures/opening.h"
#include "figures/period.h"
#include "ledger/snapshot.h"

namespace zonebook::figures {

struct Counted {
  Decimal amount;
  std::optional<Date> event;       // of a flow
  Date read_on;                    // the day on which amount and condition were read
  std::set<std::string> through;   // the records they were read through
  std::optional<db::Value> group;  // of the dimension, if one was asked
  std::string cites;               // of an adjustment: the record that it adjusts
  Origin origin = Origin::record;
};
using Held = std::map<std::string, Counted>;

using Zones = std::vector<std::string>;

class Counter {
 public:
  Counter(ledger::Snapshot&, KnownLives&, Definition const&, Part, Days, Date v);

  void group_by(Path path) { by_ = std::move(path); }

  // All of these zones that may count at any knowledge from `low` to `high`, both included.
  Result<void> load(Knowledge low, Knowledge high, Zones const&);
  // Of those loaded, from now on.
  void count_in(Zones const&);
  // Reads all at k; what was read before is forgotten.
  Result<void> read_at(Knowledge k);
  // Reads again at k what rests on these records; false: nothing does.
  Result<bool> read_again_at(Knowledge k, std::set<std::string> const& touched);

  // After dedupe (R20).
  Held held() const;

 private:
  struct Found {
    Counted counted;
    db::Value once;
    bool counts = true;  // false: of the cohort, but not of the numerator
  };
  struct Own {
    std::vector<ledger::StoredVersion> rows;
    std::set<std::string> rests_on;
    std::optional<Found> found;
  };
  struct Reading {
    ledger::Version const* version = nullptr;  // nullptr: it does not exist then
    ledger::ReadOn on = {};
  };

  Result<void> read(Own&, std::string const& id);
  Result<std::optional<Found>> find(ledger::Life const&, ledger::Draft&);
  Result<std::optional<Date>> event_of(ledger::Life const&, ledger::Draft&, Found&);
  Reading reading_of(ledger::Life const&, std::optional<Date> event, ReadAt) const;
  Result<bool> is_shown(Reading const&, std::string const& id, ledger::Draft&);
  Result<void> read_numerator(ledger::Life const&, ledger::Draft&, Found&);
  Result<bool> holds(ledger::Filter const&, Reading const&, ledger::Draft&);

  ledger::Snapshot& snapshot_;
  KnownLives& lives_;
  Definition const& of_;
  Numerator const* numerator_ = nullptr;
  Days days_;
  Date v_;
  std::optional<Path> by_;
  std::map<std::string, Own> own_;
  std::set<std::string> zones_;
  feel::Evaluator evaluator_;
};

}  // namespace zonebook::figures
