// A zone's tables made again from nothing but the bodies of its log, in memory.
//
// verify() holds them against the tables; rebuild() writes them.  Replay runs no check: what was
// once accepted comes out the same for ever.  Memory: all versions there ever were in one zone.

#pragma once

#include <map>

#include "ledger/lives.h"
#include "ledger/personal.h"
#include "ledger/postings.h"
#include "ledger/store.h"
#include "ledger/zones.h"

namespace zonebook::ledger {

class Replay final : public Lives {
 public:
  struct Rows {
    meta::Register const* in = nullptr;
    std::vector<StoredVersion> versions;  // by known_from, then valid_from
    std::vector<StoredMerge> merges;
    std::vector<std::int64_t> touched_by;  // seq, ascending
  };

  explicit Replay(meta::Catalog const& catalog) : catalog_(catalog) {}

  // The entries of one zone, in order.
  //   broken  the body is none, or names a record before it is made
  Result<void> add(LogEntry const&);

  std::map<std::string, Rows> const& records() const { return records_; }
  // What each entry added to the search table for a record.
  void post(std::string const& id, Rows const&, Postings&) const;
  // Of the personal values that the bodies gave, by ref; an entry may give one and another over it.
  std::map<std::string, PersonalMark> const& marks() const { return marks_; }
  // Of the root zone: the tree that its records of zones make.
  Parents zones() const { return zones_.parents(); }

  Result<Life> now(std::string const& id) override;
  Result<Life> known_at(std::string const& id, Instant) override;

 private:
  void collect_marks(Change const&);
  void keep(Life const& before, Life const& after, Instant known, Rows&);

  meta::Catalog const& catalog_;
  std::map<std::string, Rows> records_;
  std::map<std::int64_t, Instant> known_;  // of each entry
  std::map<std::string, PersonalMark> marks_;
  ZoneTree zones_;
};

}  // namespace zonebook::ledger
