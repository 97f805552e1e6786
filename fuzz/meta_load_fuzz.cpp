// Any bytes as a register of a room, over a model without files: a Catalog comes out, or problems
// that all have a place and render in both languages.

#include <cstdlib>
#include <filesystem>

#include "meta/catalog.h"

namespace {

using namespace zonebook;

std::string const& empty_model() {
  static std::string const folder = [] {
    auto const made = std::filesystem::temp_directory_path() / "zonebook_meta_load_fuzz";
    std::filesystem::create_directories(made);
    return made.string();
  }();
  return folder;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string_view const yaml(reinterpret_cast<char const*>(data), size);
  meta::OwnedRegister const owned = {"fuzz", "registers/project.yaml", yaml};
  auto const loaded = meta::load(empty_model(), {&owned, 1});
  if ((loaded.catalog == nullptr) == loaded.problems.empty()) std::abort();
  for (auto const& problem : loaded.problems) {
    if (problem.where.empty()) std::abort();
    (void)render(problem.says, Language::zh);
    (void)render(problem.says, Language::en);
  }
  return 0;
}
