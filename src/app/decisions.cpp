#include "app/decisions.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "app/command.h"
#include "dmn/read.h"

namespace zonebook::app {
namespace {

// Every document beside `file` that can be read.
Result<std::vector<dmn::Model>> neighbours(std::string const& file) {
  std::vector<dmn::Model> models;
  auto folder = std::filesystem::path(file).parent_path();
  std::error_code ignored;
  for (auto const& entry :
       std::filesystem::directory_iterator(folder.empty() ? "." : folder, ignored)) {
    if (entry.path().extension() != ".dmn" || entry.path() == file) continue;
    auto text = TRY(read_file(entry.path().string()));
    if (auto other = dmn::read(text, entry.path().filename().string())) {
      models.push_back(std::move(*other));
    }
  }
  return models;
}

// The documents that `model` imports, and those that they import, by their namespaces.
Result<std::vector<dmn::Model>> imported_by(dmn::Model const& model, std::string const& file) {
  if (model.imports.empty()) return std::vector<dmn::Model>{};
  auto models = TRY(neighbours(file));
  std::set<std::string> wanted;
  std::vector<dmn::Import> open = model.imports;
  while (!open.empty()) {
    auto const uri = open.back().uri;
    open.pop_back();
    if (!wanted.insert(uri).second) continue;
    auto found = std::ranges::find(models, uri, &dmn::Model::namespace_uri);
    if (found != models.end())
      open.insert(open.end(), found->imports.begin(), found->imports.end());
  }
  std::erase_if(models, [&](auto const& other) { return !wanted.contains(other.namespace_uri); });
  return models;
}

}  // namespace

Result<DecisionsPtr> load_decisions(std::string const& file) {
  auto text = TRY(read_file(file));
  auto model = TRY(dmn::read(text, std::filesystem::path(file).filename().string()));
  auto imported = TRY(imported_by(model, file));
  return dmn::Decisions::compile(std::move(model), std::move(imported));
}

std::string decision_file(std::string const& model, std::string const& name) {
  return model + "/decisions/" + name + ".dmn";
}

Result<std::shared_ptr<ledger::SecondPerson const>> second_person_of(std::string const& model) {
  auto const file = decision_file(model, ledger::SecondPerson::decision_name);
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) return nullptr;
  auto decisions = TRY(load_decisions(file));
  return ledger::SecondPerson::make(std::move(decisions));
}

}  // namespace zonebook::app
