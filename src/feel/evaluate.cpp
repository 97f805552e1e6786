#include "feel/evaluate.h"

#include <algorithm>

#include "feel/interpreter.h"
#include "feel/program.h"

namespace zonebook::feel {

Value Evaluator::run(Expression const& expression, std::span<Value const> values) {
  start();
  auto answer = run_within(expression, values);
  return stopped_ ? Value() : answer;
}

Value Evaluator::run_within(Expression const& expression, std::span<Value const> values) {
  auto const& program = expression.program();
  if (!program) return {};
  auto frame = take_frame(program->slot_count);
  for (auto slot : program->inputs) {
    if (slot < values.size()) frame[slot] = values[slot];
  }
  auto outer = std::exchange(running_, {program.get(), &program->source});
  auto answer = evaluate(*program->root, frame);
  running_ = outer;
  give_back(std::move(frame));
  return answer;
}

Value Evaluator::evaluate(Node const& tree, std::span<Value> frame) {
  return Interpreter(*this, frame).evaluate(tree);
}

Value Evaluator::fail(Text says, Span at) {
  if (stopped_) return {};
  ++remark_count_;
  if (remarks_.size() < options_.remarks_max) {
    auto const* source = running_.source;
    remarks_.push_back({std::move(says), at, source ? *source : std::string()});
  }
  return {};
}

void Evaluator::forget_remarks_since(std::size_t count) {
  if (stopped_ || remark_count_ <= count) return;
  remark_count_ = count;
  if (remarks_.size() > count)
    remarks_.erase(remarks_.begin() + static_cast<std::ptrdiff_t>(count), remarks_.end());
}

Value Evaluator::stop() {
  if (!stopped_) fail({"feel.limit_reached", {}}, {});
  stopped_ = true;
  steps_left_ = 0;
  return {};
}

Value Evaluator::invoke(Value const& function, std::span<Value const> arguments,
                        std::span<std::string const> names, Span at) {
  if (!function.is(Kind::function)) {
    return fail({"feel.not_a_function", {{"kind", noun_of(function.kind())}}}, at);
  }
  Call call(*this, at, arguments, names);
  return function.function()->call(call);
}

void Evaluator::start() {
  remarks_.clear();
  remark_count_ = 0;
  stopped_ = false;
  steps_left_ = options_.limits.steps;
  depth_left_ = options_.limits.depth;
  stack_start_ = static_cast<char const*>(__builtin_frame_address(0));
}

std::vector<Value> Evaluator::take_frame(std::size_t slots) {
  if (spare_frames_.empty()) return std::vector<Value>(slots);
  auto frame = std::move(spare_frames_.back());
  spare_frames_.pop_back();
  frame.resize(slots);
  return frame;
}

void Evaluator::give_back(std::vector<Value> frame) {
  frame.clear();
  spare_frames_.push_back(std::move(frame));
}

Value Call::fail(Text says) const { return evaluator_.fail(std::move(says), at_); }
bool Call::charge(std::size_t steps) const { return evaluator_.charge(steps); }
Value Call::invoke(Value const& function, std::span<Value const> arguments) const {
  return evaluator_.invoke(function, arguments, {}, at_);
}

}  // namespace zonebook::feel
