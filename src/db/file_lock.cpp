#include "db/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "base/instant.h"

namespace zonebook::db {
namespace {

Error cannot_open(std::string const& path) {
  auto const why = std::error_code(errno, std::generic_category()).message();
  return {Error::Code::unavailable, {"db.cannot_open", {{"path", path}, {"detail", why}}}, {}};
}

// "4711 2023-12-22T01:00:00Z", as the holder wrote it; he may be about to.
Error owned(std::string const& path, int descriptor) {
  std::array<char, 64> buffer{};
  auto const size = ::pread(descriptor, buffer.data(), buffer.size(), 0);
  std::string_view const text(buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  auto const space = text.find(' ');
  std::string const process(text.substr(0, space));
  std::string const since(space == text.npos ? ""
                                             : text.substr(space + 1, text.find('\n') - space - 1));
  return {Error::Code::unavailable,
          {"db.owned", {{"path", path}, {"process", process}, {"since", since}}},
          {}};
}

}  // namespace

Result<FileLock> FileLock::take(std::string const& path) {
  auto const name = path + ".lock";
  FileLock lock(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return std::unexpected(cannot_open(name));
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return std::unexpected(owned(path, lock.descriptor_));
    return std::unexpected(cannot_open(name));
  }
  auto const text = fmt::format("{} {}\n", ::getpid(), SystemClock().now().to_string());
  bool const is_written = ::ftruncate(lock.descriptor_, 0) == 0 &&
                          ::pwrite(lock.descriptor_, text.data(), text.size(), 0) > 0;
  if (!is_written) return std::unexpected(cannot_open(name));
  return lock;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace zonebook::db
