// The English twins of the sample's texts, by which `--language en sample` makes the same year in
// English (PRODUCT A3): model/sample/english.yaml, where # stands for a number, and the lines of
// model/sample/english/*.tsv, a text and its twin between them a tab.
//
//   示例项目#: Sample project #          示例项目07  →  Sample project 07
//
// Promises: a text without a Chinese character is its own twin; the numbers of a text come out in
// their order.  Threads: immutable after read().

#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/result.h"

namespace zonebook::app {

class Twins {
 public:
  // From the folder of the sample.
  //   not_found  no english.yaml
  //   invalid    it is no map of texts
  static Result<Twins> read(std::string const& folder);

  // nullopt: it has none.
  std::optional<std::string> of(std::string const& text) const;

 private:
  void add_lines(std::string const&);

  std::map<std::string, std::string> by_pattern_;
};

}  // namespace zonebook::app
