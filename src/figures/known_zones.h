// The tree of zones at one knowledge after another, and on which days each zone existed.  Inside
// figures/.
//
//   KnownZones zones(snapshot);
//   TRY(zones.move_to(k));                   // false: the tree is the one it was
//   zones.parent("park", v);                 // "east"
//   zones.existed("park", days);             // its record is of one of these days
//
// Costs a read of all rows of zones there ever were, at each knowledge at which one of them begins
// or ceases to be known.  Threads: as Snapshot.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "figures/known_lives.h"
#include "figures/period.h"
#include "ledger/snapshot.h"
#include "ledger/zone_days.h"

namespace zonebook::figures {

class KnownZones {
 public:
  explicit KnownZones(ledger::Snapshot& at) : at_(at) {}

  // Whether anything may be otherwise than at the knowledge before.
  Result<bool> move_to(Knowledge);

  // A zone and those above it on a day.
  ledger::ZoneDays::Zones above(std::string const& zone, Date on) const;
  std::optional<std::string> parent(std::string const& zone, Date on) const;
  // One whose zone has no record at all (the root before its own) has always been there.
  bool existed(std::string const& zone, Days) const;
  // May what is entered in the ledger of `teller` say how much another zone has?  Its own ledger
  // may, and those above it on any of the two days: the statistics of a zone are published by the
  // office above.  Those beside and below may not, for their clerks answer for themselves.
  bool may_tell(std::string const& teller, std::string const& of, Date then, Date now) const;

 private:
  ledger::Snapshot& at_;
  std::optional<Knowledge> k_;
  ledger::ZoneDays tree_;
  std::map<std::string, std::vector<ledger::Stretch>> existed_;  // by code
};

}  // namespace zonebook::figures
