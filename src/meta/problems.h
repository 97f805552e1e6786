// Collects what is wrong with a model, so that all of it is said at once.  Inside meta/.
//
//   problems.add("agreement.signed_on", {"meta.catalog.unknown_type", {{"type", "dat"}}});

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "meta/catalog.h"

namespace zonebook::meta {

class Problems {
 public:
  explicit Problems(Sources const& sources) : sources_(sources) {}

  // `path` as in Sources::places; `inside` is a position within the text there: "1:7".
  void add(std::string const& path, Text says, std::string const& inside = {});
  std::vector<Error> take() { return std::move(errors_); }
  bool empty() const { return errors_.empty(); }

 private:
  std::string place_of(std::string path) const;

  Sources const& sources_;
  std::vector<Error> errors_;
};

}  // namespace zonebook::meta
