// Who owns a file: an advisory lock on FILE.lock, which says in words who holds it.
//
//   auto lock = TRY(FileLock::take("data/zonebook.db"));
//
// The kernel lets go of the lock when the process ends, however it ends; the file stays and means
// nothing by itself.  It is another file than the database's, for closing that one anywhere in the
// process would drop SQLite's own locks.

#pragma once

#include <string>

#include "base/result.h"

namespace zonebook::db {

class FileLock {
 public:
  //   unavailable  another process, or another Database of this one, has it (db.owned)
  static Result<FileLock> take(std::string const& path);
  FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace zonebook::db
