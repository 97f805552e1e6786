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

#include "ledger/lives_at.h"
#include "ledger/scope.h"
#include "ledger/shown_row.h"
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
  // The same database snapshot under other rights, of now or as known at an instant that is closed:
  // what one answer is made of must be read in one.  They share a connection; of one thread.
  //   ledger.future  it is not closed here
  Result<Snapshot> under(Scope, std::optional<Instant> k) const;

  Knowledge knowledge() const;
  std::string const& zone() const { return zone_; }
  Scope const& rights() const { return *rights_; }
  Date today() const { return today_; }

  // A record is read on a day if its zone is then below this one or its register shared; with all
  // rights, and if it is root_only, also above.  Of what has no version on the day, that it exists
  // is told if any of its rows is shown, and what it was merged into if that is shown.
  Result<Found> as_of(std::string const& id, Date);
  // The records of the zones of a list (zones_of) that exist on a day, by id.
  Result<std::vector<Listed>> list(meta::Register const&, Date);

  // The entries that name a record, oldest first, those known later than k left out.  Whole for one
  // with all rights whose zone, on any day, it is of or above; else the bodies hold this record's
  // changes alone, over stretches and with values of rows that are shown, no keys, another hash.
  Result<std::vector<LogEntry>> history(std::string const& id);
  // Every row there ever was of a record, whatever the k, that is shown.  Without all rights, cut
  // to the days on which its zone is below.  And its merges with records that are shown.
  Result<std::vector<StoredVersion>> rows(std::string const& id);
  Result<std::vector<StoredMerge>> merges(std::string const& id);

  // The zones below on a day, this one first; without a day, those that were so on any.
  std::vector<std::string> below(std::optional<Date> = {}) const;
  // Those whose records a list holds: with a scope, of what is root_only, those above too.
  std::vector<std::string> zones_of(meta::Register const&, Date) const;
  // `below` as another knowledge has it, not later than this one's.  Costs a read of all zones.
  Result<std::vector<std::string>> below_as_known(Date, std::optional<Instant> k);
  // The instants after `low`, up to `high`, at which that may have come to be known differently.
  std::vector<Instant> tree_changes(Instant low, Instant high) const;
  // Those that a read here may touch, by name: below, above, all if a register is shared (R8).
  std::vector<std::string> scope() const;
  Head const& head(std::string const& zone) const { return heads_.at(zone); }
  Store& store() { return *store_; }
  db::Connection& connection() { return *connection_; }
  meta::Catalog const& catalog() const { return *catalog_; }
  std::optional<Instant> k() const { return k_; }
  // The edition of what is kept beside the tables and holds here (projection.h); empty: none.
  Result<std::string> projection();

  using Row = ShownRow;
  static std::string const itself;  // no id
  // The sights of the rights that show a row to a question about these fields; their conditions
  // follow references wherever this read may touch.  Empty of rights to everything.
  using Sights = std::vector<Scope::Shown const*>;
  Result<Sights> sights_of(Row const&, Draft&, std::set<std::string> const& asked = {});
  // Any does; with rights to everything every row, of a register without sights none.
  Result<bool> shows(Row const&, Draft&, std::set<std::string> const& asked = {});
  Result<bool> shows(Version const& version, meta::Register const& in, Date day, Draft& draft) {
    return shows({version, in, day, itself}, draft);
  }
  // One that is no outline does.
  Result<bool> shows_whole(Row const&, Draft&, std::set<std::string> const& asked = {});
  // Without what none of its sights shows.  Whether any shows it at all.
  Result<bool> cut_to_shown(Version&, Row const&, Draft&);
  // For what a reader asks: only to records that are shown, by a sight that shows the fields asked
  // about, by register.  Valid as long as the draft and the fields.
  using AskedOf = std::map<meta::Register const*, std::set<std::string>>;
  Follow follow_shown(Date, Draft&, AskedOf const* = nullptr);
  // Is this what is, today and as known now?
  bool is_of_now(Date day) const { return day == today_ && !k_; }
  // The marks whose personal value is this (personal.h), in zones that a read here may touch; of
  // more than person_marks_max (filter_person.h), one too many.
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
  Result<bool> holds(Scope::Shown const&, Row const&, Draft&);
  Result<AsToday const*> as_today(std::string const& id);
  std::optional<AsToday> as_today(Life const&) const;
  Result<bool> shows_any(Life const&, Draft&);
  Result<bool> shows_survivor(std::string const& id, Date, Draft&);
  Result<void> cut(LogEntry&, std::string const& id, std::vector<StoredVersion> const&, Draft&);

  std::shared_ptr<db::Connection> connection_;
  Statements const* statements_ = nullptr;
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<Store> store_;
  std::string zone_;
  std::unique_ptr<Scope const> rights_;
  std::optional<Instant> k_;
  Date today_;
  std::string secret_;
  std::optional<std::string> projection_;                                  // once it was asked
  mutable std::map<std::optional<Date>, std::vector<std::string>> below_;  // the same
  std::map<std::string, Head> heads_;
  ZoneDays zones_;
  feel::Evaluator evaluator_;           // of the conditions of rights
  std::unique_ptr<LivesAt> lives_now_;  // what `today` is held against; made when it is asked
  std::unique_ptr<Draft> draft_now_;
  std::map<std::string, AsToday> as_today_;
  std::shared_ptr<Zones const> touched_;  // scope(); shared, for a Snapshot moves
};

}  // namespace zonebook::ledger
