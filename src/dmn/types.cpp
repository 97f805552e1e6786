#include "dmn/types.h"

#include <algorithm>
#include <map>
#include <set>

#include "dmn/reader.h"
#include "feel/compare.h"
#include "feel/evaluate.h"

namespace zonebook::dmn {

using feel::Node;
using feel::Op;
using feel::TypePtr;
using feel::Value;

namespace {

// Chains of definitions deeper than this are no types that people write.
constexpr std::size_t depth_max = 200;

// "a", "b": the constants of tests that only ask for equality, which is what most definitions say.
bool collect_constants(Node const& tests, std::vector<Value>& constants) {
  if (tests.op == Op::disjunction) {
    return std::ranges::all_of(tests.children, [&](feel::NodePtr const& child) {
      return collect_constants(*child, constants);
    });
  }
  bool const plain = tests.op == Op::test && tests.children[1]->op == Op::literal &&
                     tests.children[1]->value.is(feel::Kind::string);
  if (plain) constants.push_back(tests.children[1]->value);
  return plain;
}

class AllowedValues final : public feel::Allowed {
 public:
  AllowedValues(feel::Expression tests, std::string source,
                std::shared_ptr<feel::Allowed const> outer)
      : tests_(std::move(tests)), source_(std::move(source)), outer_(std::move(outer)) {
    if (!collect_constants(tests_.root(), constants_)) constants_.clear();
  }

  // null is in every type (10.3.2.9.1).
  bool admits(Value const& value) const override {
    if (value.is_null()) return true;
    if (outer_ && !outer_->admits(value)) return false;
    if (!constants_.empty()) {
      return std::ranges::any_of(
          constants_, [&](Value const& constant) { return feel::equal(value, constant) == true; });
    }
    return feel::Evaluator().run(tests_, {&value, 1}).is_true();
  }
  std::string source() const override { return source_; }

 private:
  feel::Expression tests_;
  std::string source_;
  std::vector<Value> constants_;                // empty: ask the tests
  std::shared_ptr<feel::Allowed const> outer_;  // of the type that this one narrows
};

}  // namespace

// Makes the types of one document, each when it is first asked for.
class TypeMaker {
 public:
  TypeMaker(Types& types, Model const& model, std::vector<Problem>& problems)
      : types_(types), model_(model), problems_(problems) {
    for (auto const& definition : model.types) {
      if (!definitions_.emplace(definition.name, &definition).second) {
        problem({"dmn.decide_duplicate_type", {{"name", definition.name}}}, definition);
      }
    }
  }

  void make_all() {
    for (auto const& [name, definition] : definitions_) make_named(name, *definition);
  }

 private:
  TypePtr make_named(std::string const& name, ItemDefinition const& definition) {
    if (made_.contains(name)) return types_.scope_.find_type(name);
    if (under_way_.size() >= depth_max || !under_way_.insert(name).second) {
      problem({"dmn.decide_recursive_type", {{"name", name}}}, definition);
      return feel::any_type();
    }
    auto type = make(definition);
    under_way_.erase(name);
    auto named = std::make_shared<feel::Type>(*type);
    named->name = name;
    made_.insert(name);
    types_.scope_.type(name, named);
    types_.own_.emplace_back(name, named);
    return named;
  }

  // Allowed values are those of an item, a type constraint is of the whole (7.3.2).
  TypePtr make(ItemDefinition const& definition) {
    auto type = narrowed(shape(definition), definition.allowed_values, definition);
    if (definition.is_collection) type = feel::list_of(std::move(type));
    return narrowed(std::move(type), definition.type_constraint, definition);
  }

  TypePtr shape(ItemDefinition const& definition) {
    if (definition.is_function) {
      std::vector<TypePtr> parameters;
      for (auto const& [name, type_ref] : definition.parameters) {
        parameters.push_back(resolve(type_ref, definition));
      }
      return feel::function_type(std::move(parameters),
                                 resolve(definition.output_type_ref, definition));
    }
    if (definition.components.empty()) return resolve(definition.type_ref, definition);
    std::vector<std::pair<std::string, TypePtr>> members;
    for (auto const& component : definition.components) {
      members.emplace_back(component.name, make(component));
    }
    return feel::context_of(std::move(members));
  }

  TypePtr resolve(std::string const& type_ref, ItemDefinition const& definition) {
    auto found = definitions_.find(type_ref);
    if (found != definitions_.end()) return make_named(found->first, *found->second);
    if (auto type = types_.find(type_ref)) return type;
    problem({"dmn.decide_unknown_type", {{"name", type_ref}}}, definition);
    return feel::any_type();
  }

  TypePtr narrowed(TypePtr type, std::string const& tests, ItemDefinition const& definition) {
    if (tidy_name(tests).empty()) return type;
    auto compiled = feel::compile_unary_tests(tests, types_.scope_, type);
    if (!compiled) {
      problem(compiled.error().says, definition);
      return type;
    }
    auto narrow = std::make_shared<feel::Type>(*type);
    narrow->allowed =
        std::make_shared<AllowedValues>(std::move(*compiled), tidy_name(tests), type->allowed);
    return narrow;
  }

  void problem(Text says, ItemDefinition const& definition) {
    problems_.push_back({std::move(says), model_.file + ":" + std::to_string(definition.line)});
  }

  Types& types_;
  Model const& model_;
  std::vector<Problem>& problems_;
  std::map<std::string, ItemDefinition const*, std::less<>> definitions_;
  std::set<std::string> made_, under_way_;
};

Types::Types(Model const& model, std::vector<Imported> const& imported,
             std::vector<Problem>& problems) {
  for (auto const& [import, types] : imported) {
    for (auto const& [name, type] : types->own()) {
      scope_.type(import.empty() ? name : import + "." + name, type);
    }
  }
  TypeMaker(*this, model, problems).make_all();
}

TypePtr Types::find(std::string_view type_ref) const {
  if (type_ref.empty()) return feel::any_type();
  if (auto type = scope_.find_type(type_ref)) return type;
  auto parsed = feel::parse_type(type_ref, scope_);
  return parsed ? *parsed : nullptr;
}

}  // namespace zonebook::dmn
