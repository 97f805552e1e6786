#include "app/phrases.h"

#include <algorithm>
#include <filesystem>

#include "app/command.h"

namespace zonebook::app {
namespace {

// The YAML files of a folder of the model, by name; none if there is no such folder.
template <class File>
Result<std::vector<File>> files_in(Settings const& settings, std::string const& folder) {
  std::vector<File> files;
  std::error_code failed;
  for (auto const& entry :
       std::filesystem::directory_iterator(settings.model + "/" + folder, failed)) {
    if (entry.path().extension() != ".yaml") continue;
    auto text = TRY(read_file(entry.path().string()));
    files.push_back({folder + "/" + entry.path().filename().string(), std::move(text)});
  }
  std::ranges::sort(files, {}, &File::file);
  return files;
}

Result<void> none_of(std::vector<Error> const& problems, Settings const& settings) {
  if (problems.empty()) return {};
  for (auto const& problem : problems) print_error(problem, settings);
  return invalid(
      {"app.model_wrong", {{"model", settings.model}, {"count", std::to_string(problems.size())}}});
}

}  // namespace

Result<reconcile::Phrases> load_phrases(Settings const& settings,
                                        figures::Definitions const& definitions) {
  auto const files = TRY(files_in<reconcile::PhraseFile>(settings, "phrases"));
  std::vector<std::string> names;
  for (auto const& [name, unused] : definitions) names.push_back(name);
  auto read = reconcile::read_phrases(files, names);
  TRY(none_of(read.problems, settings));
  return std::move(read.phrases);
}

Result<reconcile::Forms> load_forms(Settings const& settings, meta::Catalog const& catalog) {
  auto const files = TRY(files_in<reconcile::FormFile>(settings, "intake"));
  auto read = reconcile::read_forms(files, catalog);
  TRY(none_of(read.problems, settings));
  return std::move(read.forms);
}

}  // namespace zonebook::app
