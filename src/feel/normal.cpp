#include "feel/normal.h"

#include <algorithm>

namespace zonebook::feel {
namespace {

enum class Sign { plain, negated };

Sign flipped(Sign sign) { return sign == Sign::plain ? Sign::negated : Sign::plain; }

NodePtr normalised(Node const& node, Sign sign);

NodePtr made(Op op, Node const& like) {
  auto node = std::make_unique<Node>();
  node->op = op;
  node->at = like.at;
  node->type = simple_type(Kind::boolean);
  return node;
}

NodePtr made(Op op, Node const& like, NodePtr left, NodePtr right) {
  auto node = made(op, like);
  node->children.push_back(std::move(left));
  node->children.push_back(std::move(right));
  return node;
}

NodePtr signed_leaf(NodePtr leaf, Sign sign) {
  if (sign == Sign::plain) return leaf;
  auto negation = made(Op::negation, *leaf);
  negation->children.push_back(std::move(leaf));
  return negation;
}

bool is_comparison(Op op) {
  return op == Op::equal || op == Op::unequal || op == Op::less || op == Op::at_most ||
         op == Op::greater || op == Op::at_least;
}

Op opposite(Op op) {
  switch (op) {
    case Op::equal: return Op::unequal;
    case Op::unequal: return Op::equal;
    case Op::less: return Op::at_least;
    case Op::at_least: return Op::less;
    case Op::greater: return Op::at_most;
    default: return Op::greater;
  }
}

Op mirrored(Op op) {
  switch (op) {
    case Op::less: return Op::greater;
    case Op::greater: return Op::less;
    case Op::at_most: return Op::at_least;
    case Op::at_least: return Op::at_most;
    default: return op;
  }
}

NodePtr comparison(Op op, Node const& like, NodePtr left, NodePtr right, Sign sign) {
  if (left->op == Op::literal && right->op != Op::literal) {
    std::swap(left, right);
    op = mirrored(op);
  }
  return made(sign == Sign::negated ? opposite(op) : op, like, std::move(left), std::move(right));
}

// Adds a part to an and/or, opening one of the same kind.
void add_part(Node& whole, NodePtr part) {
  if (part->op != whole.op) {
    whole.children.push_back(std::move(part));
    return;
  }
  for (auto& inner : part->children) whole.children.push_back(std::move(inner));
}

NodePtr joined(Op op, Node const& like, std::vector<NodePtr> parts) {
  if (parts.size() == 1) return std::move(parts[0]);
  auto whole = made(op, like);
  for (auto& part : parts) add_part(*whole, std::move(part));
  return whole;
}

// De Morgan's laws hold in Kleene's logic.
NodePtr logic(Node const& node, Sign sign) {
  bool const conjunction = (node.op == Op::conjunction) == (sign == Sign::plain);
  std::vector<NodePtr> parts;
  for (auto const& child : node.children) parts.push_back(normalised(*child, sign));
  return joined(conjunction ? Op::conjunction : Op::disjunction, node, std::move(parts));
}

NodePtr within(Node const& node, Node const& tested, Op low_op, Node const* low, Op high_op,
               Node const* high, Sign sign) {
  std::vector<NodePtr> parts;
  if (low) parts.push_back(comparison(low_op, node, clone(tested), clone(*low), sign));
  if (high) parts.push_back(comparison(high_op, node, clone(tested), clone(*high), sign));
  return joined(sign == Sign::plain ? Op::conjunction : Op::disjunction, node, std::move(parts));
}

bool is_constant(Node const& node) {
  return node.op == Op::literal && !node.value.is_null() && !node.value.is(Kind::list) &&
         !node.value.is(Kind::range) && !node.value.is(Kind::function);
}

// nullptr where only the evaluator can tell what it means.
NodePtr in_range(Node const& node, Node const& tested, Node const& range, Sign sign) {
  auto const* start = range.children[0].get();
  auto const* end = range.children[1].get();
  if (range.form == Range::Form::equal || range.form == Range::Form::unequal) {
    auto op = range.form == Range::Form::equal ? Op::equal : Op::unequal;
    return comparison(op, node, clone(tested), clone(*start), sign);
  }
  // An interval with an end that is null contains nothing that can be known, not even outside of
  // the other end: only of ends that are there can comparisons say the same.
  if (start && end && !(is_constant(*start) && is_constant(*end))) return nullptr;
  return within(node, tested, range.start_included ? Op::at_least : Op::greater, start,
                range.end_included ? Op::at_most : Op::less, end, sign);
}

bool is_plain_list(Node const& node) {
  return node.op == Op::list && std::ranges::all_of(node.children, [](NodePtr const& item) {
           return item->op == Op::literal && (is_constant(*item) || item->value.is_null());
         });
}

// One test of x in …; nullptr as above.
NodePtr in_test(Node const& node, Node const& tested, Node const& test, Sign sign) {
  if (test.op == Op::range) return in_range(node, tested, test, sign);
  if (is_constant(test) || (test.op == Op::literal && test.value.is_null())) {
    return comparison(Op::equal, node, clone(tested), clone(test), sign);
  }
  if (!is_plain_list(test)) return nullptr;
  auto set = made(Op::in, node);
  set->children.push_back(clone(tested));
  std::vector<NodePtr> parts;
  for (auto const& item : test.children) {
    if (item->value.is_null())
      parts.push_back(comparison(Op::equal, node, clone(tested), clone(*item), sign));
    else
      set->children.push_back(clone(*item));
  }
  if (set->children.size() > 1) parts.push_back(signed_leaf(std::move(set), sign));
  if (parts.empty()) {
    auto none = made(Op::literal, node);
    none->value = Value(sign == Sign::negated);
    return none;
  }
  return joined(sign == Sign::plain ? Op::disjunction : Op::conjunction, node, std::move(parts));
}

NodePtr in(Node const& node, Sign sign) {
  std::vector<NodePtr> parts;
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    auto part = in_test(node, *node.children[0], *node.children[i], sign);
    if (!part) return signed_leaf(clone(node), sign);
    parts.push_back(std::move(part));
  }
  return joined(sign == Sign::plain ? Op::disjunction : Op::conjunction, node, std::move(parts));
}

// not(some … satisfies c) is every … satisfies not(c), and the other way round.
NodePtr quantified(Node const& node, Sign sign) {
  auto whole = clone(node);
  if (sign == Sign::negated) whole->op = node.op == Op::some ? Op::every : Op::some;
  whole->children.back() = normalised(*node.children.back(), sign);
  return whole;
}

NodePtr normalised(Node const& node, Sign sign) {
  if (node.op == Op::negation) return normalised(*node.children[0], flipped(sign));
  if (node.op == Op::conjunction || node.op == Op::disjunction) return logic(node, sign);
  if (is_comparison(node.op)) {
    return comparison(node.op, node, clone(*node.children[0]), clone(*node.children[1]), sign);
  }
  if (node.op == Op::between) {
    return within(node, *node.children[0], Op::at_least, node.children[1].get(), Op::at_most,
                  node.children[2].get(), sign);
  }
  if (node.op == Op::in) return in(node, sign);
  if (node.op == Op::some || node.op == Op::every) return quantified(node, sign);
  if (node.op == Op::literal && node.value.is(Kind::boolean)) {
    auto literal = clone(node);
    if (sign == Sign::negated) literal->value = Value(!node.value.boolean());
    return literal;
  }
  return signed_leaf(clone(node), sign);
}

}  // namespace

NodePtr normal_form(Node const& condition) { return normalised(condition, Sign::plain); }

std::vector<Node const*> conjuncts(Node const& normal) {
  if (normal.op != Op::conjunction) return {&normal};
  std::vector<Node const*> parts;
  for (auto const& child : normal.children) parts.push_back(child.get());
  return parts;
}

NodePtr clone(Node const& node) {
  auto copy = std::make_unique<Node>();
  copy->op = node.op;
  copy->at = node.at;
  copy->type = node.type;
  for (auto const& child : node.children) copy->children.push_back(child ? clone(*child) : nullptr);
  copy->value = node.value;
  copy->slot = node.slot;
  copy->name = node.name;
  copy->names = node.names;
  copy->slots = node.slots;
  copy->parameters = node.parameters;
  copy->named_type = node.named_type;
  copy->form = node.form;
  copy->start_included = node.start_included;
  copy->end_included = node.end_included;
  copy->external = node.external;
  copy->source = node.source;
  return copy;
}

}  // namespace zonebook::feel
