#include "app/twins.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "app/command.h"
#include "meta/load/yaml.h"

namespace zonebook::app {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Pattern {
  std::string text;  // each run of digits is one #
  std::vector<std::string> numbers;
};

Pattern pattern_of(std::string const& text) {
  Pattern pattern;
  bool in_number = false;
  for (auto const c : text) {
    if (!is_digit(c)) {
      pattern.text += c;
    } else if (in_number) {
      pattern.numbers.back() += c;
    } else {
      pattern.text += '#';
      pattern.numbers.emplace_back(1, c);
    }
    in_number = is_digit(c);
  }
  return pattern;
}

}  // namespace

Result<Twins> Twins::read(std::string const& folder) {
  auto const path = folder + "/english.yaml";
  auto const text = TRY(read_file(path));
  std::vector<Error> problems;
  auto const yaml = meta::parse_yaml(text, path, problems);
  if (!problems.empty()) return std::unexpected(std::move(problems.front()));
  Twins twins;
  for (auto const& [key, value] : yaml->members) twins.by_pattern_[key] = value.text;
  std::error_code none;
  for (auto const& entry : std::filesystem::directory_iterator(folder + "/english", none)) {
    auto const lines = TRY(read_file(entry.path().string()));
    twins.add_lines(lines);
  }
  return twins;
}

void Twins::add_lines(std::string const& text) {
  for (std::size_t from = 0; from < text.size();) {
    auto const end = std::min(text.find('\n', from), text.size());
    auto const line = text.substr(from, end - from);
    auto const tab = line.find('\t');
    if (tab != line.npos) by_pattern_[pattern_of(line.substr(0, tab)).text] = line.substr(tab + 1);
    from = end + 1;
  }
}

std::optional<std::string> Twins::of(std::string const& text) const {
  if (std::ranges::all_of(text, [](char c) { return c >= 0; })) return text;
  auto const pattern = pattern_of(text);
  auto const found = by_pattern_.find(pattern.text);
  if (found == by_pattern_.end()) return std::nullopt;
  std::string twin;
  std::size_t next = 0;
  for (auto const c : found->second) {
    if (c == '#' && next < pattern.numbers.size())
      twin += pattern.numbers[next++];
    else
      twin += c;
  }
  return twin;
}

}  // namespace zonebook::app
