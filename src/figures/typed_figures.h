// What was entered by hand of a typed definition (registers/typed_figure.yaml) at one knowledge
// after another: the rows that answer for a zone and a period.  Inside figures/.
//
//   TypedFigures typed(snapshot, lives, definition, days, v);
//   TRY(typed.load(k, k, zones));
//   TRY(typed.read_at(k));
//   typed.held()                       // the rows that add up to the value; empty: there is none
//
// Promises
//   1. What is asked are the period's days up to v: a year's number never answers for a part of the
//      year, and one for January to September does where v is the last day of September, however
//      its period is written.
//   2. The zone's own row for these days answers; else, where the definition adds up over periods,
//      its own rows that follow each other from the first day to the last; else, where it adds up
//      over zones, what answers for each zone directly below, none of which may be missing.
//      Nothing is counted twice, and a sum of some parts is no answer.
//      Below is what the tree of v says, as it was known.  A zone whose record is of none of these
//      days did not exist and lacks nothing, but what was reported of it counts.
//   3. Of several rows for the same days of a zone that of the latest day of publication counts, of
//      these the one that was made last.  They stand in the zone's own ledger or in one above it
//      (KnownZones::may_tell, on the last of the row's days and on v); others say nothing.
//   4. A row is read on the last of these days; one whose record begins later, for it was
//      written down later, as it is first.  Its number is the same on all days of its life
//      (typed_figure_check), so what was revised is told apart by the knowledge alone.
//
// Threads: as Snapshot.  Cost: one statement, and that of KnownZones where there are any rows.

#pragma once

#include "figures/counter.h"
#include "figures/definition_rows.h"
#include "figures/figure.h"
#include "figures/known_zones.h"
#include "ledger/rules.h"

namespace zonebook::figures {

constexpr std::string_view typed_register = "typed_figure";  // of this room

class TypedFigures {
 public:
  TypedFigures(ledger::Snapshot&, KnownLives&, Definition const&, Days, Date v);

  void group_by(Path path) { by_ = std::move(path); }

  // As Counter's.
  Result<void> load(Knowledge low, Knowledge high, Zones const&);
  void count_in(Zones const&);
  Result<void> read_at(Knowledge);
  Result<bool> read_again_at(Knowledge, std::set<std::string> const& touched);

  Held held() const;
  // Why there is no value; nullopt: there is one.
  std::optional<Gap> gap() const;
  // The periods within the days asked that have a value of their own or a part of it, by last day.
  std::vector<Period> periods() const;

 private:
  struct Row {
    std::string id, zone, period;
    Days days;
    Date published_on, read_on;
    Decimal value;
    std::optional<db::Value> group;
  };
  using Rows = std::vector<Row const*>;

  Result<std::optional<Row>> read(std::string const& id, std::vector<ledger::StoredVersion> const&);
  void keep_latest();
  bool is_of_these_days(std::string const& zone) const;
  Rows of(std::string const& zone) const;
  std::vector<std::string> below(std::string const& zone) const;
  bool adds_up_over(AddsUp) const;
  // Adds the rows that answer; what lacks one goes into `missing`.
  void answer(std::string const& zone, Rows& into, std::vector<std::string>& missing) const;

  ledger::Snapshot& at_;
  KnownLives& lives_;
  Definition const& of_;
  Days days_;  // that are asked
  Date v_;
  std::optional<Path> by_;
  Zones zones_;
  RowsById stored_;
  KnownZones tree_;
  std::map<std::string, std::vector<std::string>> below_;  // of the zones that count, directly
  std::vector<Row> rows_;
};

// A row's period is one, and its number does not change in the course of time: it is corrected over
// its whole life.
//   invalid    as Period::parse()
//   conflict   figures.typed_changes
ledger::RecordCheck typed_figure_check(meta::Catalog const&);

}  // namespace zonebook::figures
