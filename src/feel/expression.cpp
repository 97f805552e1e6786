#include "feel/expression.h"

#include <algorithm>
#include <array>
#include <set>

#include "feel/builder.h"
#include "feel/parser.h"
#include "feel/program.h"

namespace zonebook::feel {
namespace {

constexpr std::size_t source_max = 1 << 20;

constexpr std::array<std::string_view, 17> builtin_type_names = {
    "Any",
    "Null",
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "years and months duration",
    "dayTimeDuration",
    "yearMonthDuration",
    "dateTime",
    "list",
    "context",
    "function",
    "range",
};

void collect_inputs(Node const& node, std::uint32_t scope_size, std::set<std::uint32_t>& inputs) {
  if (node.op == Op::variable && node.slot < scope_size) inputs.insert(node.slot);
  // What an external part reads is not seen from here.
  if (node.op == Op::external) {
    for (std::uint32_t slot = 0; slot < scope_size; ++slot) inputs.insert(slot);
  }
  for (auto const& child : node.children) {
    if (child) collect_inputs(*child, scope_size, inputs);
  }
}

}  // namespace

std::uint32_t Scope::name(std::string name, TypePtr type) {
  names_.push_back({std::move(name), std::move(type)});
  return static_cast<std::uint32_t>(names_.size() - 1);
}

void Scope::type(std::string name, TypePtr type) {
  types_.insert_or_assign(std::move(name), std::move(type));
}

TypePtr Scope::find_type(std::string_view name) const {
  auto found = types_.find(name);
  return found != types_.end() ? found->second : builtin_type(name);
}

std::vector<std::string> Scope::type_names() const {
  std::vector<std::string> names(builtin_type_names.begin(), builtin_type_names.end());
  for (auto const& [name, type] : types_) names.push_back(name);
  return names;
}

std::string const& Expression::source() const { return program_->source; }
Node const& Expression::root() const { return *program_->root; }
TypePtr Expression::type() const { return program_->root->type; }
std::uint32_t Expression::slot_count() const { return program_->slot_count; }
std::uint32_t Expression::scope_size() const { return program_->scope_size; }
std::vector<std::uint32_t> const& Expression::inputs() const { return program_->inputs; }
std::vector<Remark> const& Expression::notes() const { return program_->notes; }

struct Builder::State {
  explicit State(Scope const& scope) : names(scope) {}
  Names names;
};

Builder::Builder(Scope const& scope) : state_(std::make_unique<State>(scope)) {}
Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;

Result<NodePtr> Builder::parse(std::string_view source) {
  if (source.size() > source_max) return invalid({"feel.too_long", {}});
  auto tree = TRY(Parser(source, state_->names).whole_expression());
  tree->source = std::make_shared<std::string const>(source);
  return tree;
}

Result<NodePtr> Builder::parse_unary_tests(std::string_view source, std::uint32_t tested_slot) {
  if (source.size() > source_max) return invalid({"feel.too_long", {}});
  auto tree = TRY(Parser(source, state_->names).whole_unary_tests(tested_slot));
  tree->source = std::make_shared<std::string const>(source);
  return tree;
}

std::uint32_t Builder::push(std::string name, TypePtr type) {
  return state_->names.push(std::move(name), std::move(type));
}

void Builder::pop(std::size_t count) { state_->names.pop(count); }
void Builder::push_item(std::uint32_t slot, TypePtr item) {
  state_->names.push_item(slot, std::move(item));
}
void Builder::pop_item() { state_->names.pop(1); }
Scope const& Builder::scope() const { return state_->names.scope; }

Expression Builder::finish(NodePtr root, std::string source) {
  auto program = std::make_shared<Expression::Program>();
  program->source = std::move(source);
  program->slot_count = state_->names.slot_count;
  program->scope_size = static_cast<std::uint32_t>(state_->names.scope.names().size());
  program->notes = std::move(state_->names.notes);
  std::set<std::uint32_t> inputs;
  collect_inputs(*root, program->scope_size, inputs);
  program->inputs.assign(inputs.begin(), inputs.end());
  program->root = std::move(root);
  return Expression(std::move(program));
}

Result<Expression> compile(std::string_view source, Scope const& scope) {
  Builder builder(scope);
  auto tree = TRY(builder.parse(source));
  return builder.finish(std::move(tree), std::string(source));
}

Result<Expression> compile_unary_tests(std::string_view source, Scope const& scope, TypePtr input) {
  Scope with_input = scope;
  auto slot = with_input.name("?", std::move(input));
  Builder builder(with_input);
  auto tree = TRY(builder.parse_unary_tests(source, slot));
  return builder.finish(std::move(tree), std::string(source));
}

Result<TypePtr> parse_type(std::string_view source, Scope const& scope) {
  if (source.size() > source_max) return invalid({"feel.too_long", {}});
  Names names(scope);
  return Parser(source, names).whole_type();
}

}  // namespace zonebook::feel
