// What is known of a value before it is there: the types of operators, paths and filters.  Any
// where nothing is known.  Inside feel/.

#pragma once

#include <string_view>

#include "feel/tree.h"
#include "feel/type.h"

namespace zonebook::feel {

TypePtr type_of_arithmetic(Op, Type const& left, Type const& right);
TypePtr type_of_member(Type const& owner, std::string_view member);
TypePtr type_of_filter(TypePtr const& list, Type const& condition);
TypePtr item_type(TypePtr const& list);

}  // namespace zonebook::feel
