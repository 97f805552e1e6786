// Targets (register `target`): what a definition is to reach in a period, for a zone or a part of
// it, and whether what a target was split into adds up.
//
//   auto const found = TRY(target_of(snapshot, question));
//   found->value                       // in the unit of the definition: 12 亿元
//   found->splits                      // by quarter: 4 parts, 12 in all
//
// A target is the zone's own if it names no other record than the zone: a field of model/ that
// refers to a department or an officer makes it theirs.  It is read on v: what was set later was no
// target then.  It stands in the zone's own ledger or in one above it (known_zones.h).  Of several,
// that of the latest day counts.  As of the figure itself, what the scope
// does not show is not there.
//
// Threads: as Snapshot.  Source: PRODUCT E1.

#pragma once

#include "figures/figure.h"

namespace zonebook::figures {

struct Split {
  enum class By : std::uint8_t { period, zone, part };  // what its parts differ in
  By by = By::period;
  std::int64_t count = 0;
  Decimal sum;
};

struct Target {
  std::string id;
  Decimal value;  // in the unit of the definition
  Date set_on;
  std::string paper_no;       // "" if none is named
  std::vector<Split> splits;  // of a ratio none: rates do not add up
};

// nullopt: none is set, or this catalog has no targets.
Result<std::optional<Target>> target_of(ledger::Snapshot&, Question const&);

}  // namespace zonebook::figures
