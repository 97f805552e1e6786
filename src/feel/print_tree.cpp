#include <array>

#include "feel/normal.h"

namespace zonebook::feel {
namespace {

// In the order of Op.
constexpr std::array<std::string_view, 37> words = {
    "literal",       "variable", "unknown",   "add",         "subtract", "multiply",
    "divide",        "power",    "minus",     "and",         "or",       "not",
    "equal",         "unequal",  "less",      "at_most",     "greater",  "at_least",
    "between",       "in",       "test",      "instance_of", "list",     "context",
    "boxed_context", "range",    "path",      "filter",      "if",       "for",
    "some",          "every",    "iteration", "function",    "call",     "external",
    "coerce"};

std::string_view word(Op op) { return words[static_cast<std::size_t>(op)]; }

std::string variable(Node const& node, Scope const& scope) {
  auto name = node.slot < scope.names().size() ? scope.names()[node.slot].name
                                               : "#" + std::to_string(node.slot);
  return name + ":" + to_string(*node.type);
}

std::string literal(Node const& node) {
  if (!node.value.is(Kind::function)) return to_literal(node.value);
  return "'" + node.value.function()->name() + "'";
}

std::string range_ends(Node const& node) {
  std::string text = node.start_included ? "[" : "(";
  text += node.end_included ? "]" : ")";
  if (node.form == Range::Form::equal) text = "=";
  if (node.form == Range::Form::unequal) text = "!=";
  return text;
}

}  // namespace

std::string print_tree(Node const& node, Scope const& scope) {
  if (node.op == Op::literal) return literal(node);
  if (node.op == Op::variable) return variable(node, scope);
  std::string text = "(";
  text += word(node.op);
  if (!node.name.empty()) text += " '" + node.name + "'";
  if (node.op == Op::range) text += " " + range_ends(node);
  if (node.named_type) text += " " + to_string(*node.named_type);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    text += ' ';
    if (node.op == Op::context) text += node.names[i] + "=";
    text += node.children[i] ? print_tree(*node.children[i], scope) : "_";
  }
  return text + ")";
}

}  // namespace zonebook::feel
