// A path from the records of a register through references to a field: "project.owner.size".
//
//   auto path = TRY(Path::resolve("project.total", agreement));
//   path.field().type->name()      // "money"
//
// Threads: immutable.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "meta/catalog.h"

namespace zonebook::figures {

class Path {
 public:
  //   figures.unknown_field   no such field; or a step through what is no reference
  //   figures.personal_field  what only people with a right may see
  static Result<Path> resolve(std::string_view text, meta::Register const&);

  std::string const& text() const { return text_; }
  meta::Register const& in() const { return *in_; }
  std::vector<meta::Field const*> const& steps() const { return steps_; }  // at least one
  meta::Field const& field() const { return *steps_.back(); }
  bool is_direct() const { return steps_.size() == 1; }

 private:
  std::string text_;
  meta::Register const* in_ = nullptr;
  std::vector<meta::Field const*> steps_;
};

}  // namespace zonebook::figures
