#include "ledger/filter_person.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "feel/expression.h"
#include "feel/normal.h"
#include "ledger/refusal.h"

namespace zonebook::ledger {
namespace {

using feel::Node;
using feel::NodePtr;
using feel::Op;
using feel::Value;

void add_person_fields(meta::Register const& in, std::set<meta::Register const*>& passed,
                       std::set<std::string>& names) {
  if (!passed.insert(&in).second) return;
  for (auto const& field : in.fields) {
    if (field.personal) names.insert(field.name);
    if (field.target) add_person_fields(*field.target, passed, names);
  }
}

NodePtr made(Op op, Node const& at, feel::TypePtr type) {
  auto node = std::make_unique<Node>();
  node->op = op;
  node->at = at.at;
  node->type = std::move(type);
  return node;
}

NodePtr literal(Node const& at, Value value) {
  auto node = made(Op::literal, at, feel::any_type());
  node->value = std::move(value);
  return node;
}

// One condition, of which every part that speaks of a person is replaced or refused.
class Replacing {
 public:
  Replacing(meta::Register const& in, std::string const& source, FindMarks const& find)
      : in_(in), source_(source), find_(find) {
    std::set<meta::Register const*> passed;
    add_person_fields(in, passed, names_);
  }

  bool is_needed() const { return !names_.empty(); }

  Result<void> run(NodePtr& node) {
    if (node->op == Op::equal || node->op == Op::unequal) {
      for (std::size_t side : {0U, 1U}) {
        if (is_person(*node->children[side])) return compare(node, side);
      }
    }
    if (node->op == Op::in && is_person(*node->children[0])) return choose(node);
    if (is_person(*node)) return refused(*node);
    for (auto& child : node->children) {
      if (child) TRY(run(child));
    }
    return {};
  }

 private:
  std::unexpected<Error> refused(Node const& node) const {
    return refuse(Error::Code::invalid, {"ledger.person_filter", {}}, Json::object(),
                  feel::position_in(source_, node.at.begin));
  }

  // The field that a node stands for, if it is reached by references.
  meta::Field const* field_of(Node const& node) const {
    if (node.op == Op::variable && node.slot < in_.fields.size()) return &in_.fields[node.slot];
    if (node.op != Op::path) return nullptr;
    auto const* owner = field_of(*node.children[0]);
    return owner && owner->target ? owner->target->find(node.name) : nullptr;
  }

  // A member of what stands in a list or a loop may be a person's if any is called so.
  bool is_person(Node const& node) const {
    if (auto const* field = field_of(node)) return field->personal;
    return (node.op == Op::path || node.op == Op::unknown) && names_.contains(node.name);
  }

  static bool is_null(Node const& node) { return node.op == Op::literal && node.value.is_null(); }
  static bool is_text(Node const& node) {
    return node.op == Op::literal && node.value.is(feel::Kind::string);
  }

  Result<void> compare(NodePtr& node, std::size_t side) {
    auto const& other = *node->children[1 - side];
    if (is_null(other)) return {};
    if (!is_text(other)) return refused(*node);
    auto const is_unequal = node->op == Op::unequal;
    auto const tested = feel::clone(*node->children[side]);
    auto among = TRY(is_among(*node, *tested, {&other}));
    node = std::move(among);
    if (!is_unequal) return {};
    auto negation = made(Op::negation, *node, feel::simple_type(feel::Kind::boolean));
    negation->children.push_back(std::move(node));
    node = std::move(negation);
    return {};
  }

  Result<void> choose(NodePtr& node) {
    std::vector<Node const*> items;
    for (std::size_t i = 1; i < node->children.size(); ++i) {
      auto const& test = *node->children[i];
      if (test.op != Op::list) items.push_back(&test);
      if (test.op != Op::list) continue;
      for (auto const& item : test.children) items.push_back(item.get());
    }
    bool const is_plain = std::ranges::all_of(
        items, [](Node const* item) { return is_null(*item) || is_text(*item); });
    if (!is_plain) return refused(*node);
    auto among = TRY(is_among(*node, *node->children[0], items));
    node = std::move(among);
    return {};
  }

  Result<NodePtr> is_among(Node const& at, Node const& tested, std::vector<Node const*> items) {
    auto list = made(Op::list, at, feel::any_type());
    for (auto const* item : items) {
      if (is_null(*item)) {
        list->children.push_back(literal(at, {}));
        continue;
      }
      if (!find_) return refused(at);
      auto const marks = TRY(find_(item->value.string()));
      count_ += marks.size();
      if (count_ > person_marks_max) {
        return refuse(Error::Code::invalid, {"ledger.too_many_persons", {}}, Json::object(),
                      feel::position_in(source_, at.at.begin));
      }
      for (auto const& mark : marks) list->children.push_back(literal(at, Value::text(mark)));
    }
    if (list->children.empty()) return literal(at, Value(false));
    auto among = made(Op::in, at, feel::simple_type(feel::Kind::boolean));
    among->children.push_back(feel::clone(tested));
    among->children.push_back(std::move(list));
    return among;
  }

  meta::Register const& in_;
  std::string const& source_;
  FindMarks const& find_;
  std::set<std::string> names_;
  std::size_t count_ = 0;
};

}  // namespace

Result<NodePtr> with_marks(Node const& root, std::string const& source, meta::Register const& in,
                           FindMarks const& find) {
  auto tree = feel::clone(root);
  Replacing replacing(in, source, find);
  if (replacing.is_needed()) TRY(replacing.run(tree));
  return tree;
}

}  // namespace zonebook::ledger
