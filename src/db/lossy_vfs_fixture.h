// A disk that keeps only what was synced: a VFS for SQLite above the usual one.
//
//   LossyDisk disk;
//   disk.at_each_change([&] { if (…) images.push_back(disk.after_power_loss(rest, random)); });
//   auto database = Database::open({.location = path, .sqlite_vfs = disk.name()});
//   … LossyDisk::put(image, folder)       // then open what is found there
//
// Beside each file it keeps the bytes as of the file's last sync and the writes since.  A power
// loss drops all of those, or keeps some sectors of some of them, in no order that they were
// written in.  That a file was deleted is kept at once.
//
// Threads: all functions from any; what is called at each change runs in the thread that writes.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>

namespace zonebook::db {

class LossyDisk {
 public:
  // By file name, without the folder.
  using Image = std::map<std::string, std::string>;
  enum class Unsynced : std::uint8_t { dropped, some_kept };

  LossyDisk();
  LossyDisk(LossyDisk const&) = delete;
  LossyDisk& operator=(LossyDisk const&) = delete;
  ~LossyDisk();

  std::string const& name() const;
  // Before each write, cut and sync.
  void at_each_change(std::function<void()>);
  Image after_power_loss(Unsynced, std::mt19937_64&) const;
  // Whether writes to a file with this ending wait for a sync.
  bool has_unsynced(std::string const& ending) const;

  static void put(Image const&, std::string const& folder);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace zonebook::db
