// The references of erased personal values, kept outside the database, so that a backup from before
// an erasure does not bring them back: DIR/keys/erased, a reference a line, only ever added to.
//
//   ErasedList list("data/keys/erased");
//   TRY(list.add({"4be1…"}));                  // on disk, before the erasure is committed
//   auto erased = TRY(list.refs());
//
// A reference is random and tells nothing; the file holds no value, no name, no hash of one.  It is
// consulted by restore(), which erases again, and by verify(), which names what stands though it
// was erased.  An erasure whose commit failed is in the list, and is to be done again.
//
// What it cannot do: a copy of a backup on somebody's disk still holds the values.
// Threads: for all, and for several processes on one machine.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace zonebook::ledger {

class ErasedList {
 public:
  // An empty path: none is kept.
  explicit ErasedList(std::string path) : path_(std::move(path)) {}

  //   unavailable  base.cannot_write
  Result<void> add(std::vector<std::string> const& refs) const;

  // None where the file is not there.
  //   broken  ledger.wrong_erased: a line is no reference; `where` is the path and the line
  Result<std::set<std::string>> refs() const;

 private:
  std::string path_;
};

}  // namespace zonebook::ledger
