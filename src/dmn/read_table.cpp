// Decision tables (DMN 1.5, 8.3), and the source and validity that zonebook adds to a rule.

#include <algorithm>
#include <array>

#include "dmn/reader.h"

namespace zonebook::dmn {
namespace {

struct PolicyName {
  std::string_view name;
  HitPolicy policy;
};
constexpr std::array<PolicyName, 7> policies = {{
    {"UNIQUE", HitPolicy::unique},
    {"FIRST", HitPolicy::first},
    {"PRIORITY", HitPolicy::priority},
    {"ANY", HitPolicy::any},
    {"COLLECT", HitPolicy::collect},
    {"RULE ORDER", HitPolicy::rule_order},
    {"OUTPUT ORDER", HitPolicy::output_order},
}};

struct AggregationName {
  std::string_view name;
  Aggregation aggregation;
};
constexpr std::array<AggregationName, 4> aggregations = {{
    {"SUM", Aggregation::sum},
    {"COUNT", Aggregation::count},
    {"MIN", Aggregation::min},
    {"MAX", Aggregation::max},
}};

std::string first_of(std::string first, std::string second) {
  return first.empty() ? std::move(second) : std::move(first);
}

}  // namespace

Result<std::unique_ptr<TableText>> Reader::table(Node node) {
  auto whole = std::make_unique<TableText>();
  whole->line = line_of(node);
  whole->output_label = node.attribute("outputLabel").value();
  auto const policy_name = tidy_name(node.attribute("hitPolicy").as_string("UNIQUE"));
  auto policy = std::ranges::find(policies, policy_name, &PolicyName::name);
  if (policy == policies.end()) {
    return refuse({"dmn.read_unknown_hit_policy", {{"name", policy_name}}}, node);
  }
  whole->hit_policy = policy->policy;
  auto const aggregation_name = tidy_name(node.attribute("aggregation").value());
  auto aggregation = std::ranges::find(aggregations, aggregation_name, &AggregationName::name);
  if (aggregation != aggregations.end()) {
    whole->aggregation = aggregation->aggregation;
  } else if (!aggregation_name.empty()) {
    return refuse({"dmn.read_unknown_aggregation", {{"name", aggregation_name}}}, node);
  }
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "input") {
      auto input = TRY(table_input(child));
      whole->inputs.push_back(std::move(input));
    } else if (name == "output") {
      auto output = TRY(table_output(child));
      whole->outputs.push_back(std::move(output));
    } else if (name == "annotation") {
      whole->annotation_names.push_back(tidy_name(child.attribute("name").value()));
    } else if (name == "rule") {
      auto rule = TRY(table_rule(child));
      whole->rules.push_back(std::move(rule));
    } else {
      unknown(child, node);
    }
  }
  if (whole->outputs.empty()) return refuse({"dmn.read_no_output", {}}, node);
  return whole;
}

Result<TableInput> Reader::table_input(Node node) {
  TableInput input;
  input.id = node.attribute("id").value();
  input.label = node.attribute("label").value();
  input.line = line_of(node);
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "inputExpression") {
      input.type_ref = type_ref(child);
      input.text = text_of(element(child, "text"));
      input.label = first_of(std::move(input.label), child.attribute("label").value());
    } else if (name == "inputValues") {
      input.allowed_values = text_of(element(child, "text"));
    } else {
      unknown(child, node);
    }
  }
  if (tidy_name(input.text).empty()) return refuse({"dmn.read_input_without_text", {}}, node);
  return input;
}

Result<TableOutput> Reader::table_output(Node node) {
  TableOutput output;
  output.id = node.attribute("id").value();
  output.name = tidy_name(node.attribute("name").value());
  output.label = node.attribute("label").value();
  output.type_ref = type_ref(node);
  output.line = line_of(node);
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "outputValues") {
      output.allowed_values = text_of(element(child, "text"));
    } else if (name == "defaultOutputEntry") {
      // An absent text is an absent default: editors leave the element behind.
      auto text = text_of(element(child, "text"));
      if (!tidy_name(text).empty()) output.default_text = std::move(text);
    } else {
      unknown(child, node);
    }
  }
  return output;
}

Result<TableRule> Reader::table_rule(Node node) {
  TableRule rule;
  rule.id = node.attribute("id").value();
  rule.line = line_of(node);
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "inputEntry") {
      // An empty cell asks for nothing, as every editor shows it; the standard writes "-".
      auto text = text_of(element(child, "text"));
      rule.inputs.push_back(tidy_name(text).empty() ? "-" : std::move(text));
    } else if (name == "outputEntry") {
      rule.outputs.push_back(text_of(element(child, "text")));
    } else if (name == "annotationEntry") {
      rule.annotations.push_back(text_of(element(child, "text")));
    } else if (name == "description") {
      rule.description = text_of(child);
    } else {
      unknown(child, node);
    }
  }
  rule.source = extension(node, "source");
  TRY(validity(node, rule));
  return rule;
}

// A day that cannot be read would make the rule hold for ever, so it is refused.
Result<void> Reader::validity(Node node, TableRule& rule) const {
  auto const day = [&](std::string_view name) -> Result<std::optional<Date>> {
    auto const text = extension(node, name);
    if (text.empty()) return std::nullopt;
    auto date = Date::parse(text);
    if (!date) return refuse({"dmn.read_not_a_day", {{"text", text}}}, node);
    return date;
  };
  rule.valid_from = TRY(day("valid_from"));
  rule.valid_to = TRY(day("valid_to"));
  if (rule.valid_from && rule.valid_to && *rule.valid_from >= *rule.valid_to) {
    return refuse({"dmn.read_never_valid", {}}, node);
  }
  return {};
}

}  // namespace zonebook::dmn
