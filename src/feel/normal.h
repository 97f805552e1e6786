// The null-safe normal form of a condition: what a printer can turn into SQL without changing its
// meaning where values are null (docs/decisions/0003).
//
//   not(status = "ended" or area < 20)
//     (and (unequal status:string "ended") (at_least area:number 20))
//
// In the form
//   1. `negation` stands only on what cannot take it in: a bare value, `in`, a call.  Everywhere
//      else it has moved inward: not(a = b) is a != b, which is true where a is null and b is not;
//      SQL's NOT (a = b) would be NULL.
//   2. `between` and ranges are comparisons; a constant stands on the right of its comparison.
//   3. `in` compares with constants that are not null; null is a comparison of its own.
//   4. conjunctions and disjunctions are flat.
// A tree and its form give the same answer for all values (normal_test.cpp, by seed).

#pragma once

#include <string>
#include <vector>

#include "feel/expression.h"
#include "feel/tree.h"

namespace zonebook::feel {

NodePtr normal_form(Node const& condition);

// The conjuncts of a normal form, in the order written: each can be pushed into SQL or kept back.
std::vector<Node const*> conjuncts(Node const& normal);

// The tree as golden tests show it: (op child …), variables with their types, literals as FEEL.
std::string print_tree(Node const&, Scope const&);

NodePtr clone(Node const&);

}  // namespace zonebook::feel
