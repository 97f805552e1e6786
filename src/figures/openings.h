// The openings of a definition at one knowledge after another, and what they do to what counts.
// Inside figures/.
//
//   Openings openings(snapshot, lives, definition, days, v);
//   TRY(openings.load(k, k, zones));
//   TRY(openings.read_at(k));
//   openings.put_into(held);           // events they stand for go out, they themselves come in
//
// Promises
//   1. Of a flow an opening stands for all events of its zone, and of those below it, on the days
//      from `since` (empty: from the beginning) to `cut_off`: records of these days never count
//      beside it, in no period.
//   2. It counts, on its cut-off day, in a period that holds all its days, whenever its own record
//      begins.  A period that cuts into them has no answer for these days: cut() tells, and nothing
//      is made up.
//   3. Of a stock it counts from its cut-off day on: those alive that no record tells of.
//   4. No day counts twice: one whose zone is below another's and whose days lie within that one's
//      gives way to it where that counts; of two for one zone over the same days the one that was
//      entered later holds.  Days that lie within only in part are not noticed between zones.
//   5. An adjustment of these days goes with the record that it cites, whatever zone it stands in;
//      one of a later day stays, for no paper of the cut-off could hold it.
//   6. It stands in the ledger of its zone or of one above it (KnownZones::may_tell); one that
//      stands elsewhere says nothing.  Which zones are below is what was known of the tree of v.
//   7. Ratios have none, for nobody knows which of an opening met the condition.
//
// Source: PRODUCT B5; the register's own words (registers/opening.yaml).

#pragma once

#include "figures/counter.h"
#include "figures/definition_rows.h"
#include "figures/known_zones.h"

namespace zonebook::figures {

class Openings {
 public:
  // `of` is a flow or a stock; one whose catalog has no openings has none.
  Openings(ledger::Snapshot&, KnownLives&, Definition const& of, Days, Date v);

  // As Counter's.
  Result<void> load(Knowledge low, Knowledge high, Zones const&);
  void count_in(Zones const&);
  Result<void> read_at(Knowledge);
  Result<bool> read_again_at(Knowledge, std::set<std::string> const& touched);

  bool empty() const;
  void put_into(Held&) const;
  std::vector<Opening> counted() const;
  std::vector<Opening> cut() const;

 private:
  Result<std::optional<Opening>> read(std::string const& id,
                                      std::vector<ledger::StoredVersion> const&, Knowledge);
  bool is_in(Opening const& one) const { return zones_.contains(one.zone); }
  bool is_of(std::string const& zone, Opening const&) const;
  Date since(Opening const&) const;
  void drop_replaced();
  bool fits(Opening const&) const;
  bool counts(Opening const&) const;
  bool is_cut(Opening const&) const;
  bool stands_for(Opening const&, std::string const& zone, Date event) const;

  ledger::Snapshot& at_;
  KnownLives& lives_;
  Definition const& of_;
  Days days_;
  Date v_;
  std::set<std::string> zones_;
  RowsById rows_;
  KnownZones tree_;
  std::map<std::string, std::set<std::string>> above_;  // of the zones that count
  std::vector<Opening> openings_;
};

}  // namespace zonebook::figures
