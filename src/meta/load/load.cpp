#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>

#include "meta/facts.h"
#include "meta/load/read_register.h"
#include "meta/load/terms.h"

namespace zonebook::meta {
namespace {

namespace fs = std::filesystem;

// Reads the files of model/ one folder after another.
class Folder {
 public:
  Folder(fs::path root, Model& model) : root_(std::move(root)), model_(model) {}

  using Visit = std::function<void(Yaml const&, std::string const& file)>;
  // Each file of the folder, in the order of names; `broken` for one that is no YAML.
  void each_yaml(std::string const& name, Visit const& visit,
                 std::function<void(std::string const& file)> const& broken = {}) {
    for (auto const& file : files_in(name)) {
      if (!file.ends_with(".yaml")) {
        complain(file, {"meta.load.not_a_yaml_file", {}});
        continue;
      }
      auto const yaml = parse_yaml(text_of_file(file), file, model_.problems);
      if (yaml) {
        visit(*yaml, file);
      } else if (broken) {
        broken(file);
      }
    }
  }

  // Empty if there is no such file.
  std::string text_of_file(std::string const& file) {
    constexpr std::size_t more_than_any = (std::size_t{1} << 20) + 1;
    std::ifstream stream(root_ / file, std::ios::binary);
    std::string text(more_than_any, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
  }

 private:
  // "registers/project.yaml"; none if there is no such folder.
  std::vector<std::string> files_in(std::string const& name) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator at(root_ / name, error); !error && at != fs::directory_iterator();
         at.increment(error)) {
      auto const file = at->path().filename().string();
      if (!file.starts_with('.')) files.push_back(name + "/" + file);
    }
    std::ranges::sort(files);
    return files;
  }

  void complain(std::string const& file, Text says) {
    model_.problems.push_back({Error::Code::invalid, std::move(says), file + ":1"});
  }

  fs::path root_;
  Model& model_;
};

void read_facts(Folder& folder, Model& model) {
  auto const facts = std::make_shared<Facts>();
  std::string const regions = "facts/regions.tsv";
  std::string const industries = "facts/industries.tsv";
  add_regions(*facts, folder.text_of_file(regions), regions, model.problems);
  add_industries(*facts, folder.text_of_file(industries), industries, model.problems);
  model.sources.facts = facts;
}

void read_owned(std::span<OwnedRegister const> owned, Model& model) {
  for (auto const& one : owned) {
    auto const yaml = parse_yaml(one.yaml, std::string(one.file), model.problems);
    if (yaml) read_owned_register(*yaml, one, model);
  }
}

void read_registers(Folder& folder, Model& model) {
  folder.each_yaml(
      "registers",
      [&](Yaml const& yaml, std::string const& file) { read_register(yaml, file, model); },
      // Those that refer to it have not made a mistake.
      [&](std::string const& file) {
        auto const name = stem_of(file);
        model.sources.places[name] = model.problems.back().where;
        if (!model.find(name)) {
          Register empty;
          empty.name = name;
          model.registers.push_back(std::move(empty));
        }
      });
  folder.each_yaml(
      "tracks", [&](Yaml const& yaml, std::string const& file) { read_track(yaml, file, model); });
}

std::vector<Term> check_names(Folder& folder, Model& model) {
  Terms terms;
  folder.each_yaml("terms", [&](Yaml const& yaml, std::string const& file) {
    terms.read(yaml, file, model.problems);
  });
  auto const expect = [&](std::string const& name, std::string const& path) {
    if (terms.explain(name)) return;
    auto const place = model.sources.places.find(path);
    model.problems.push_back({Error::Code::invalid,
                              {"meta.load.term_missing", {{"name", name}}},
                              place != model.sources.places.end() ? place->second : path});
  };
  for (auto const& reg : model.registers) {
    expect(reg.name, reg.name);
    for (auto const& field : reg.fields) expect(field.name, reg.name + "." + field.name);
  }
  return terms.list();
}

// What the Catalog says of a line that could not even be read follows from that.
void add_unless_known(std::vector<Error>& problems, std::vector<Error> more) {
  auto const known = problems;
  for (auto& error : more) {
    if (std::ranges::find(known, error.where, &Error::where) == known.end()) {
      problems.push_back(std::move(error));
    }
  }
}

// By file, then by line.
void sort_by_place(std::vector<Error>& problems) {
  auto const place = [](Error const& error) {
    auto const colon = std::min(error.where.rfind(':', error.where.find(' ')), error.where.size());
    std::size_t line = 0;
    auto const* end = error.where.data() + error.where.size();
    std::from_chars(std::min(error.where.data() + colon + 1, end), end, line);
    return std::pair(error.where.substr(0, colon), line);
  };
  std::ranges::stable_sort(problems, {}, place);
}

}  // namespace

Loaded load(std::string const& model_folder, std::span<OwnedRegister const> owned,
            std::vector<Json> earlier_shapes) {
  std::error_code error;
  if (!fs::is_directory(model_folder, error)) {
    return {nullptr,
            {{Error::Code::not_found,
              {"meta.load.no_folder", {{"folder", model_folder}}},
              model_folder}}};
  }
  Model model;
  Folder folder(model_folder, model);
  read_facts(folder, model);
  read_owned(owned, model);
  read_registers(folder, model);
  auto terms = check_names(folder, model);
  model.sources.earlier_shapes = std::move(earlier_shapes);
  auto catalog = Catalog::make(std::move(model.registers), model.sources);
  if (!catalog) add_unless_known(model.problems, std::move(catalog.error()));
  sort_by_place(model.problems);
  return {model.problems.empty() ? *catalog : nullptr, std::move(model.problems), std::move(terms),
          std::move(model.sources.places)};
}

}  // namespace zonebook::meta
