// The types of a document: its item definitions (DMN 1.5, 7.3.2) made into FEEL types, and those of
// the documents it imports, by the names that its expressions use: tLoan, pkg.tLoan.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dmn/model.h"
#include "feel/expression.h"

namespace zonebook::dmn {

class Types {
 public:
  struct Imported {
    std::string name;  // of the import; empty: among the document's own
    Types const* types;
  };

  // What cannot be resolved is a problem and counts as Any.
  Types(Model const&, std::vector<Imported> const&, std::vector<Problem>& problems);

  // A scope with all types and no names.
  feel::Scope const& scope() const { return scope_; }
  // The type that a typeRef names, FEEL's own included; Any for an empty one, nullptr for one that
  // nothing is.
  feel::TypePtr find(std::string_view type_ref) const;
  std::vector<std::pair<std::string, feel::TypePtr>> const& own() const { return own_; }

 private:
  friend class TypeMaker;

  feel::Scope scope_;
  std::vector<std::pair<std::string, feel::TypePtr>> own_;
};

}  // namespace zonebook::dmn
