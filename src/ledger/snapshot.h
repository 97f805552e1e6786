// The ledger as of one knowledge: a database snapshot, and the k that a reader asked for, or now.
//
//   auto now = TRY(ledger.read("jiaocheng"));
//   auto found = TRY(now.as_of(id, day));
//   if (!found.version && found.same_as) …           // merged: the survivor's id
//
// A Snapshot holds a connection of the pool: use it and let it go.  Threads: one at a time.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/scope.h"
#include "ledger/store.h"

namespace zonebook::ledger {

// Which knowledge an answer rests on: an instant, or the last entries of the zones it could touch.
struct Knowledge {
  std::optional<Instant> k;
  std::vector<std::pair<std::string, Instant>> now;  // by zone; empty at a given k
};

struct Found {
  meta::Register const* in = nullptr;  // nullptr: no such record was ever made
  std::optional<Version> version;      // on that day
  std::optional<std::string> same_as;  // if it does not exist on that day: what it was merged into
};

struct Listed {
  std::string id;
  Version version;
};

class Snapshot {
 public:
  static Result<Snapshot> open(db::Database&, std::shared_ptr<meta::Catalog const>,
                               Statements const&, Scope, std::optional<Instant> k, Date today);

  Knowledge knowledge() const;
  std::string const& zone() const { return zone_; }
  Scope const& rights() const { return *rights_; }
  Date today() const { return today_; }

  Result<Found> as_of(std::string const& id, Date);
  // The records of the zone and those below it that exist on a day, by id.
  Result<std::vector<Listed>> list(meta::Register const&, Date);

  // The entries that name a record, oldest first, those known later than k left out; their bodies
  // are whole, so what a scope hides is for the caller to leave out.
  Result<std::vector<LogEntry>> history(std::string const& id);
  // Every row there ever was of a record, whatever the k: how the answers came about.
  Result<std::vector<StoredVersion>> rows(std::string const& id);
  Result<std::vector<StoredMerge>> merges(std::string const& id);

  // The zones below (this one first), and those that a read here may touch: below, above, and all
  // if a register is shared (R8); by name.
  std::vector<std::string> below() const;
  std::vector<std::string> scope() const;
  Head const& head(std::string const& zone) const { return heads_.at(zone); }

  Store& store() { return *store_; }
  db::Connection& connection() { return *connection_; }
  meta::Catalog const& catalog() const { return *catalog_; }
  std::optional<Instant> k() const { return k_; }

 private:
  Snapshot() = default;
  bool is_below(Head const&) const;
  bool may_reach(Life const&) const;
  Result<bool> shows(Version const&, meta::Register const&, Date, Draft&);
  Result<bool> shows_past(std::string const& id);

  std::unique_ptr<db::Connection> connection_;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<Store> store_;
  std::string zone_;
  std::unique_ptr<Scope const> rights_;
  std::optional<Instant> k_;
  Date today_;
  std::map<std::string, Head> heads_;
};

}  // namespace zonebook::ledger
