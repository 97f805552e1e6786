#include "feel/builtin.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "feel/evaluate.h"
#include "feel/signature.h"

namespace zonebook::feel {
namespace {

struct Form {
  Signature signature;
  Value (*apply)(Call&);
};

// One name with all its forms.
class BuiltinFunction final : public Function {
 public:
  explicit BuiltinFunction(std::string name) : name_(std::move(name)) {}

  void add(Form form) { forms_.push_back(std::move(form)); }

  std::string name() const override { return name_; }
  std::vector<Parameter> parameters() const override;
  TypePtr result() const override;
  Value call(Call&) const override;

 private:
  Text wrong_count(Call const&) const;

  std::string name_;
  std::vector<Form> forms_;
};

std::vector<Parameter> BuiltinFunction::parameters() const {
  std::vector<Parameter> parameters;
  for (auto const& parameter : forms_[0].signature.parameters) {
    parameters.push_back({parameter.name, kinds_to_type(parameter.kinds, parameter.item_kinds)});
  }
  return parameters;
}

// What all forms agree on.
TypePtr BuiltinFunction::result() const {
  auto type = kinds_to_type(forms_[0].signature.result, forms_[0].signature.result_items);
  for (auto const& form : forms_) {
    type = common_type(type, kinds_to_type(form.signature.result, form.signature.result_items));
  }
  return type;
}

Value apply(Form const& form, Call const& call, std::span<Value const> arguments) {
  Call matched(call.evaluator(), call.at(), arguments);
  return form.apply(matched);
}

// Forms may differ in nothing but the order of their parameters, as before(point, range) and
// before(range, point): the one that is written in the order of the names goes first.
bool in_order(Signature const& signature, std::span<std::string const> names) {
  return std::ranges::equal(names, signature.parameters, {}, {}, &Signature::Parameter::name);
}

Value BuiltinFunction::call(Call& call) const {
  auto const written = std::ranges::find_if(
      forms_, [&](Form const& form) { return in_order(form.signature, call.names()); });
  if (written != forms_.end() && !call.names().empty()) {
    auto arguments = written->signature.match(call.arguments(), call.names());
    if (arguments) return apply(*written, call, *arguments);
  }
  Signature::Misfit nearest{{}, std::numeric_limits<int>::min()};
  for (auto const& form : forms_) {
    auto arguments = form.signature.match(call.arguments(), call.names());
    if (arguments) return apply(form, call, *arguments);
    if (arguments.error().nearness > nearest.nearness) nearest = std::move(arguments.error());
  }
  if (nearest.nearness == 0) nearest.why = wrong_count(call);
  return call.fail(std::move(nearest.why));
}

// No form takes so many arguments: say what any of them takes.
Text BuiltinFunction::wrong_count(Call const& call) const {
  std::set<std::string> counts;
  for (auto const& form : forms_) counts.insert(form.signature.counts());
  std::string expected;
  for (auto const& each : counts) expected += (expected.empty() ? "" : ", ") + each;
  return {
      "feel.wrong_argument_count",
      {{"name", name_}, {"expected", std::move(expected)}, {"given", std::to_string(call.size())}}};
}

using Functions = std::map<std::string, std::shared_ptr<BuiltinFunction>, std::less<>>;

Functions make_functions() {
  Functions functions;
  for (auto table :
       {boolean_functions(), number_functions(), string_functions(), pattern_functions(),
        list_functions(), statistics_functions(), context_functions(), range_functions(),
        conversion_functions(), temporal_functions()}) {
    for (auto const& [text, apply] : table) {
      auto signature = parse_signature(text);
      auto& function = functions[signature.name];
      if (!function) function = std::make_shared<BuiltinFunction>(signature.name);
      function->add({std::move(signature), apply});
    }
  }
  return functions;
}

Functions const& functions() {
  static Functions const all = make_functions();
  return all;
}

}  // namespace

std::shared_ptr<Function const> builtin(std::string_view name) {
  auto found = functions().find(name);
  return found == functions().end() ? nullptr : found->second;
}

std::span<std::string const> builtin_names() {
  static std::vector<std::string> const names = [] {
    std::vector<std::string> all;
    for (auto const& [name, function] : functions()) all.push_back(name);
    return all;
  }();
  return names;
}

}  // namespace zonebook::feel
