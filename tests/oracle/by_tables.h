// How much of the differences asked was worked out by the counting tables too.

#pragma once

#include <cstdint>

namespace zonebook::oracle {

struct ByTables {
  std::int64_t differences = 0, records = 0, sums_only = 0, not_kept = 0;
};

}  // namespace zonebook::oracle
