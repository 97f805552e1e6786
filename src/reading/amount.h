// A figure's value in the base unit of its kind, and how far its printing may be from the truth.

#pragma once

#include <string>

#include "reading/reading.h"

namespace zonebook::reading {

struct Amount {
  double value = 0;
  double half = 0;   // half a unit of the last digit printed; 0 for counts
  std::string base;  // 元, 个, 平方米, %
  bool is_count = false;
};

Amount amount_of(Figure const&);

// Counted alike: 家 and 户, 个 and 项.
bool same_base(Amount const&, Amount const&);

}  // namespace zonebook::reading
