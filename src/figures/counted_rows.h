// What a record brings to the counting tables: on which days, by which definitions, with what
// amount, and since when the ledger says so.  Inside figures/; counting.h keeps what comes out.
//
//   CountedRows rows(lives, counts);            // counts: definitions over one register
//   for (auto const& row : TRY(rows.of(id, from))) …
//
// How
//   At one knowledge a definition is a function of the day that is asked: it can change only where
//   a version or a merge begins or ends, of the record or of one that it is read through.  From one
//   knowledge to another it can change only where one of their rows begins or ceases to be known.
//   So a record is read once between each two of these; neighbours that say the same are one row.
//   That is why the rows do not depend on how they came about: kept entry by entry or made at once.
//
// Threads: one.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "figures/definition.h"
#include "figures/known_lives.h"

namespace zonebook::figures {

// A definition for which rows are kept; of a ratio its numerator.
struct Count {
  Definition const* of = nullptr;
  std::string digest;

  Numerator const* numerator() const { return of->numerator ? &*of->numerator : nullptr; }
  // Read on the day that is asked, not on that of the event.
  bool is_by_day() const;
};

// The event of a stock's rows, before any day of the ledger.
constexpr std::int64_t no_event = -100'000;

struct CountedRow {
  std::size_t count = 0;                      // which of the counts
  std::int64_t event = no_event;              // days
  std::int64_t valid_from = 0, valid_to = 0;  // the days asked for which it counts, half-open
  std::optional<std::int64_t> ended = {};     // read as it was on this day, its last
  std::optional<std::int64_t> amount = {};    // as its column holds it; none: of the cohort only
  std::string once = {};                      // what counts once; empty: for itself
  std::int64_t known_from = 0, known_to = ledger::still_known;
  bool is_rival = false;  // another record has its key; of a stored row

  bool says_what(CountedRow const&) const;  // all but since when it is known, and until when
};

class CountedRows {
 public:
  CountedRows(KnownLives& lives, std::vector<Count> const& counts)
      : lives_(lives), counts_(counts) {}

  // All that is or was known from this instant on; a row that was so before begins with it.
  Result<std::vector<CountedRow>> of(std::string const& id, Instant from);
  // The records that this rested on, itself included.
  std::set<std::string> const& rests_on() const { return rests_on_; }

 private:
  using Rows = std::vector<CountedRow>;
  struct Content {
    std::optional<std::int64_t> ended, amount;
    std::string once;
    bool operator==(Content const&) const = default;
  };
  struct Reading {
    ledger::Version const* version = nullptr;
    ledger::ReadOn on = {};
  };

  Result<Rows> at(std::string const& id);
  Result<void> add(std::size_t count, ledger::Life const&, ledger::Draft&, Rows&);
  Result<std::optional<Content>> content(Count const&, ledger::Life const&,
                                         std::optional<Date> event, Date day, ledger::Draft&);
  Result<bool> take_numerator(Count const&, Reading const&, Content&, ledger::Draft&);
  Result<bool> holds(ledger::Filter const&, Reading const&, ledger::Draft&);
  static Reading reading_of(ledger::Life const&, std::optional<Date> event, ReadAt, Date day);

  KnownLives& lives_;
  std::vector<Count> const& counts_;
  std::set<std::string> rests_on_;
  feel::Evaluator evaluator_;
};

}  // namespace zonebook::figures
