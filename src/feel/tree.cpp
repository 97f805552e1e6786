#include "feel/tree.h"

#include <algorithm>

namespace zonebook::feel {

bool mentions(Node const& node, std::uint32_t slot) {
  if (node.op == Op::variable && node.slot == slot) return true;
  bool const asks_items = node.op == Op::variable || node.op == Op::unknown;
  if (asks_items && std::ranges::find(node.slots, slot) != node.slots.end()) return true;
  return std::ranges::any_of(node.children,
                             [&](NodePtr const& child) { return child && mentions(*child, slot); });
}

}  // namespace zonebook::feel
