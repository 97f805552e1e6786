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
                               Statements const&, Scope, std::optional<Instant> k, Date today,
                               std::string const& secret);

  Knowledge knowledge() const;
  std::string const& zone() const { return zone_; }
  Scope const& rights() const { return *rights_; }
  Date today() const { return today_; }

  // A record is read on a day if its zone is then below this one, or its register is shared; with
  // all rights, and of a register that is root_only, also above.  Of what has no version on the
  // day, that it exists is told if any of its rows is shown, and what it was merged into if that is
  // shown too.
  Result<Found> as_of(std::string const& id, Date);
  // The records of the zones of a list (zones_of) that exist on a day, by id.
  Result<std::vector<Listed>> list(meta::Register const&, Date);

  // The entries that name a record, oldest first, those known later than k left out.  Whole for one
  // with all rights whose zone, on any day, it is of or above; else the bodies hold this record's
  // changes alone, over stretches of rows that are shown, with the values that these rows hold, and
  // no keys.  Such a body no longer hashes to `hash`.
  Result<std::vector<LogEntry>> history(std::string const& id);
  // Every row there ever was of a record, whatever the k, that is shown: how the answers came
  // about.  Without all rights, cut to the days on which its zone is below.  And its merges with
  // records that are shown.
  Result<std::vector<StoredVersion>> rows(std::string const& id);
  Result<std::vector<StoredMerge>> merges(std::string const& id);

  // The zones below on a day, this one first; without a day, those that were so on any.
  std::vector<std::string> below(std::optional<Date> = {}) const;
  // Those whose records of a register a list holds: with a scope, of what belongs to the whole tree
  // (root_only), those above too.
  std::vector<std::string> zones_of(meta::Register const&, Date) const;
  // The same as `below`, as another knowledge has it, not later than this one's.  Costs a read of
  // all zones.
  Result<std::vector<std::string>> below_as_known(Date, std::optional<Instant> k);
  // The instants after `low`, up to `high`, at which that may have come to be known differently.
  std::vector<Instant> tree_changes(Instant low, Instant high) const;
  // Those that a read here may touch, by name: below and above on any day, and all if a register is
  // shared (R8).
  std::vector<std::string> scope() const;
  Head const& head(std::string const& zone) const { return heads_.at(zone); }

  Store& store() { return *store_; }
  db::Connection& connection() { return *connection_; }
  meta::Catalog const& catalog() const { return *catalog_; }
  std::optional<Instant> k() const { return k_; }

  // The sights of the rights that show a row to a question about these fields; their conditions
  // follow references wherever this read may touch.  Empty of rights to everything.
  using Sights = std::vector<Scope::Shown const*>;
  Result<Sights> sights_of(Version const&, meta::Register const&, Date, Draft&,
                           std::set<std::string> const& asked = {});
  // Any does; of a register without sights, which check_shown() refuses, every row.
  Result<bool> shows(Version const&, meta::Register const&, Date, Draft&,
                     std::set<std::string> const& asked = {});
  // One that is no outline does; of a register without sights every row.
  Result<bool> shows_whole(Version const&, meta::Register const&, Date, Draft&);
  // Without what none of its sights shows.  Whether any shows it at all.
  Result<bool> cut_to_shown(Version&, meta::Register const&, Date, Draft&);
  // For what a reader asks: only to records that are shown.  Valid as long as the draft.
  Follow follow_shown(Date, Draft&);
  // The marks, in the zones that a read here may touch, whose personal value is this (personal.h).
  // Of more than person_marks_max (filter_person.h), one too many.
  Result<std::vector<std::string>> marks_of(std::string const& value);

 private:
  using Zones = std::set<std::string>;

  Snapshot() = default;
  Result<void> read_zones();
  Zones reached(std::optional<Date>) const;
  bool reaches(Life const&, std::optional<Date>) const;
  bool follows(Life const&, Date) const;
  bool is_whole(std::string const& zone) const;
  std::vector<StoredVersion> reached_parts(StoredVersion, Life const&) const;
  Result<bool> holds(Scope::Shown const&, Version const&, Date, Draft&);
  Result<bool> shows_any(Life const&, Draft&);
  Result<bool> shows_survivor(std::string const& id, Date, Draft&);
  Result<void> cut(LogEntry&, std::string const& id, std::vector<StoredVersion> const&, Draft&);

  std::unique_ptr<db::Connection> connection_;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<Store> store_;
  std::string zone_;
  std::unique_ptr<Scope const> rights_;
  std::optional<Instant> k_;
  Date today_;
  std::string secret_;
  std::map<std::string, Head> heads_;
  ZoneDays zones_;
  feel::Evaluator evaluator_;             // of the conditions of rights
  std::shared_ptr<Zones const> touched_;  // scope(); shared, for a Snapshot moves
};

}  // namespace zonebook::ledger
