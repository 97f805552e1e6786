#include "app/keys.h"

#include <filesystem>

#include "app/command.h"
#include "base/durable_file.h"
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
  TRY(make_folders(path.parent_path().string()));
  auto file = TRY(DurableFile::begin_beside(path.string()));
  TRY(file.write(random_hexadecimal(secret_bytes) + "\n"));
  auto const named = TRY(file.name(path.string()));
  return named == DurableFile::Named::now ? KeyFile::made : KeyFile::was_there;
}

}  // namespace zonebook::app
