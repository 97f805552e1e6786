// What is wrong with a condition though it is an expression: checks, needs and filters are asked.
//
//   auto expression = TRY(feel::compile(source, scope_of(in)));
//   for (auto const& fault : faults_of(expression)) …          // `where` is "line:column"
//
// FEEL takes an unknown name, or a member that a context does not have, for null; a register's
// fields are all known, so here they are mistakes, and so is an answer that is no boolean.

#pragma once

#include <vector>

#include "feel/expression.h"

namespace zonebook::meta {

// Empty: it can stand.
std::vector<Error> faults_of(feel::Expression const&);

}  // namespace zonebook::meta
