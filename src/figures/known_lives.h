// Lives for reading through references at one knowledge after another: all rows of a record are
// read once and kept, what holds at k is picked from them.  Inside figures/.
//
//   KnownLives lives(snapshot.store());
//   lives.move_to(k);
//   ledger::Draft draft(lives);                  // reads at k
//   lives.take_asked();                          // which records that rested on

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/store.h"

namespace zonebook::figures {

// nullopt is now, which is after every instant.
using Knowledge = std::optional<Instant>;
inline bool is_known(Instant from, Instant to, Knowledge k) {
  return k ? from <= *k && *k < to : to == Instant::max();
}

class KnownLives final : public ledger::Lives {
 public:
  explicit KnownLives(ledger::Store& store) : store_(store) {}

  void move_to(Knowledge k) { k_ = k; }
  Knowledge k() const { return k_; }

  Result<ledger::Life> now(std::string const& id) override;
  Result<ledger::Life> known_at(std::string const& id, Instant) override;

  // What there ever was of a zone's records of these registers, at once: by id, what each is of.
  using Records = std::map<std::string, meta::Register const*>;
  Result<Records> load(std::string const& zone, std::vector<meta::Register const*> const&);

  // Of the records asked for since take_asked(): when any of their rows next begins or ceases to
  // be known, and the next day on which a version or a merge that is known begins or ends;
  // nullopt and open_end(): none.
  std::optional<Instant> next_known() const;
  Date next_day(Date) const;

  // The ids asked for since the last time.
  std::set<std::string> take_asked() { return std::exchange(asked_, {}); }

 private:
  struct Rows {
    meta::Register const* in = nullptr;
    std::vector<ledger::StoredVersion> versions;
    std::vector<ledger::StoredMerge> merges;
  };
  Result<Rows const*> rows_of(std::string const& id);
  Result<ledger::Life> life(std::string const& id, Knowledge);

  ledger::Store& store_;
  Knowledge k_;
  std::map<std::string, Rows> rows_cache_;
  std::set<std::string> asked_;
};

// The versions known at k, in the order of their days.
std::vector<ledger::Version> known_versions(std::vector<ledger::StoredVersion> const&, Knowledge);

}  // namespace zonebook::figures
