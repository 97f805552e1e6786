// What a row would do: make a record, change one, or nothing; or why it cannot.  Without the
// ledger's own checks, which come after (trial.h).

#pragma once

#include <map>

#include "publishing/import/existing.h"

namespace zonebook::publishing {

class Classifier {
 public:
  Classifier(meta::Register const& in, ImportOptions const& options, Date day, Existing& existing,
             Names& names, ledger::Snapshot& snapshot)
      : in_(in),
        options_(options),
        day_(day),
        existing_(existing),
        names_(names),
        snapshot_(snapshot) {}

  Result<PlannedRow> classify(ValuedRow const&);

 private:
  Result<void> compare(PlannedRow&, ValuedRow const&, ledger::Listed const&);
  bool is_seen_plain(meta::Field const&) const;
  Result<bool> is_same(RowValue const&, db::Value const& current);
  void make(PlannedRow&, ValuedRow const&) const;
  bool is_twice(PlannedRow&, std::string const& record);
  ledger::Listed const* take_near(PlannedRow&, Existing::Match const&);
  Result<void> ask_of_retired(PlannedRow&, ValuedRow const&);
  static void tell_what_is_not_written(PlannedRow&);
  bool propose(PlannedRow&, ledger::Listed const&, ValuedRow const&);

  meta::Register const& in_;
  ImportOptions const& options_;
  Date day_;
  Existing& existing_;
  Names& names_;
  ledger::Snapshot& snapshot_;
  std::map<std::string, std::string> taken_;  // key or id → the place of the first row
};

}  // namespace zonebook::publishing
