// Everything a definition counts, adjustments and openings included: they move together.  Inside
// figures/.

#pragma once

#include "figures/counter.h"
#include "figures/figure.h"
#include "figures/openings.h"

namespace zonebook::figures {

class Tally {
 public:
  Tally(ledger::Snapshot&, KnownLives&, Definition const&, Part, Period const&, Date v);

  void group_by(Path path) { counted_.group_by(std::move(path)); }
  Result<void> load(Knowledge low, Knowledge high, Zones const&);
  void count_in(Zones const&);
  Result<void> read_at(Knowledge);
  Result<bool> read_again_at(Knowledge, std::set<std::string> const& touched);
  Held held() const;

 private:
  Counter counted_;
  std::optional<Counter> adjustments_;
  std::optional<Openings> openings_;
};

//   invalid  figures.typed: nothing is counted
Result<void> check_counted(Definition const&);

// What counts at one pair.
Result<Held> held_at(ledger::Snapshot&, KnownLives&, Definition const&, Part, Period const&, Date v,
                     Knowledge);
// Openings are in the value and not in the count.
Total total_of(Held const&);
Decimal plus(Decimal, Decimal);

}  // namespace zonebook::figures
