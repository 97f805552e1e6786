// What is given to a decision: matched by name, converted to its declared type when it is used.

#include <algorithm>

#include "dmn/compiler.h"
#include "dmn/run.h"

namespace zonebook::dmn {

using feel::Kind;
using feel::Value;

// What nothing is called is left alone: a record has more fields than a decision asks for.
void Run::take_inputs(Value const& inputs, UnitIndex asked) {
  if (inputs.is_null()) return;
  if (!inputs.is(Kind::context)) {
    evaluator_.fail({"dmn.decide_inputs_no_context", {{"value", feel::to_literal(inputs)}}}, {});
    return;
  }
  auto const& entries = inputs.context().entries;
  bool const same_keys = std::ranges::equal(entries, target_cache_, {},
                                            &std::pair<std::string, Value>::first, &Target::key);
  if (!same_keys) {
    target_cache_.clear();
    for (auto const& [key, value] : entries) {
      Target target{.key = key};
      auto unit = parts_.by_name.find(key);
      if (unit != parts_.by_name.end()) target.unit = unit->second;
      if (parts_.instance_by_path.contains(key)) target.import_path = key;
      target_cache_.push_back(std::move(target));
    }
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    auto const& [key, unit, import_path] = target_cache_[i];
    auto const& value = entries[i].second;
    if (unit != UINT32_MAX) {
      if (unit != asked) give(unit, value);
    } else if (!import_path.empty() && value.is(Kind::context)) {
      take_entries(value.context(), import_path, asked);
    }
  }
}

// The inputs of an imported document, in a context by the name of its import.
void Run::take_entries(feel::Context const& context, std::string const& path, UnitIndex asked) {
  for (auto const& [key, value] : context.entries) {
    auto const name = joined_path(path, key);
    if (auto unit = parts_.by_name.find(name); unit != parts_.by_name.end()) {
      if (unit->second != asked) give(unit->second, value);
    } else if (parts_.instance_by_path.contains(name) && value.is(Kind::context)) {
      take_entries(value.context(), name, asked);
    }
  }
}

// Functions are never given: what they are is what the document says.
void Run::give(UnitIndex unit, Value const& value) {
  if (!parts_.units[unit].function) set(unit, value, State::given);
}

namespace {

// “a number” for all that is one, under whatever name; else the type as it is written.
std::string expected(feel::Type const& type) {
  return type.form == feel::Type::Form::simple ? feel::noun_of(type.kind) : feel::to_string(type);
}

}  // namespace

// The value, converted to the declared type, or null and a remark (10.3.2.9.4).
Value Run::conforming(Value value, UnitIndex index) {
  auto const& unit = parts_.units[index];
  bool const is_given = layer().slots[index].state == State::given;
  auto const& type = *unit.declared;
  if (type.form == feel::Type::Form::any || value.is_null()) return value;
  bool const is_plain = type.form == feel::Type::Form::simple && !type.allowed;
  if (is_plain && value.is(type.kind)) return value;
  if (auto converted = feel::coerced(value, type)) return std::move(*converted);
  if (is_given) return wrong_input(unit.name, type, value);
  return evaluator_.fail(
      {"dmn.decide_wrong_result",
       {{"name", unit.name}, {"expected", expected(type)}, {"value", feel::to_literal(value)}}},
      {});
}

Value Run::wrong_input(std::string const& name, feel::Type const& type, Value const& value) {
  bool const is_outside = type.allowed && type.form == feel::Type::Form::simple &&
                          value.is(type.kind) && !type.allowed->admits(value);
  if (is_outside) {
    return evaluator_.fail(
        {"dmn.decide_input_not_allowed",
         {{"name", name}, {"allowed", type.allowed->source()}, {"value", feel::to_literal(value)}}},
        {});
  }
  return evaluator_.fail(
      {"dmn.decide_wrong_input",
       {{"name", name}, {"expected", expected(type)}, {"value", feel::to_literal(value)}}},
      {});
}

// A function of the document, asked for by itself: its arguments are inputs by name.
Value Run::answer_knowledge(Unit const& unit, Value const& inputs) {
  if (unit.is_external) return evaluator_.fail({"feel.external_function", {}}, {});
  std::vector<Value> arguments;
  for (auto const& [name, type] : unit.parameters) {
    auto const* given = inputs.is(Kind::context) ? inputs.context().find(name) : nullptr;
    if (!given) {
      missing_.push_back(name);
      arguments.emplace_back();
      continue;
    }
    auto converted = feel::coerced(*given, *type);
    arguments.push_back(converted ? std::move(*converted) : wrong_input(name, *type, *given));
  }
  return call_knowledge(unit, std::move(arguments));
}

// A service knows nothing but its arguments; one that is not given is null.
Value Run::answer_service(Unit const& unit) {
  std::vector<Value> arguments;
  for (auto parameter : unit.parameter_units) {
    auto const& required = parts_.units[parameter];
    bool const given = layer().slots[parameter].state != State::unknown;
    if (!given && required.kind() == Element::Kind::decision) missing_.push_back(required.name);
    arguments.push_back(value_of(parameter));
  }
  return call_service(unit, std::move(arguments));
}

}  // namespace zonebook::dmn
