// Everything a definition counts, adjustments and openings included, or what was typed of it: they
// move together.  Inside figures/.

#pragma once

#include "figures/counter.h"
#include "figures/figure.h"
#include "figures/openings.h"
#include "figures/typed_figures.h"

namespace zonebook::figures {

class Tally {
 public:
  Tally(ledger::Snapshot&, KnownLives&, Definition const&, Part, Period const&, Date v);

  void group_by(Path path);
  Result<void> load(Knowledge low, Knowledge high, Zones const&);
  void count_in(Zones const&);
  Result<void> read_at(Knowledge);
  Result<bool> read_again_at(Knowledge, std::set<std::string> const& touched);
  Held held() const;

 private:
  Result<void> each(auto const& of_part) {
    if (counted_) TRY(of_part(*counted_));
    if (adjustments_) TRY(of_part(*adjustments_));
    if (openings_) TRY(of_part(*openings_));
    if (typed_) TRY(of_part(*typed_));
    return {};
  }

  std::optional<Counter> counted_;
  std::optional<Counter> adjustments_;
  std::optional<Openings> openings_;
  std::optional<TypedFigures> typed_;
};

// What counts at one pair.
Result<Held> held_at(ledger::Snapshot&, KnownLives&, Definition const&, Part, Period const&, Date v,
                     Knowledge);
// Openings are in the value and not in the count.
Total total_of(Held const&);
Decimal plus(Decimal, Decimal);

}  // namespace zonebook::figures
