// zonebook decide FILE.dmn [--decision N] [--input F|-] [--on DAY] [--explain]

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/command.h"
#include "app/decisions.h"
#include "app/json.h"
#include "app/now.h"
#include "base/json.h"
#include "dmn/explain.h"

namespace zonebook::app {
namespace {

struct Arguments {
  std::string file;
  std::string decision;
  std::string input;
  std::string on;
  bool explain = false;
};

Result<std::string> known(dmn::Decisions const& decisions, std::string const& asked) {
  std::string names;
  for (auto const& entry : decisions.entries()) {
    if (entry.name == asked || entry.id == asked) return asked;
    names += (names.empty() ? "" : ", ") + entry.name;
  }
  Text says{"app.no_such_decision", {{"name", asked}, {"names", std::move(names)}}};
  return std::unexpected(Error{Error::Code::not_found, std::move(says), ""});
}

// The decision asked for; if none was, the one that no other needs.
Result<std::string> chosen(dmn::Decisions const& decisions, std::string const& asked) {
  if (!asked.empty()) return known(decisions, asked);
  std::set<std::string> needed;
  for (auto const& element : decisions.model().elements) {
    needed.insert(element.requires_ids.begin(), element.requires_ids.end());
  }
  std::vector<std::string> tops;
  std::string names;
  for (auto const& entry : decisions.entries()) {
    if (entry.kind != dmn::Element::Kind::decision || needed.contains(entry.id)) continue;
    tops.push_back(entry.name);
    names += (names.empty() ? "" : ", ") + entry.name;
  }
  if (tops.size() == 1) return tops[0];
  return invalid({"app.which_decision", {{"names", std::move(names)}}});
}

Result<feel::Value> read_input(std::string const& path, dmn::Decisions const& decisions) {
  if (path.empty()) return feel::Value::context({});
  auto text = TRY(read_file(path));
  auto value = TRY(value_from_json(text));
  if (!value.is(feel::Kind::context)) return invalid({"app.context_not_object", {}});
  return typed_value(value, *decisions.input_type());
}

std::string joined_json(std::vector<std::string> const& texts) {
  std::string out;
  for (auto const& text : texts) out += (out.empty() ? "" : ",") + quoted_json(text);
  return "[" + out + "]";
}

std::string rules_json(dmn::Answer const& answer) {
  std::string out;
  for (auto const& step : answer.steps) {
    for (auto const& trace : step.tables) {
      std::string rules;
      for (auto rule : trace.chosen) {
        rules += (rules.empty() ? "" : ",") + std::to_string(rule + 1);
      }
      out += fmt::format("{}{{\"decision\":{},\"rules\":[{}]}}", out.empty() ? "" : ",",
                         quoted_json(step.name), rules);
    }
  }
  return "[" + out + "]";
}

void print_json(dmn::Answer const& answer, Settings const& settings) {
  std::vector<std::string> remarks;
  for (auto const& remark : answer.remarks)
    remarks.push_back(render(remark.says, settings.language));
  fmt::print("{{\"value\":{},\"remarks\":{},\"missing\":{},\"tables\":{}}}\n",
             to_json(answer.value), joined_json(remarks), joined_json(answer.missing),
             rules_json(answer));
}

void print(dmn::Answer const& answer, Arguments const& arguments, Settings const& settings) {
  if (settings.json) return print_json(answer, settings);
  if (arguments.explain) {
    fmt::print("{}\n", dmn::tell(answer, settings.language));
    return;
  }
  fmt::print("{}\n", feel::to_literal(answer.value));
  for (auto const& remark : answer.remarks) {
    print_error({Error::Code::invalid, remark.says, ""}, settings);
  }
}

Result<void> decide(Arguments const& arguments, Settings const& settings) {
  auto decisions = TRY(load_decisions(arguments.file));
  auto name = TRY(chosen(*decisions, arguments.decision));
  auto input = TRY(read_input(arguments.input, *decisions));
  dmn::DecideOptions options;
  options.feel.now = local_now(settings.time_zone);
  options.on = options.feel.now->date;
  if (!arguments.on.empty()) {
    auto day = Date::parse(arguments.on);
    if (!day) return invalid({"app.not_a_day", {{"text", arguments.on}}});
    options.on = *day;
  }
  for (auto const& problem : decisions->problems()) {
    print_error({Error::Code::invalid, problem.says, problem.where}, settings);
  }
  dmn::Decider decider(decisions, options);
  print(decider.decide(name, input), arguments, settings);
  return {};
}

int run(Arguments const& arguments, Settings const& settings) {
  auto done = decide(arguments, settings);
  if (done) return 0;
  print_error(done.error(), settings);
  return 1;
}

}  // namespace

void add_decide(CLI::App& program, Settings const& settings, Action& action) {
  auto arguments = std::make_shared<Arguments>();
  auto* command = program.add_subcommand("decide", "按 DMN 决策表作答 / decide by a DMN file");
  command->add_option("file", arguments->file, "DMN 文件 / the DMN file")->required();
  command->add_option("--decision", arguments->decision, "决策名称 / which decision");
  command->add_option("--input", arguments->input, "JSON 文件，- 为标准输入 / the inputs");
  command->add_option("--on", arguments->on, "按哪一天的规则 / whose day's rules, 2023-12-31");
  command->add_flag("--explain", arguments->explain, "说明理由 / say why");
  command->callback(
      [=, &settings, &action] { action = [=, &settings] { return run(*arguments, settings); }; });
}

}  // namespace zonebook::app
