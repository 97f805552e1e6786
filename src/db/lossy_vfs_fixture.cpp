#include "db/lossy_vfs_fixture.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>
#include <vector>

namespace zonebook::db {
namespace {

constexpr std::size_t sector_size = 512;

struct Change {
  std::size_t offset = 0;
  std::optional<std::string> bytes;  // nothing: the file is cut here
};

// A file as of its last sync, and what has happened to it since.
struct Record {
  std::string durable;
  std::vector<Change> since;
};

void put_bytes(std::string& to, std::size_t offset, std::string_view bytes) {
  if (to.size() < offset + bytes.size()) to.resize(offset + bytes.size());
  bytes.copy(to.data() + offset, bytes.size());
}

void apply(std::string& to, Change const& change) {
  if (change.bytes) {
    put_bytes(to, change.offset, *change.bytes);
  } else {
    to.resize(std::min(to.size(), change.offset));
  }
}

// Each sector of a write reaches the disk or does not.
void apply_some(std::string& to, Change const& change, std::mt19937_64& random) {
  auto const is_kept = [&] { return random() % 2 == 0; };
  if (!change.bytes) {
    if (is_kept()) apply(to, change);
    return;
  }
  std::string_view rest = *change.bytes;
  auto offset = change.offset;
  while (!rest.empty()) {
    auto const size = std::min(rest.size(), sector_size - offset % sector_size);
    if (is_kept()) put_bytes(to, offset, rest.substr(0, size));
    rest.remove_prefix(size);
    offset += size;
  }
}

std::string load(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

struct LossyDisk::Inside {
  sqlite3_vfs vfs{};
  sqlite3_vfs* usual = nullptr;
  std::string name;
  std::function<void()> at_each_change;
  std::mutex mutex;
  std::map<std::string, Record> records;  // by path

  void change(std::string const& path, Change change) {
    if (at_each_change) at_each_change();
    std::lock_guard const lock(mutex);
    records[path].since.push_back(std::move(change));
  }

  void sync(std::string const& path) {
    if (at_each_change) at_each_change();
    std::lock_guard const lock(mutex);
    auto& record = records[path];
    for (auto const& one : record.since) apply(record.durable, one);
    record.since.clear();
  }

  static int open(sqlite3_vfs*, char const* path, sqlite3_file*, int flags, int* out);
  static int remove(sqlite3_vfs*, char const* path, int sync_folder);
};

namespace {

// SQLite gives us the memory; the usual VFS's file lies behind ours.
struct LossyFile {
  sqlite3_file base;
  LossyDisk::Image::key_type const* path;  // the key of its record
  void* disk;
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<LossyFile*>(file) + 1);
}

}  // namespace

template <class Disk>
struct LossyMethods {
  static Disk& disk(sqlite3_file* file) {
    return *static_cast<Disk*>(reinterpret_cast<LossyFile*>(file)->disk);
  }
  static std::string const& path(sqlite3_file* file) {
    return *reinterpret_cast<LossyFile*>(file)->path;
  }

  static int write(sqlite3_file* file, void const* bytes, int size, sqlite3_int64 offset) {
    std::string written(static_cast<char const*>(bytes), static_cast<std::size_t>(size));
    disk(file).change(path(file), {static_cast<std::size_t>(offset), std::move(written)});
    return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    disk(file).change(path(file), {static_cast<std::size_t>(size), std::nullopt});
    return real(file)->pMethods->xTruncate(real(file), size);
  }
  static int sync(sqlite3_file* file, int) {  // the real disk need not wait for it
    disk(file).sync(path(file));
    return SQLITE_OK;
  }

  // All others go through.
  template <auto member, class... Arguments>
  static int pass(sqlite3_file* file, Arguments... arguments) {
    return (real(file)->pMethods->*member)(real(file), arguments...);
  }
  static void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

  using M = sqlite3_io_methods;
  static constexpr M methods = {
      2,
      pass<&M::xClose>,
      pass<&M::xRead, void*, int, sqlite3_int64>,
      write,
      truncate,
      sync,
      pass<&M::xFileSize, sqlite3_int64*>,
      pass<&M::xLock, int>,
      pass<&M::xUnlock, int>,
      pass<&M::xCheckReservedLock, int*>,
      pass<&M::xFileControl, int, void*>,
      pass<&M::xSectorSize>,
      pass<&M::xDeviceCharacteristics>,
      pass<&M::xShmMap, int, int, int, void volatile**>,
      pass<&M::xShmLock, int, int, int>,
      barrier,
      pass<&M::xShmUnmap, int>,
  };
};

int LossyDisk::Inside::open(sqlite3_vfs* vfs, char const* path, sqlite3_file* file, int flags,
                            int* out) {
  auto& disk = *static_cast<Inside*>(vfs->pAppData);
  constexpr int ours = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  if ((flags & ours) == 0) return disk.usual->xOpen(disk.usual, path, file, flags, out);
  auto* lossy = reinterpret_cast<LossyFile*>(file);
  *lossy = {};
  int const code = disk.usual->xOpen(disk.usual, path, real(file), flags, out);
  if (code != SQLITE_OK) return code;
  std::lock_guard const lock(disk.mutex);
  auto const [record, is_new] = disk.records.try_emplace(path);
  if (is_new) record->second.durable = load(path);
  lossy->path = &record->first;
  lossy->disk = &disk;
  lossy->base.pMethods = &LossyMethods<Inside>::methods;
  return SQLITE_OK;
}

int LossyDisk::Inside::remove(sqlite3_vfs* vfs, char const* path, int sync_folder) {
  auto& disk = *static_cast<Inside*>(vfs->pAppData);
  {
    std::lock_guard const lock(disk.mutex);
    auto const found = disk.records.find(path);
    if (found != disk.records.end()) found->second = {};
  }
  return disk.usual->xDelete(disk.usual, path, sync_folder);
}

LossyDisk::LossyDisk() : inside_(std::make_unique<Inside>()) {
  auto& disk = *inside_;
  disk.usual = sqlite3_vfs_find(nullptr);
  disk.name = "lossy_" + std::to_string(reinterpret_cast<std::uintptr_t>(&disk));
  disk.vfs = *disk.usual;
  disk.vfs.zName = disk.name.c_str();
  disk.vfs.pNext = nullptr;
  disk.vfs.pAppData = &disk;
  disk.vfs.szOsFile += static_cast<int>(sizeof(LossyFile));
  disk.vfs.xOpen = Inside::open;
  disk.vfs.xDelete = Inside::remove;
  sqlite3_vfs_register(&disk.vfs, 0);
}

LossyDisk::~LossyDisk() { sqlite3_vfs_unregister(&inside_->vfs); }

std::string const& LossyDisk::name() const { return inside_->name; }

void LossyDisk::at_each_change(std::function<void()> call) {
  inside_->at_each_change = std::move(call);
}

LossyDisk::Image LossyDisk::after_power_loss(Unsynced unsynced, std::mt19937_64& random) const {
  std::lock_guard const lock(inside_->mutex);
  Image image;
  for (auto const& [path, record] : inside_->records) {
    auto bytes = record.durable;
    if (unsynced == Unsynced::some_kept) {
      for (auto const& change : record.since) apply_some(bytes, change, random);
    }
    if (!bytes.empty()) image[std::filesystem::path(path).filename()] = std::move(bytes);
  }
  return image;
}

bool LossyDisk::has_unsynced(std::string const& ending) const {
  std::lock_guard const lock(inside_->mutex);
  return std::ranges::any_of(inside_->records, [&](auto const& entry) {
    return entry.first.ends_with(ending) && !entry.second.since.empty();
  });
}

void LossyDisk::put(Image const& image, std::string const& folder) {
  std::filesystem::create_directories(folder);
  for (auto const& [name, bytes] : image) {
    std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
  }
}

}  // namespace zonebook::db
