#include "dmn/build.h"

#include <algorithm>

#include "dmn/build_parts.h"
#include "dmn/reader.h"
#include "feel/remark.h"

namespace zonebook::dmn {

using feel::Node;
using feel::NodePtr;
using feel::Op;
using feel::TypePtr;

namespace {

NodePtr made(Op op, TypePtr type = feel::any_type()) {
  auto node = std::make_unique<Node>();
  node->op = op;
  node->type = std::move(type);
  return node;
}

// "3:7" is line 3 of a text.
int line_in(std::string const& position) {
  int line = 0;
  for (char c : position) {
    if (c < '0' || c > '9' || line > 1'000'000) break;
    line = line * 10 + (c - '0');
  }
  return std::max(line, 1);
}

bool is_feel(std::string_view language) {
  return language.empty() || language == "feel" || language.find("FEEL") != language.npos;
}

class BoxBuilder {
 public:
  BoxBuilder(feel::Scope const& scope, Types const& types, std::string const& file,
             std::vector<UnitIndex> unit_of_slot)
      : builder_(scope), types_(types), file_(file), unit_of_slot_(std::move(unit_of_slot)) {}

  Built build(Boxed const& whole) {
    auto root = tree(&whole, whole.line);
    std::set<std::uint32_t> slots;
    collect_slots(*root, builder_.scope().names().size(), slots);
    std::erase_if(slots, [&](auto slot) { return slot >= builder_.scope().names().size(); });
    built_.used.assign(slots.begin(), slots.end());
    built_.expression = builder_.finish(std::move(root));
    for (auto const& note : built_.expression.notes()) {
      built_.problems.push_back({note.says, at(whole.line)});
    }
    for (auto const& broken : built_.broken) {
      built_.problems.push_back({broken.says, broken.where});
    }
    return std::move(built_);
  }

 private:
  NodePtr tree(Boxed const* whole, int line) {
    if (!whole) return broken({"dmn.decide_no_expression", {}}, at(line));
    return coerced(shape(*whole), whole->type_ref, whole->line);
  }

  NodePtr shape(Boxed const& whole) {
    switch (whole.form) {
      case Boxed::Form::literal: return literal(whole);
      case Boxed::Form::context: return context(whole);
      case Boxed::Form::invocation: return invocation(whole);
      case Boxed::Form::list: return list(whole);
      case Boxed::Form::relation: return relation(whole);
      case Boxed::Form::function: return function(whole);
      case Boxed::Form::table: return table(whole);
      case Boxed::Form::conditional: return conditional(whole);
      case Boxed::Form::filter: return filter(whole);
      case Boxed::Form::for_each: return loop(whole, Op::for_each);
      case Boxed::Form::every: return loop(whole, Op::every);
      case Boxed::Form::some: return loop(whole, Op::some);
    }
    CHECK(false);
  }

  NodePtr literal(Boxed const& whole) {
    if (!is_feel(whole.expression_language)) {
      return broken({"dmn.decide_other_language", {{"language", whole.expression_language}}},
                    at(whole.line));
    }
    if (tidy_name(whole.text).empty()) return tree(nullptr, whole.line);
    auto parsed = builder_.parse(whole.text);
    if (parsed) return std::move(*parsed);
    auto const& error = parsed.error();
    return broken(error.says, at(whole.line + line_in(error.where) - 1));
  }

  // Each entry sees those before it; one without a name is the answer (10.3.2.11).
  NodePtr context(Boxed const& whole) {
    bool const has_result = !whole.names.empty() && whole.names.back().empty();
    auto node = made(has_result ? Op::boxed_context : Op::context);
    std::vector<std::pair<std::string, TypePtr>> members;
    for (std::size_t i = 0; i < whole.children.size(); ++i) {
      auto const& name = whole.names[i];
      auto value =
          coerced(tree(whole.children[i].get(), whole.line), whole.type_refs[i], whole.line);
      if (!name.empty()) {
        if (std::ranges::find(node->names, name) != node->names.end()) {
          value = broken({"dmn.decide_duplicate_entry", {{"name", name}}}, at(whole.line));
        }
        members.emplace_back(name, value->type);
        node->names.push_back(name);
        node->slots.push_back(builder_.push(name, value->type));
      }
      node->children.push_back(std::move(value));
    }
    builder_.pop(node->slots.size());
    node->type = has_result ? node->children.back()->type : feel::context_of(std::move(members));
    return node;
  }

  NodePtr invocation(Boxed const& whole) {
    auto callee = tree(whole.children[0].get(), whole.line);
    auto type =
        callee->type->form == feel::Type::Form::function ? callee->type->element : feel::any_type();
    auto node = made(Op::call, std::move(type));
    node->children.push_back(std::move(callee));
    for (std::size_t i = 1; i < whole.children.size(); ++i) {
      auto argument = tree(whole.children[i].get(), whole.line);
      node->children.push_back(coerced(std::move(argument), whole.type_refs[i - 1], whole.line));
      node->names.push_back(whole.names[i - 1]);
    }
    return node;
  }

  NodePtr list(Boxed const& whole) {
    auto node = made(Op::list);
    auto item = whole.children.empty() ? feel::any_type() : nullptr;
    for (auto const& child : whole.children) {
      auto value = tree(child.get(), whole.line);
      item = item ? feel::common_type(item, value->type) : value->type;
      node->children.push_back(std::move(value));
    }
    node->type = feel::list_of(std::move(item));
    return node;
  }

  // A list of contexts, one for each row; a cell does not see its neighbours (10.2.2.6).
  NodePtr relation(Boxed const& whole) {
    auto node = made(Op::list);
    auto const width = whole.names.size();
    std::vector<std::pair<std::string, TypePtr>> members;
    for (std::size_t i = 0; i < width; ++i) {
      members.emplace_back(whole.names[i], type_named(whole.type_refs[i], whole.line));
    }
    auto const row_type = feel::context_of(std::move(members));
    for (std::size_t begin = 0; width > 0 && begin < whole.children.size(); begin += width) {
      auto row = made(Op::context, row_type);
      row->names = whole.names;
      for (std::size_t i = 0; i < width; ++i) {
        auto cell = tree(whole.children[begin + i].get(), whole.line);
        row->children.push_back(coerced(std::move(cell), whole.type_refs[i], whole.line));
        row->slots.push_back(builder_.push(whole.names[i], feel::any_type()));
        builder_.pop(1);
      }
      node->children.push_back(std::move(row));
    }
    node->type = feel::list_of(row_type);
    return node;
  }

  NodePtr function(Boxed const& whole) {
    auto node = made(Op::function);
    std::vector<TypePtr> types;
    for (std::size_t i = 0; i < whole.names.size(); ++i) {
      types.push_back(type_named(whole.type_refs[i], whole.line));
      node->parameters.push_back({whole.names[i], types.back()});
      node->slots.push_back(builder_.push(whole.names[i], types.back()));
    }
    // Java's and PMML's functions are not run here: null when called, and the remark says so.
    bool const is_external = whole.function_kind != "FEEL";
    node->value = feel::Value(is_external);
    node->children.push_back(is_external ? made(Op::literal)
                                         : tree(whole.children[0].get(), whole.line));
    builder_.pop(node->slots.size());
    node->type = feel::function_type(std::move(types), node->children[0]->type);
    return node;
  }

  NodePtr table(Boxed const& whole) {
    auto const place = built_.tables.size();
    auto compiled = Table::compile(*whole.table, builder_, file_);
    if (!compiled) {
      auto const& error = compiled.error();
      return broken(error.says, error.where.empty() ? at(whole.table->line) : error.where);
    }
    built_.tables.insert(built_.tables.begin() + static_cast<std::ptrdiff_t>(place), *compiled);
    for (auto const& output : whole.table->outputs) type_named(output.type_ref, output.line);
    for (auto const& input : whole.table->inputs) type_named(input.type_ref, input.line);
    auto node = made(Op::external, (*compiled)->type());
    node->external = std::make_shared<TablePart>(*compiled, unit_of_slot_);
    return node;
  }

  NodePtr conditional(Boxed const& whole) {
    auto node = made(Op::conditional);
    for (auto const& child : whole.children) {
      node->children.push_back(tree(child.get(), whole.line));
    }
    node->type = feel::common_type(node->children[1]->type, node->children[2]->type);
    return node;
  }

  NodePtr filter(Boxed const& whole) {
    auto domain = tree(whole.children[0].get(), whole.line);
    auto item = item_of(domain->type);
    auto const slot = builder_.push("item", item);
    builder_.push_item(slot, item);
    auto match = tree(whole.children[1].get(), whole.line);
    builder_.pop_item();
    builder_.pop(1);
    auto node = made(Op::external, feel::list_of(std::move(item)));
    node->children.push_back(std::move(domain));
    node->external =
        std::make_shared<FilterPart>(slot, std::move(match), builder_.scope().names().size());
    return node;
  }

  // for, some and every have one iterator; `partial` is the list so far (10.3.2.14).
  NodePtr loop(Boxed const& whole, Op op) {
    if (whole.names.empty()) {
      return broken({"dmn.decide_no_iterator", {}}, at(whole.line));
    }
    auto node = made(op, feel::simple_type(feel::Kind::boolean));
    node->children.push_back(tree(whole.children[0].get(), whole.line));
    node->slots.push_back(builder_.push(whole.names[0], item_of(node->children[0]->type)));
    if (op == Op::for_each) {
      node->slots.push_back(builder_.push("partial", feel::list_of(feel::any_type())));
    }
    auto body = tree(whole.children[1].get(), whole.line);
    builder_.pop(node->slots.size());
    if (op == Op::for_each) node->type = feel::list_of(body->type);
    node->children.push_back(std::move(body));
    return node;
  }

  static TypePtr item_of(TypePtr const& type) {
    bool const has_items =
        type->form == feel::Type::Form::list || type->form == feel::Type::Form::range;
    return has_items ? type->element : type;
  }

  NodePtr coerced(NodePtr value, std::string const& type_ref, int line) {
    auto type = type_named(type_ref, line);
    if (type->form == feel::Type::Form::any) return value;
    auto node = made(Op::coerce, type);
    node->named_type = std::move(type);
    node->children.push_back(std::move(value));
    return node;
  }

  TypePtr type_named(std::string const& type_ref, int line) {
    if (auto type = types_.find(type_ref)) return type;
    built_.problems.push_back({{"dmn.decide_unknown_type", {{"name", type_ref}}}, at(line)});
    return feel::any_type();
  }

  NodePtr broken(Text says, std::string where) {
    built_.broken.push_back({std::move(says), std::move(where)});
    return made(Op::literal);
  }

  std::string at(int line) const { return file_ + ":" + std::to_string(line); }

  feel::Builder builder_;
  Types const& types_;
  std::string const& file_;
  std::vector<UnitIndex> unit_of_slot_;
  Built built_;
};

}  // namespace

Built build(Boxed const& whole, feel::Scope const& scope, Types const& types,
            std::string const& file, std::vector<UnitIndex> unit_of_slot) {
  return BoxBuilder(scope, types, file, std::move(unit_of_slot)).build(whole);
}

}  // namespace zonebook::dmn
