// zonebook feel EXPR [--context JSON]: one expression, evaluated.

#include <fmt/format.h>

#include <chrono>

#include "app/command.h"
#include "app/json.h"
#include "app/now.h"
#include "base/json.h"
#include "feel/evaluate.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string expression;
  std::string context = "{}";
};

void print_remarks(std::vector<feel::Remark> const& remarks, Settings const& settings) {
  for (auto const& remark : remarks) {
    Error error{Error::Code::invalid, remark.says,
                feel::position_in(remark.source, remark.at.begin)};
    print_error_in(remark.source, error, settings);
  }
}

void print_json(feel::Value const& value, std::vector<feel::Remark> const& remarks,
                Settings const& settings) {
  std::string notes;
  for (auto const& remark : remarks) {
    if (!notes.empty()) notes += ',';
    notes += fmt::format("{{\"code\":{},\"says\":{},\"at\":{}}}", quoted_json(remark.says.key),
                         quoted_json(render(remark.says, settings.language)),
                         quoted_json(feel::position_in(remark.source, remark.at.begin)));
  }
  fmt::print("{{\"value\":{},\"remarks\":[{}]}}\n", to_json(value), notes);
}

int run(Arguments const& arguments, Settings const& settings) {
  auto context = value_from_json(arguments.context);
  if (!context || !context->is(feel::Kind::context)) {
    Error error =
        context ? Error{Error::Code::invalid, {"app.context_not_object", {}}, ""} : context.error();
    print_error_in(arguments.context, error, settings);
    return 1;
  }
  feel::Scope scope;
  std::vector<feel::Value> values;
  for (auto const& [name, value] : context->context().entries) {
    scope.name(name, feel::type_of(value));
    values.push_back(value);
  }
  auto expression = feel::compile(arguments.expression, scope);
  if (!expression) {
    print_error_in(arguments.expression, expression.error(), settings);
    return 1;
  }
  feel::Evaluator evaluator({.now = local_now(settings.time_zone)});
  auto value = evaluator.run(*expression, values);
  if (settings.json) {
    print_json(value, evaluator.remarks(), settings);
  } else {
    fmt::print("{}\n", feel::to_literal(value));
    std::fflush(stdout);
    print_remarks(evaluator.remarks(), settings);
  }
  return 0;
}

}  // namespace

void add_feel(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command =
      program.add_subcommand("feel", "计算一个 FEEL 表达式 / evaluate a FEEL expression");
  command->add_option("expression", arguments->expression, "表达式 / the expression")->required();
  command->add_option("--context", arguments->context,
                      "JSON 对象，给出可用的量 / what it may name");
  command->callback(
      [=, &settings, &action] { action = [=, &settings] { return run(*arguments, settings); }; });
}

}  // namespace zonebook::app
