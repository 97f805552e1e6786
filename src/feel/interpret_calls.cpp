// Functions, calls, declared types.

#include <algorithm>
#include <array>

#include "feel/interpreter.h"
#include "feel/program.h"

namespace zonebook::feel {

// function(a, b) body, with the values that were around it when it was made.
class UserFunction final : public Function {
 public:
  UserFunction(Node const& node, std::shared_ptr<Expression::Program const> program,
               std::string const* source, std::vector<Value> frame)
      : node_(node), program_(std::move(program)), source_(source), frame_(std::move(frame)) {}

  std::string name() const override { return node_.name; }
  std::vector<Parameter> parameters() const override { return node_.parameters; }
  TypePtr result() const override { return node_.type->element; }
  Value call(Call&) const override;

 private:
  // The index of the argument for a parameter; nullopt if it was not given.
  std::optional<std::size_t> argument(Call const&, std::size_t parameter) const;

  Node const& node_;
  std::shared_ptr<Expression::Program const> program_;  // owns node_
  std::string const* source_;
  std::vector<Value> frame_;
};

namespace {

Text wrong_type(std::string const& name, Type const& expected, Value const& value) {
  return {"feel.wrong_argument_type",
          {{"name", name}, {"expected", to_string(expected)}, {"value", to_literal(value)}}};
}

}  // namespace

std::optional<std::size_t> UserFunction::argument(Call const& call, std::size_t parameter) const {
  if (call.names().empty())
    return parameter < call.size() ? std::optional(parameter) : std::nullopt;
  auto found = std::ranges::find(call.names(), node_.parameters[parameter].name);
  if (found == call.names().end()) return std::nullopt;
  return static_cast<std::size_t>(found - call.names().begin());
}

Value UserFunction::call(Call& call) const {
  if (node_.value.is_true()) return call.fail({"feel.external_function", {}});
  if (call.size() != node_.parameters.size()) {
    return call.fail({"feel.wrong_argument_count_unnamed",
                      {{"expected", std::to_string(node_.parameters.size())},
                       {"given", std::to_string(call.size())}}});
  }
  auto& evaluator = call.evaluator();
  if (!evaluator.charge(frame_.size() / 4 + 1)) return {};
  auto frame = frame_;
  for (std::size_t i = 0; i < node_.parameters.size(); ++i) {
    auto const& [name, type] = node_.parameters[i];
    auto at = argument(call, i);
    if (!at) return call.fail({"feel.missing_argument", {{"name", name}}});
    auto value = coerced(call[*at], *type);
    if (!value) return call.fail(wrong_type(name, *type, call[*at]));
    frame[node_.slots[i]] = std::move(*value);
  }
  auto outer = std::exchange(evaluator.running_, {program_.get(), source_});
  auto answer = evaluator.evaluate(*node_.children[0], frame);
  evaluator.running_ = outer;
  if (!node_.named_type) return answer;
  auto declared = coerced(answer, *node_.named_type);
  return declared ? std::move(*declared)
                  : call.fail(wrong_type(node_.name, *node_.named_type, answer));
}

Value Interpreter::function(Node const& node) {
  auto const* program = evaluator_.running_.program;
  CHECK(program != nullptr);
  if (!evaluator_.charge(frame_.size() / 4)) return {};
  std::shared_ptr<Function const> made =
      std::make_shared<UserFunction>(node, program->shared_from_this(), evaluator_.running_.source,
                                     std::vector<Value>(frame_.begin(), frame_.end()));
  return Value(std::move(made));
}

Value Interpreter::call(Node const& node) {
  Value callee_scratch;
  auto const& callee = view(*node.children[0], callee_scratch);
  // Most calls have few arguments; they need no memory of their own.
  std::array<Value, 4> few;
  std::vector<Value> many;
  auto const count = node.children.size() - 1;
  if (count > few.size()) many.resize(count);
  auto* arguments = count > few.size() ? many.data() : few.data();
  for (std::size_t i = 0; i < count; ++i) arguments[i] = evaluate(*node.children[i + 1]);
  if (!callee.is(Kind::function) && node.children[0]->op == Op::unknown) {
    return fail(node, {"feel.unknown_function", {{"name", node.children[0]->name}}});
  }
  return evaluator_.invoke(callee, {arguments, count}, node.names, node.at);
}

Value Interpreter::coerce(Node const& node) {
  auto value = evaluate(*node.children[0]);
  auto declared = coerced(value, *node.named_type);
  if (declared) return std::move(*declared);
  return fail(node, {"feel.wrong_type",
                     {{"expected", to_string(*node.named_type)}, {"value", to_literal(value)}}});
}

Value Interpreter::external(Node const& node) {
  std::vector<Value> arguments;
  arguments.reserve(node.children.size());
  for (auto const& child : node.children) arguments.push_back(evaluate(*child));
  return node.external->evaluate(evaluator_, frame_, arguments);
}

Value Interpreter::instance_of(Node const& node) {
  Value scratch;
  return Value(feel::instance_of(view(*node.children[0], scratch), *node.named_type));
}

}  // namespace zonebook::feel
