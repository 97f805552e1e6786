// tck DIR [--csv FILE] [--only PART] [--apart PART] [--failures]

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "report.h"

namespace {

using namespace zonebook::tck;
namespace fs = std::filesystem;

constexpr char const* help =
    "tck DIR: runs the DMN conformance cases below DIR\n"
    "  --only PART    folders whose path contains PART\n"
    "  --apart PART   folders that are reported by themselves and not counted;\n"
    "                 default 0076-feel-external-java, which needs Java\n"
    "  --failures     all failures; otherwise the first 20\n"
    "  --csv FILE     every case with its verdict\n"
    "0 if everything counted passed, 1 if not, 2 if the arguments are wrong\n";

struct Arguments {
  std::string folder, csv, only;
  std::string apart = "0076-feel-external-java";
  bool all_failures = false;
};

std::optional<Arguments> arguments_from(std::vector<std::string> const& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto const& word = words[i];
    if (word == "--failures") {
      arguments.all_failures = true;
      continue;
    }
    auto* value = word == "--csv"     ? &arguments.csv
                  : word == "--only"  ? &arguments.only
                  : word == "--apart" ? &arguments.apart
                                      : nullptr;
    if (value) {
      if (++i == words.size()) return std::nullopt;
      *value = words[i];
    } else if (word.starts_with('-') || !arguments.folder.empty()) {
      return std::nullopt;
    } else {
      arguments.folder = word;
    }
  }
  return arguments.folder.empty() ? std::nullopt : std::optional(arguments);
}

std::vector<std::string> test_files(Arguments const& arguments) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (auto const& entry : fs::recursive_directory_iterator(arguments.folder, ignored)) {
    auto path = entry.path().string();
    bool const is_meant = path.find(arguments.only) != std::string::npos;
    if (entry.path().extension() == ".xml" && is_meant) files.push_back(std::move(path));
  }
  std::ranges::sort(files);
  return files;
}

bool is_apart(Arguments const& arguments, std::string const& file) {
  return !arguments.apart.empty() && file.find(arguments.apart) != std::string::npos;
}

void print_failures(std::vector<SuiteResult> const& suites, Arguments const& arguments) {
  std::size_t shown = 0, hidden = 0;
  for (auto const& suite : suites) {
    if (is_apart(arguments, suite.file)) continue;
    for (auto const& verdict : suite.verdicts) {
      if (verdict.passed) continue;
      if (!arguments.all_failures && shown == 20) {
        ++hidden;
        continue;
      }
      fmt::print("{}", tell_failure(suite.file, verdict));
      ++shown;
    }
  }
  if (hidden > 0) fmt::print("… and {} more failures (--failures)\n", hidden);
}

void print_tally(std::string const& title, Tally const& tally) {
  if (tally.cases > 0) fmt::print("{}", tell(title, tally));
}

}  // namespace

int main(int argc, char** argv) {
  auto arguments = arguments_from({argv + 1, argv + argc});
  if (!arguments) {
    fmt::print(stderr, "{}", help);
    return 2;
  }
  std::vector<SuiteResult> suites;
  Tally all, level_2, level_3, apart;
  for (auto const& file : test_files(*arguments)) {
    suites.push_back(run_suite(file));
    auto const& suite = suites.back();
    if (is_apart(*arguments, file)) {
      apart.append(suite);
      continue;
    }
    all.append(suite);
    if (file.find("level-2") != std::string::npos) level_2.append(suite);
    if (file.find("level-3") != std::string::npos) level_3.append(suite);
  }
  print_failures(suites, *arguments);
  print_tally("level 2", level_2);
  print_tally("level 3", level_3);
  print_tally("apart, not counted: " + arguments->apart, apart);
  print_tally("all", all);
  if (!arguments->csv.empty()) std::ofstream(arguments->csv) << csv(suites);
  if (all.cases == 0 && apart.cases == 0) {
    fmt::print(stderr, "no test files below {}\n", arguments->folder);
    return 2;
  }
  return all.is_green() ? 0 : 1;
}
