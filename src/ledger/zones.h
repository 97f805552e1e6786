// The tree of zones: what the register `zone` of the root zone says, as head rows.  Reads do not
// use it, for the tree has its days too (zone_days.h).
//
// A zone begins with the entry that creates its record: the head is made in the same transaction.
// Its parent is that of the record's last version, and may change; its code may not, for every id
// carries it, and a code is never given twice.  A retired zone keeps its head, for its log stays:
// what was true of it may come to be known later, and its records may outlive it (zone_days.h), so
// it takes entries as before.
//
//   TRY(settle_zones(connection, store, draft, "jiaocheng"));   // inside append
//   ZoneTree tree; tree.take(life);                             // inside a replay

#pragma once

#include <map>
#include <optional>
#include <string>

#include "ledger/store.h"

namespace zonebook::ledger {

bool is_zone_register(meta::Register const&);
// Of a version of that register: the code, and the parent's record.
std::string zone_code(Version const&, meta::Register const&);
std::optional<std::string> zone_parent(Version const&, meta::Register const&);

// Zones by code with their parents' codes.
using Parents = std::map<std::string, std::optional<std::string>>;

// The tree as the entries of the root zone make it, one life after another.
class ZoneTree {
 public:
  void take(Life const&);  // of any register, after an entry that touched it
  Parents parents() const;

 private:
  std::map<std::string, std::string> codes_;                   // by record
  std::map<std::string, std::optional<std::string>> parents_;  // by record: the parent's record
};

// Makes and moves the heads for the zone records that an entry of the root touches: the register is
// the root's alone (`root_only`).
//   ledger.zone_code          conflict: the code changes, or another zone has or had it
//   ledger.root_ends          conflict: the root's own record would not last to the open end
//   ledger.zone_parent        conflict: no parent, a parent of the root, or a circle on any day
Result<void> settle_zones(db::Connection&, Store&, Draft&, std::string const& zone, Instant known);

// The head row of a zone goes under another parent.
Result<void> move_zone(db::Connection&, std::string const& zone,
                       std::optional<std::string> const& parent);

}  // namespace zonebook::ledger
