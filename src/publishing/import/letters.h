// Planned rows as letters of the ledger (ledger/request.h).
//
// A change holds from the plan's day.  A correction holds where the wrong value stood: over the
// versions around that day that hold it; of an event's day, over the whole life, as the ledger
// wants it.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "publishing/import/import.h"

namespace zonebook::publishing {

// Some rows of one zone that fit into one entry: all of them are proposed, or none.
struct Batch {
  std::string zone;
  bool is_proposal = false;
  std::vector<std::size_t> rows;  // of the plan
};

class Letters {
 public:
  Letters(Plan const& plan, ImportOptions const& options, ledger::Lives& lives)
      : plan_(plan), options_(options), lives_(lives) {}

  // Of the rows that write something.  After it the lives are no longer read.
  Result<std::vector<Batch>> batches();
  // The letter of rows of a batch.  Its key is that of the file, the rows' places, and the head of
  // the zone when the plan was made.  Several threads may ask at once.
  Json letter(std::span<std::size_t const> rows) const;

 private:
  Result<std::vector<Json> const*> changes_of(std::size_t row);
  Result<std::vector<Json>> corrections_of(PlannedRow const&);
  std::string key_digest(std::span<std::size_t const> rows) const;
  std::string reason_for(std::span<std::size_t const> rows) const;

  Plan const& plan_;
  ImportOptions const& options_;
  ledger::Lives& lives_;
  std::map<std::size_t, std::vector<Json>> changes_;
};

// Where a correction of what stands on a day holds: the versions around it that adjoin each other
// and hold the same value; of an event's day, the whole life.
ledger::Stretch corrected_stretch(ledger::Life const&, Date, meta::Field const&);

// Does it write anything?
bool writes(PlannedRow const&);

}  // namespace zonebook::publishing
