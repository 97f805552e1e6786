#include "base/durable_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/random.h"

namespace zonebook {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view part_prefix = ".part-";

std::unexpected<Error> cannot_write(std::string const& path, int why) {
  return std::unexpected(Error{
      Error::Code::unavailable,
      {"base.cannot_write", {{"path", path}, {"detail", std::generic_category().message(why)}}},
      ""});
}

class Descriptor {
 public:
  Descriptor(std::string const& path, int flags) : number_(::open(path.c_str(), flags, 0600)) {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string folder_of(std::string const& path) {
  auto const folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

Result<void> sync_folder(std::string const& path) {
  Descriptor const folder(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!folder.is_open() || ::fsync(folder.number()) != 0) return cannot_write(path, errno);
  return {};
}

bool is_named(int descriptor) {
  struct stat found{};
  return ::fstat(descriptor, &found) == 0 && found.st_nlink > 0;
}

// Where the last whole line ends.
off_t end_of_lines(int descriptor) {
  auto end = ::lseek(descriptor, 0, SEEK_END);
  for (char last = 0; end > 0; --end) {
    if (::pread(descriptor, &last, 1, end - 1) != 1 || last == '\n') break;
  }
  return end;
}

}  // namespace

// A sweep between making and locking takes the part away; then another is begun.
Result<DurableFile> DurableFile::begin(std::string const& folder) {
  for (;;) {
    auto part = folder + "/" + std::string(part_prefix) + random_hexadecimal(8);
    auto const descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return cannot_write(part, errno);
    DurableFile file(descriptor, std::move(part));
    if (::flock(descriptor, LOCK_EX) == 0 && is_named(descriptor)) return file;
  }
}

Result<DurableFile> DurableFile::begin_beside(std::string const& path) {
  return begin(folder_of(path));
}

DurableFile::~DurableFile() { end(); }

void DurableFile::end() {
  if (descriptor_ < 0) return;
  ::unlink(part_.c_str());
  ::close(std::exchange(descriptor_, -1));
}

Result<void> DurableFile::write(std::string_view bytes) {
  if (!write_all(descriptor_, bytes)) return cannot_write(part_, errno);
  return {};
}

Result<void> DurableFile::sync() {
  if (::fsync(descriptor_) != 0) return cannot_write(part_, errno);
  return {};
}

// The folder is synced even where the name was there, for its giver may not have come so far.
Result<DurableFile::Named> DurableFile::name(std::string const& path) {
  TRY(sync());
  auto named = Named::now;
  if (::link(part_.c_str(), path.c_str()) != 0) {
    if (errno != EEXIST) return cannot_write(path, errno);
    named = Named::before;
  }
  end();
  TRY(sync_folder(folder_of(path)));
  return named;
}

Result<void> DurableFile::replace(std::string const& path) {
  TRY(sync());
  if (::rename(part_.c_str(), path.c_str()) != 0) return cannot_write(path, errno);
  ::close(std::exchange(descriptor_, -1));
  return sync_folder(folder_of(path));
}

bool is_part(std::string_view file_name) { return file_name.starts_with(part_prefix); }

void sweep_parts(std::string const& folder) {
  std::error_code failed;
  for (auto const& entry : fs::directory_iterator(folder, failed)) {
    if (!is_part(entry.path().filename().string())) continue;
    Descriptor const part(entry.path().string(), O_WRONLY | O_CLOEXEC);
    auto const is_left = part.is_open() && ::flock(part.number(), LOCK_EX | LOCK_NB) == 0;
    if (is_left) ::unlink(entry.path().c_str());
  }
}

Result<void> make_folders(std::string const& path) {
  std::error_code failed;
  if (path.empty() || fs::is_directory(path, failed)) return {};
  TRY(make_folders(fs::path(path).parent_path().string()));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return cannot_write(path, errno);
  return sync_folder(folder_of(path));
}

Result<void> append_durably(std::string const& path, std::string_view lines) {
  Descriptor const file(path, O_RDWR | O_CREAT | O_CLOEXEC);
  auto const at = file.number();
  auto const is_written = file.is_open() && ::flock(at, LOCK_EX) == 0 &&
                          ::ftruncate(at, end_of_lines(at)) == 0 && ::lseek(at, 0, SEEK_END) >= 0 &&
                          write_all(at, lines) && ::fsync(at) == 0;
  if (!is_written) return cannot_write(path, errno);
  return sync_folder(folder_of(path));
}

}  // namespace zonebook
