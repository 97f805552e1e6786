// Persons in conditions.  Rows hold marks (personal.h), so a value is looked for among them before
// any row is read: by its keyed hash, and found no more once it is erased.
//
//   phone = "13800000001"             phone in ["p.4be1…:66c7…", "p.07aa…:19d0…"]
//   phone != "13800000001"            not(phone in […])
//   phone in ["13800000001", null]    the same with null
//   phone = null                      as it stands
//
// Nothing else can be asked: a mark is no name, neither its order nor its parts mean anything.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "feel/tree.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

// Both databases bind more parameters than that.
inline constexpr std::size_t person_marks_max = 10'000;

// The marks whose value is this.
using FindMarks = std::function<Result<std::vector<std::string>>(std::string const& value)>;

// The tree, which is over meta::scope_of(register), with marks for values; empty `find`: null alone
// can be asked for.
//   ledger.person_filter      invalid: anything else is asked of a person; `where` is "line:column"
//   ledger.too_many_persons   invalid: more than person_marks_max in all
Result<feel::NodePtr> with_marks(feel::Node const& root, std::string const& source,
                                 meta::Register const&, FindMarks const& find);

}  // namespace zonebook::ledger
