// Where an entry that is being written reads what stands already: lives, and the entries that made
// them.  The database answers in production (store.h), memory in a rebuild (replay.h).

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "ledger/life.h"
#include "ledger/log.h"

namespace zonebook::ledger {

class Lives {
 public:
  virtual ~Lives() = default;
  // What holds now; `in` is nullptr if no such record was ever made.
  virtual Result<Life> now(std::string const& id) = 0;
  virtual Result<Life> known_at(std::string const& id, Instant) = 0;
};

// What else the checks of an entry ask of the database.
class Past : public Lives {
 public:
  struct Touch {
    std::int64_t seq;
    Instant known;
    std::string actor;
  };
  struct Entry {
    Instant known;
    std::vector<Change> changes;
  };

  // The entries that name a record, oldest first; they are all of its own zone.
  virtual Result<std::vector<Touch>> written(std::string const& id) = 0;
  // nullptr: there is none.
  virtual Result<std::shared_ptr<Entry const>> entry(std::string const& zone, std::int64_t seq) = 0;
  // A zone and those above it on a day.
  virtual Result<std::set<std::string>> above(std::string const& zone, Date) = 0;
  // Records that were merged into this one, directly.
  virtual Result<std::vector<std::string>> merged_into(std::string const& id) = 0;
  // Records of any zone that refer to this one now.
  virtual Result<std::vector<std::string>> referrers_of(std::string const& id) = 0;
  // The same, of one register and by one of its references: an index answers.
  virtual Result<std::vector<std::string>> referrers_by(meta::Register const&, meta::Field const&,
                                                        std::string const& id) = 0;
  // A version of a life, by its key.
  struct Keyed {
    Life const* life;
    Version const* version;
  };
  // For each: other records of the zone that hold the same natural key on a day of its stretch now.
  virtual Result<std::vector<std::vector<std::string>>> twins_of(std::span<Keyed const>) = 0;
};

// "jiaocheng" of "jiaocheng.12.1": ids carry their zone.
std::string zone_of(std::string const& id);

// What would hold after the changes so far: the lives that an entry touches or looks at.
class Draft {
 public:
  explicit Draft(Lives& lives) : lives_(lives) {}

  // A record that this entry makes; it has no life yet.
  void make(std::string id, std::string zone, meta::Register const&);
  // nullptr: there is no such record.
  Result<Life*> life(std::string const& id);
  bool is_made_here(std::string const& id) const { return made_.contains(id); }

  // The record that a reference to `id` means on a day: itself, or what it was merged into.
  Result<std::optional<std::string>> survivor(std::string const& id, Date);

  // A resolved change; `retired` is when the entry that a restore names was known.
  Result<void> apply(Change const&, Instant retired = {});

  std::vector<std::string> const& touched() const { return touched_; }  // in order of first touch
  bool is_touched(std::string const& id) const { return touched_ids_.contains(id); }
  // What stood before this entry.
  Life const& original(std::string const& id) const { return held_.at(id).original; }

 private:
  struct Held {
    Life life, original;
  };

  Result<std::optional<std::string>> survivor(std::string const& id, Date,
                                              std::vector<std::string>& passed);

  Lives& lives_;
  std::map<std::string, Held> held_;
  std::set<std::string> made_;
  std::vector<std::string> touched_;
  std::set<std::string> touched_ids_;
};

}  // namespace zonebook::ledger
