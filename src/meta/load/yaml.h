// YAML as a tree of texts with their lines: the one door to yaml-cpp.  Inside meta/, and
// for the settings file of app/.
//
//   std::vector<Error> problems;
//   auto root = parse_yaml(text, "registers/project.yaml", problems);
//   if (root) root->find("label")->line;       // 2
//
// Promises
//   1. Every scalar is the text it was written as: NO and 012 are no booleans and no numbers.
//   2. What two readers could read differently is refused: a key twice, tags, anchors and aliases
//      (a bomb of aliases is never opened), more than one document, control characters.
//   3. At most 1 MiB, nested at most 16 deep.
//
// Threads: a function of its arguments.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zonebook::meta {

struct Yaml {
  enum class Kind : std::uint8_t { scalar, list, map };
  struct Member;

  Kind kind = Kind::scalar;
  std::size_t line = 1;
  std::string text;             // of a scalar; empty also for null
  std::vector<Yaml> items;      // of a list
  std::vector<Member> members;  // of a map, in their order

  Yaml const* find(std::string_view key) const;  // nullptr if there is none
};

struct Yaml::Member {
  std::string key;
  Yaml value;
};

// nullopt if it is no YAML at all; otherwise what can be read, beside the problems.
std::optional<Yaml> parse_yaml(std::string_view text, std::string const& file,
                               std::vector<Error>& problems);

}  // namespace zonebook::meta
