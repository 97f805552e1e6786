#include "app/sample_year.h"

#include <algorithm>
#include <filesystem>

#include "app/command.h"

namespace zonebook::app {
namespace {

namespace fs = std::filesystem;

Result<meta::Yaml> read_yaml(fs::path const& path, std::string const& name) {
  auto const text = TRY(read_file(path.string()));
  std::vector<Error> problems;
  auto yaml = meta::parse_yaml(text, name, problems);
  if (!problems.empty()) return std::unexpected(std::move(problems.front()));
  CHECK(yaml);
  return std::move(*yaml);
}

Result<Instant> moment_in(meta::Yaml const& yaml, std::string_view key, std::string const& file) {
  auto const text = text_in(yaml, key);
  if (auto const found = sample_moment(text)) return *found;
  return wrong_sample({"app.sample.no_moment", {{"text", text}}}, file, yaml.line);
}

Result<void> read_entries(fs::path const& path, std::string const& folder, SampleYear& year) {
  auto const name = "year/" + path.filename().string();
  auto const yaml = TRY(read_yaml(path, name));
  for (auto const& item : yaml.items) {
    auto const at = TRY(moment_in(item, "at", name));
    year.entries.push_back({.at = at, .folder = folder, .file = name, .yaml = item});
  }
  if (!yaml.items.empty()) return {};
  return wrong_sample({"app.sample.no_entries", {}}, name, yaml.line);
}

}  // namespace

std::string text_in(meta::Yaml const& yaml, std::string_view key) {
  auto const* found = yaml.find(key);
  return found ? found->text : "";
}

std::unexpected<Error> wrong_sample(Text says, std::string const& file, std::size_t line) {
  return invalid(std::move(says), file + ":" + std::to_string(line));
}

std::optional<Instant> sample_moment(std::string const& text) {
  if (text.size() != 16 || text[10] != ' ') return std::nullopt;
  return Instant::parse(text.substr(0, 10) + "T" + text.substr(11) + ":00+08:00");
}

std::vector<std::vector<std::string>> read_cells(std::string const& text) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t from = 0; from < text.size();) {
    auto const end = std::min(text.find('\n', from), text.size());
    auto const line = text.substr(from, end - from);
    auto& cells = rows.emplace_back(1);
    for (auto const c : line) {
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    from = end + 1;
  }
  return rows;
}

Result<SampleYear> read_sample_year(std::string const& folder) {
  std::string const name = "sample.yaml";
  auto const about = TRY(read_yaml(fs::path(folder) / name, name));
  SampleYear year;
  year.root = text_in(about, "root");
  year.root_name = text_in(about, "name");
  year.root_level = text_in(about, "level");
  year.opened = TRY(moment_in(about, "opened", name));
  year.shown = TRY(moment_in(about, "shown", name));
  std::vector<fs::path> files;
  std::error_code failed;
  for (auto const& file : fs::directory_iterator(fs::path(folder) / "year", failed)) {
    if (file.path().extension() == ".yaml") files.push_back(file.path());
  }
  std::ranges::sort(files);
  for (auto const& file : files) TRY(read_entries(file, folder + "/year/", year));
  std::ranges::stable_sort(year.entries, {}, &SampleEntry::at);
  return year;
}

}  // namespace zonebook::app
