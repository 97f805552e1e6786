// What counts besides records: an opening (期初), one number on a paper for what was before the
// ledger began; and adjustments, which are records of their own (registers/adjustment.yaml).
//
// Threads: values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/decimal.h"
#include "base/instant.h"

namespace zonebook::figures {

// What it is that counts.
enum class Origin : std::uint8_t { record, adjustment, opening };

struct Opening {
  std::string id, zone;       // the code of the zone it is of
  std::optional<Date> since;  // nullopt: the paper does not say
  Date cut_off;
  Instant known;   // when it was entered first
  Date read_on;    // the day on which its record was read
  Decimal amount;  // as the definition counts: 分, or a plain number
  std::string paper_no;
};

}  // namespace zonebook::figures
