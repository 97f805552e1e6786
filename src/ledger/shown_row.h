// What rights are asked of: a row as it is read, and what its record is today.
//
//   snapshot.shows({version, project, day, id}, draft)
//
// Threads: values; a ShownRow lives no longer than what it names.

#pragma once

#include <string>

#include "ledger/life.h"

namespace zonebook::ledger {

// A row of a record, read on a day.  Without an id it is itself what the record is today, as in a
// list of today.
struct ShownRow {
  Version const& version;
  meta::Register const& in;
  Date day;
  std::string const& id;
  bool is_drafted = false;  // the record is today as the draft has it, not as the ledger knows it
};

// A record as it is today: before its first day as it is first, after its last as it was last.
struct AsToday {
  Version version;
  Date day;  // on which it and what it refers to are read
};

}  // namespace zonebook::ledger
