// What statements over the counting tables are put together from: which rows are asked for, and
// their sum from cells by month (counted_sums.h) and the rows between these and the pair.  Inside
// figures/.
//
//   CountedAsk ask{.digest = …, .events = …, .day = …, .k = …, .zones = …};
//   Sql{"SELECT id"} += rows_asked(ask);          // "\nFROM counted\nWHERE …"
//   sum_asked(ask)                                // rows of records, high, low; to be added up
//
// Threads: functions of values.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "figures/counted_rows.h"
#include "figures/figure.h"

namespace zonebook::figures {

// Half-open, in days; of a stock no_event alone.
struct EventDays {
  std::int64_t from = 0, to = 0;
};

struct CountedAsk {
  std::string digest;
  EventDays events;
  bool is_by_day = false;  // counted_rows.h
  Date day;                // that is asked
  std::optional<Instant> k;
  Date today;                      // nothing much is known or begins later
  std::vector<std::string> zones;  // of the tree
  std::size_t zones_in_all = 0;
  db::Dialect on = db::Dialect::sqlite;
};

// NULL where none is kept.
inline constexpr std::string_view number_of_digest =
    "(SELECT number\nFROM counted_digest\nWHERE digest = ?)";

// From FROM on; on SQLite by this index.
ledger::Sql rows_asked(CountedAsk const&, std::string_view index = {});

// Of those that no other record can keep out.  The whole tree: from cells by month, and rows within
// a month of the day and of k.  A small part of it: of its rows, unless cells alone say it.
ledger::Sql sum_asked(CountedAsk const&);

}  // namespace zonebook::figures
