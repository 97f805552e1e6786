#include "place.h"

#include <array>
#include <cstdlib>
#include <filesystem>

namespace zonebook::oracle {

Result<std::unique_ptr<TestPlace>> TestPlace::make(Place const& place) {
  auto made = std::make_unique<TestPlace>();
  if (place.postgres) {
    char const* const server = std::getenv("ZONEBOOK_TEST_POSTGRES");
    if (!server) return invalid({"ZONEBOOK_TEST_POSTGRES is not set", {}});
    made->location_ = server;
    return made;
  }
  std::string folder = std::filesystem::temp_directory_path() / "zonebook-oracle-XXXXXX";
  if (!mkdtemp(folder.data())) return invalid({"no temporary folder", {}});
  made->folder_ = folder;
  made->location_ = folder + "/ledger.db";
  return made;
}

TestPlace::~TestPlace() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace zonebook::oracle
