// What comes with the program as records of one register of the root zone (definitions, notices of
// days off): what the ledger has of each, and the changes by which a later edition is taken in.
//
//   auto const records = TRY(GivenRecords::read(everything, in, [](auto const& v) { return …; }));
//   if (!records.find("2027")) changes.push_back(records.creation("calendar_2027", fields));
//
// Threads: immutable once read.  Cost: a read of all rows of the register there ever were.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/snapshot.h"

namespace zonebook::ledger {

class GivenRecords {
 public:
  struct Record {
    std::string id;
    std::vector<Version> versions;  // that hold now, by day; empty: it was made void
  };
  using NameOf = std::function<std::string(Version const&)>;

  // The snapshot is of everything in the root zone.
  static Result<GivenRecords> read(Snapshot&, meta::Register const&, NameOf const&);

  // nullptr: the ledger has never known it, or what had the name has another one now.
  Record const* find(std::string const& name) const;

  // From the first day on; fields that are null are left out.
  Json creation(std::string const& label, Json const& fields) const;
  // Of each version that says something else; the edition alone is no difference, and goes along.
  std::vector<Json> corrections(Record const&, Json const& fields) const;
  // Of the last version; 1 where it says none.
  std::int64_t edition_of(Record const&) const;

 private:
  explicit GivenRecords(meta::Register const& in) : in_(&in) {}

  meta::Register const* in_;
  std::map<std::string, Record> records_;  // by name
};

// Whether anybody but the system has written the record.
Result<bool> is_by_person(Snapshot&, std::string const& id);

}  // namespace zonebook::ledger
