#include "app/keys.h"

#include <sys/stat.h>

#include <filesystem>

#include "app/command.h"
#include "base/random.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t secret_bytes = 32;

fs::path path_of(Settings const& settings) { return fs::path(settings.data) / "keys" / "ledger"; }

}  // namespace

Result<std::string> ledger_secret(Settings const& settings) {
  auto const path = path_of(settings).string();
  auto text = read_file(path);
  if (text) text->erase(text->find_last_not_of(" \r\n") + 1);
  if (text && text->size() == 2 * secret_bytes) return text;
  return std::unexpected(Error{Error::Code::not_found, {"app.no_key", {{"path", path}}}, ""});
}

std::string erased_list(Settings const& settings) {
  return (fs::path(settings.data) / "keys" / "erased").string();
}

Result<KeyFile> make_ledger_secret(Settings const& settings) {
  auto const path = path_of(settings);
  std::error_code failed;
  if (fs::exists(path, failed)) {
    TRY(ledger_secret(settings));
    return KeyFile::was_there;
  }
  fs::create_directories(path.parent_path(), failed);
  fs::permissions(path.parent_path(), fs::perms::owner_all, failed);
  auto const before = ::umask(0177);  // so that nobody reads it in between
  auto const written = write_file(path.string(), random_hexadecimal(secret_bytes) + "\n");
  ::umask(before);
  if (!written) return std::unexpected(written.error());
  return KeyFile::made;
}

}  // namespace zonebook::app
