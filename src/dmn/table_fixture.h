// A decision table written in a few lines and decided on values, for the tests of dmn/.
//
//   Sample sample({.policy = HitPolicy::first,
//                  .inputs = {"age: number", "sector: string"},
//                  .outputs = {"fee: number"},
//                  .rules = {"< 18 | - | 0", ">= 18 | \"bio\" | 5"}});
//   sample.decide({"20", "\"bio\""});       // 5; the inputs are FEEL expressions
//   sample.trace, sample.evaluator.remarks()

#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dmn/table.h"
#include "feel/builder.h"

namespace zonebook::dmn {

struct SampleText {
  HitPolicy policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::none;
  std::vector<std::string> inputs = {};   // "name: type", "name: type {allowed, values}"
  std::vector<std::string> outputs = {};  // the same, and "= default" at the end
  std::vector<std::string> rules = {};    // cells, parted by |
};

inline std::string trimmed(std::string_view text) {
  auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

inline std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    auto end = std::min(text.find(separator, begin), text.size());
    parts.push_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

// "name: type {allowed} = default"
struct SampleColumn {
  explicit SampleColumn(std::string const& text) {
    auto rest = text;
    if (auto at = rest.find(" = "); at != std::string::npos) {
      default_text = trimmed(rest.substr(at + 3));
      rest.resize(at);
    }
    if (auto at = rest.find('{'); at != std::string::npos) {
      allowed = trimmed(rest.substr(at + 1, rest.find('}') - at - 1));
      rest.resize(at);
    }
    auto parts = split(rest, ':');
    name = parts[0];
    type = parts.size() > 1 ? parts[1] : "";
  }
  std::string name, type, allowed;
  std::optional<std::string> default_text;
};

inline TableText table_text(SampleText const& sample) {
  TableText text;
  text.hit_policy = sample.policy;
  text.aggregation = sample.aggregation;
  for (auto const& each : sample.inputs) {
    SampleColumn column(each);
    text.inputs.push_back({"", "", column.name, column.type, column.allowed, 1});
  }
  for (auto const& each : sample.outputs) {
    SampleColumn column(each);
    text.outputs.push_back(
        {"", column.name, "", column.type, column.allowed, column.default_text, 1});
  }
  for (auto const& each : sample.rules) {
    auto cells = split(each, '|');
    TableRule rule;
    auto inputs = static_cast<std::ptrdiff_t>(sample.inputs.size());
    rule.inputs.assign(cells.begin(), cells.begin() + inputs);
    rule.outputs.assign(cells.begin() + inputs, cells.end());
    rule.line = static_cast<int>(10 + text.rules.size());
    text.rules.push_back(std::move(rule));
  }
  return text;
}

inline feel::Value value_of(std::string const& source) {
  auto compiled = feel::compile(source, {});
  EXPECT_TRUE(compiled) << source;
  return compiled ? feel::Evaluator().run(*compiled, {}) : feel::Value();
}

// The names of the inputs are the scope.
class Sample {
 public:
  explicit Sample(SampleText const& sample) : Sample(table_text(sample)) {}
  explicit Sample(TableText text, feel::Scope given = {})
      : scope(std::move(given)), builder(with_inputs(scope, text)) {
    auto compiled = Table::compile(std::move(text), builder, "sample.dmn");
    if (!compiled) {
      error = compiled.error();
      return;
    }
    table = std::move(*compiled);
    auto nothing = builder.parse("null");
    frame.resize(builder.finish(std::move(*nothing)).slot_count());
  }

  feel::Value decide(std::vector<std::string> const& inputs) {
    std::vector<feel::Value> values;
    for (auto const& each : inputs) values.push_back(value_of(each));
    return decide_on(std::move(values));
  }
  // Values by name of the scope; an input that is not given is missing.
  feel::Value decide_on(std::vector<feel::Value> values, std::vector<bool> missing = {}) {
    for (std::size_t i = 0; i < values.size(); ++i) frame[i] = values[i];
    evaluator.start();
    trace.inputs.clear();
    for (auto const& tree : table->input_trees()) {
      trace.inputs.push_back(evaluator.evaluate(*tree, frame));
    }
    missing.resize(trace.inputs.size());
    trace.missing = std::move(missing);
    return table->decide(evaluator, frame, on, trace);
  }
  std::vector<std::uint32_t> hits() const {
    std::vector<std::uint32_t> rules;
    for (std::uint32_t rule = 0; rule < table->rule_count(); ++rule) {
      if (bit(trace.hits, rule)) rules.push_back(rule);
    }
    return rules;
  }
  std::string remark_key() const {
    return evaluator.remarks().empty() ? "" : evaluator.remarks().front().says.key;
  }

  feel::Scope scope;
  feel::Builder builder;
  std::shared_ptr<Table const> table;
  std::optional<Error> error;
  std::vector<feel::Value> frame;
  feel::Evaluator evaluator;
  TableTrace trace;
  Date on = *Date::parse("2024-06-01");

 private:
  static feel::Scope const& with_inputs(feel::Scope& scope, TableText const& text) {
    for (auto const& input : text.inputs) {
      auto type = feel::parse_type(input.type_ref.empty() ? "Any" : input.type_ref, scope);
      scope.name(input.text, type ? *type : feel::any_type());
    }
    return scope;
  }
};

}  // namespace zonebook::dmn
