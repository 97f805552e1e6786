// For which periods, on which days, a reported figure is asked of a definition.  Inside reconcile/.

#pragma once

#include <vector>

#include "figures/definition.h"
#include "figures/period.h"
#include "reading/reading.h"

namespace zonebook::reconcile {

struct AskedDays {
  figures::Period period;
  Date v;
};

// As the text says first; `day` is the one it speaks of, and no v is later.
std::vector<AskedDays> asked_days(reading::Figure const&, figures::Definition const&, Date day);

// Named as people name it where it is whole months: 2023-H1.
figures::Period period_of(Date first, Date last);

}  // namespace zonebook::reconcile
