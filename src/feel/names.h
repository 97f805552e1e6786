// The names that a text may use while a tree is being built: the scope's, those pushed onto it, and
// the members of the items of filters.  Inside feel/; others use builder.h.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "feel/tree.h"

namespace zonebook::feel {

// What a builder knows: the scope, what was pushed onto it, and the slots given out.
struct Names {
  struct Visible {
    std::string name;  // "" for a filter's item, whose members are visible
    TypePtr type;
    std::uint32_t slot = 0;
  };

  Scope scope;
  std::vector<Visible> visible;  // later ones hide earlier ones
  std::uint32_t slot_count = 0;
  std::vector<Remark> notes;

  explicit Names(Scope const&);
  std::uint32_t push(std::string name, TypePtr type);
  void push_item(std::uint32_t slot, TypePtr item);
  void pop(std::size_t count) { visible.resize(visible.size() - count); }

  // The tree of a name: a variable, a member of an item, a built-in; nullptr if nothing has it.
  NodePtr resolve(std::string_view name, Span at) const;
};

}  // namespace zonebook::feel
