// By what the records of a register are confidential, as conditions: their own fields, and those of
// confidential records that they refer to.  Inside access/.
//
//   Confidence confidence(catalog, roles);
//   confidence.open(agreement)     // project.disclosure = "open"
//   confidence.whole(agreement)    // … or project.manager.id = me or …
//
// A reference that leads to nothing on the day keeps a record back, unless it may be empty.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.h"

namespace zonebook::access {

class Confidence {
 public:
  Confidence(meta::Catalog const&, Roles const&);

  // FEEL; empty: nothing is confidential.
  std::string const& open(meta::Register const&) const;
  // For whoever has a `me`.
  std::string const& whole(meta::Register const&) const;
  // What is seen of a confidential record; nullptr: the register has none of its own.
  std::set<std::string> const* outline(meta::Register const&) const;

 private:
  struct Texts {
    std::string open, whole;
  };
  struct Path {
    std::string to;  // "project", "annual_plan.project"; empty: the record itself
    bool may_be_empty = false;
    Confidential const* what = nullptr;
  };

  std::vector<Path> paths_from(meta::Register const&) const;

  Roles const& roles_;
  std::map<std::string, Texts> by_register_;
};

// "(a) and (b)"; of one that is empty, the other.
std::string both(std::string const& a, std::string const& b);

}  // namespace zonebook::access
