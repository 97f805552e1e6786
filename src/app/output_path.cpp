#include "app/output_path.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> beside_database = {"", "-wal", "-shm", "-journal",
                                                             ".lock"};

bool is_same(fs::path const& one, fs::path const& other) {
  std::error_code failed;
  return fs::equivalent(one, other, failed);
}

// As it is named, and as its links lead: a file is replaced under the former, SQLite writes to the
// latter.
std::array<fs::path, 2> names_of(std::string const& path) {
  std::error_code failed;
  auto const absolute = fs::absolute(path, failed);
  auto named = fs::weakly_canonical(absolute.parent_path(), failed) / absolute.filename();
  if (failed) named = absolute.lexically_normal();
  auto led = fs::weakly_canonical(absolute, failed);
  if (failed) led = named;
  return {std::move(named), std::move(led)};
}

bool is_of_database(fs::path const& path, std::string const& database) {
  return std::ranges::any_of(names_of(database), [&](fs::path const& name) {
    if (!is_same(path.parent_path(), name.parent_path())) return false;
    return std::ranges::any_of(beside_database, [&](std::string_view ending) {
      return path.filename() == name.filename().string() + std::string(ending);
    });
  });
}

// A folder that is not there holds nothing, and is equivalent to none.
bool is_in(fs::path path, fs::path const& folder) {
  for (; path.has_relative_path(); path = path.parent_path()) {
    if (is_same(path, folder)) return true;
  }
  return is_same(path, folder);
}

std::optional<std::string> place_of(fs::path const& path, Settings const& settings) {
  if (!settings.is_postgres() && is_of_database(path, settings.database)) return settings.database;
  auto const keys = (fs::path(settings.data) / "keys").string();  // it may be a link
  for (auto const& folder :
       {settings.data, keys, settings.files, settings.anchors, settings.model}) {
    if (is_in(path, folder)) return folder;
  }
  return std::nullopt;
}

}  // namespace

Result<void> expect_outside(Output const& output, Settings const& settings) {
  if (output.path.empty()) return {};
  for (auto const& path : names_of(output.path)) {
    auto const place = place_of(path, settings);
    if (!place) continue;
    return invalid({"app.output_in_ledger", {{"path", output.path}, {"place", *place}}},
                   output.option);
  }
  return {};
}

}  // namespace zonebook::app
