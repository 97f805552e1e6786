// What would make a figure that differs agree: another definition, another knowledge, another day.
// Inside reconcile/.

#pragma once

#include "reconcile/values.h"

namespace zonebook::reconcile {

// Fills `ways`, the likeliest first, and says whether all was looked at.
//   as Read
Result<void> search(reading::Figure const&, Checked&, Values const&, Asked const&, Read const&);

}  // namespace zonebook::reconcile
