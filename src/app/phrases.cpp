#include "app/phrases.h"

#include <algorithm>
#include <filesystem>

#include "app/command.h"

namespace zonebook::app {

Result<reconcile::Phrases> load_phrases(Settings const& settings,
                                        figures::Definitions const& definitions) {
  std::vector<reconcile::PhraseFile> files;
  std::error_code failed;
  for (auto const& entry :
       std::filesystem::directory_iterator(settings.model + "/phrases", failed)) {
    if (entry.path().extension() != ".yaml") continue;
    auto text = TRY(read_file(entry.path().string()));
    files.push_back({"phrases/" + entry.path().filename().string(), std::move(text)});
  }
  std::ranges::sort(files, {}, &reconcile::PhraseFile::file);
  std::vector<std::string> names;
  for (auto const& [name, unused] : definitions) names.push_back(name);
  auto read = reconcile::read_phrases(files, names);
  if (read.problems.empty()) return std::move(read.phrases);
  for (auto const& problem : read.problems) print_error(problem, settings);
  return invalid({"app.model_wrong",
                  {{"model", settings.model}, {"count", std::to_string(read.problems.size())}}});
}

}  // namespace zonebook::app
