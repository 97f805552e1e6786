// Files: papers and photos that records point at.  Each is kept once, below one folder, under the
// SHA-256 of its bytes, and is stored before the entry that names it.
//
//   auto files = TRY(FileStore::open("data/files"));
//   auto stored = TRY(files.add(pieces));             // {.hash = "ba7816bf…", .size = 3}
//   TRY(files.read(stored.hash, [&](std::string_view piece) -> Result<void> { … }));
//
//   data/files/ba/ba7816bf…                             and nothing else
//
// Promises
//   1. What add() has answered for survives power loss; a crash leaves no file under a hash that is
//      not whole (base/durable_file.h).  What it left half written is swept when a store opens.
//   2. A stored file is never written over and never taken away; any number of writers, of several
//      processes, may bring the same one.
//   3. Reading recomputes the hash, and add() that of a file that is there already.
//
// What a file is called and what kind it is says a record of the register `file`; a field of type
// `file` holds the hash alone.  Threads: for all.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/change.h"

namespace zonebook::ledger {

struct StoredFile {
  std::string hash;  // 64 hexadecimal digits
  std::int64_t size = 0;
  bool was_there = false;
};

class FileStore {
 public:
  static constexpr std::int64_t usual_size_max = 50'000'000;

  // The folder need not be there before the first file is.
  static FileStore open(std::string folder, std::int64_t size_max = usual_size_max);

  // The next piece of a file; an empty one is its end.
  using Source = std::function<Result<std::string>()>;
  //   invalid      ledger.file_too_large
  //   broken       ledger.file_differs: the one that is there has been damaged
  //   unavailable  base.cannot_write
  Result<StoredFile> add(Source const&) const;
  Result<StoredFile> add(std::string_view bytes) const;

  std::optional<std::int64_t> size_of(std::string const& hash) const;

  // In pieces; the error comes after the last one.
  //   not_found  ledger.file_missing
  //   broken     ledger.file_differs
  using Take = std::function<Result<void>(std::string_view)>;
  Result<void> read(std::string const& hash, Take const&) const;
  Result<void> check(std::string const& hash) const;

  // All that lies below the folder, parts apart: the path within it, and the hash whose place that
  // is.  In no order.
  using TakeName =
      std::function<Result<void>(std::string const& path, std::optional<std::string> hash)>;
  Result<void> each(TakeName const&) const;

  std::string const& folder() const { return folder_; }
  std::string path_of(std::string const& hash) const;

 private:
  FileStore(std::string folder, std::int64_t size_max)
      : folder_(std::move(folder)), size_max_(size_max) {}

  std::string folder_;
  std::int64_t size_max_;
};

// Every file of a store that another lacks.  What does not hold is left out and named.
struct CopiedFiles {
  std::int64_t count = 0;  // all, also those that were there
  std::vector<std::string> damaged;
};
Result<CopiedFiles> copy_files(FileStore const& from, FileStore const& to);

// Before an entry: the files that its changes name are stored, and what a record of `file` says of
// its hash and bytes, which are written together, is so.  Without a store nothing is checked.
//   invalid  ledger.no_file, ledger.wrong_file_size
Result<void> check_files(FileStore const*, std::vector<Change> const&);

}  // namespace zonebook::ledger
