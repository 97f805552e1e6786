// The tree of zones on each day of the world, as one knowledge has it: the rows of the register
// `zone`, read at (v, k) like any other.  Reads take it, and the checks of references; the parents
// in the heads are those of the last versions, for whom no day is asked.
//
//   auto const days = TRY(ZoneDays::read(store, catalog, k));
//   days.below("root", day);                     // a zone and those below it on that day
//   days.above("park");                          // without a day: those that were so on any day
//
// On a day when a zone's record does not exist, the version nearest before counts, else the first:
// records may be older than the zone, and outlive it; of a record that was made void, what was
// known last.  A zone of which nothing was known at k yet stands alone.  A head that never had a
// record (the root before its own, a test's) keeps the parent in its head.
//
// Threads: immutable once made.  Source: ARCHITECTURE 6, "zone trees are those of v".

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/instant.h"
#include "base/result.h"
#include "ledger/change.h"

namespace zonebook::ledger {

struct Head;
struct Life;
class Store;

class ZoneDays {
 public:
  ZoneDays() = default;
  // Costs a read of the heads and of all rows of the register there ever were.
  static Result<ZoneDays> read(Store&, meta::Catalog const&, std::vector<Head> const&,
                               std::optional<Instant> k);

  using Zones = std::set<std::string>;
  Zones below(std::string const& zone, std::optional<Date> day = {}) const;
  Zones above(std::string const& zone, std::optional<Date> day = {}) const;
  // The first day after this one on which some zone has another parent; open_end(): none.
  Date next_change(Date) const;
  // When the tree may have come to be known differently, whatever the k it was read at.
  std::set<Instant> const& changes() const { return changes_; }

  // For an entry under way: a zone's record as it will be; `code_of` names zones by record.
  void take(Life const&, std::string const& code,
            std::map<std::string, std::string> const& code_of);
  // On every day there is a way from the zone up to the root.
  bool leads_up(std::string const& zone, std::string const& root) const;

 private:
  using Parent = std::optional<std::string>;
  using Parents = std::map<Date, Parent>;  // by the first day of each

  Zones parents_of(std::string const& zone, std::optional<Date> day) const;

  std::map<std::string, Parents> zones_;
  std::set<Instant> changes_;
};

}  // namespace zonebook::ledger
