// A file that is there whole and on disk, or not at all: written under a name that means nothing,
// synced, then given its own.  For what a crash must leave neither half nor lost.
//
//   auto file = TRY(DurableFile::begin("data/files"));
//   TRY(file.write(bytes));
//   auto named = TRY(file.name("data/files/66/66c7f0f4…"));     // Named::before: it was there
//
// Promises
//   1. Once name(), replace() or append_durably() has answered, power loss takes nothing of it: the
//      file is synced before it is named, its folder after.
//   2. name() never writes over a file: of two that give the same name the first wins.
//   3. What a killed process leaves, sweep_parts() takes away; it leaves alone what somebody is
//      still writing.  Parts are called .part-…, lie in the folder of begin(), and are locked.
//
// Files are for their owner alone: 0600, folders 0700.  Threads: a DurableFile belongs to one; the
// functions are for all, and for several processes.

#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace zonebook {

// Every error here:
//   unavailable  base.cannot_write: no right, no room, no such folder
class DurableFile {
 public:
  // The folder lies on the same disk as the name to come.
  static Result<DurableFile> begin(std::string const& folder);
  // In the folder of a path.
  static Result<DurableFile> begin_beside(std::string const& path);
  DurableFile(DurableFile&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), part_(std::move(other.part_)) {}
  DurableFile& operator=(DurableFile&&) = delete;
  ~DurableFile();  // takes away what was not named

  Result<void> write(std::string_view bytes);
  // Where it is until it has its name, for a library that writes by path: into this very file.
  std::string const& part() const { return part_; }

  enum class Named { now, before };
  Result<Named> name(std::string const& path);
  // The same, over what was there.
  Result<void> replace(std::string const& path);

 private:
  DurableFile(int descriptor, std::string part) : descriptor_(descriptor), part_(std::move(part)) {}
  Result<void> sync();
  void end();

  int descriptor_;
  std::string part_;
};

bool is_part(std::string_view file_name);
// In a folder that may be missing.
void sweep_parts(std::string const& folder);

// The folder and those above it that are missing.
Result<void> make_folders(std::string const& path);

// Whole lines at the end of a file, which is made if it is not there; an unfinished line, which a
// crash has left, is taken away first.
Result<void> append_durably(std::string const& path, std::string_view lines);

}  // namespace zonebook
