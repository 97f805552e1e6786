// What stands behind an Expression.  Inside feel/.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "feel/expression.h"

namespace zonebook::feel {

// A function value made while it runs keeps it alive.
struct Expression::Program : std::enable_shared_from_this<Expression::Program> {
  std::string source;
  NodePtr root;
  std::uint32_t slot_count = 0;
  std::uint32_t scope_size = 0;
  std::vector<std::uint32_t> inputs;
  std::vector<Remark> notes;
};

}  // namespace zonebook::feel
