// Everything a definition counts, adjustments included: two counters that move together.  Inside
// figures/.

#pragma once

#include "figures/counter.h"
#include "figures/figure.h"

namespace zonebook::figures {

class Tally {
 public:
  Tally(ledger::Snapshot&, KnownLives&, Definition const&, Part, Period const&, Date v);

  void group_by(Path path) { counted_.group_by(std::move(path)); }
  Result<void> load(Knowledge low, Knowledge high, Zones const&);
  void count_in(Zones const&);
  Result<void> read_at(Knowledge);
  Result<bool> read_again_at(Knowledge, std::set<std::string> const& touched);
  // Adjustments are marked by their register alone.
  Held held() const;

 private:
  Counter counted_;
  std::optional<Counter> adjustments_;
};

//   invalid  figures.typed: nothing is counted
Result<void> check_counted(Definition const&);

// What counts at one pair.
Result<Held> held_at(ledger::Snapshot&, KnownLives&, Definition const&, Part, Period const&, Date v,
                     Knowledge);
Total total_of(Held const&);
Decimal plus(Decimal, Decimal);

}  // namespace zonebook::figures
