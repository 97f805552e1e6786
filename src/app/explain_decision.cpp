#include <algorithm>
#include <filesystem>

#include "app/command.h"
#include "app/decisions.h"
#include "app/explain.h"

namespace zonebook::app {
namespace {

bool is_plain(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == name.npos;
}

// "定稿报表引用过 true，改了金额 true → "改的是已报数的金额"".
Text rule_of(dmn::TableText const& table, dmn::TableRule const& rule) {
  std::string when;
  for (std::size_t i = 0; i < rule.inputs.size() && i < table.inputs.size(); ++i) {
    if (rule.inputs[i] == "-") continue;
    auto const& column = table.inputs[i];
    when += (when.empty() ? "" : ", ") + (column.label.empty() ? column.text : column.label) + " " +
            rule.inputs[i];
  }
  std::string then;
  for (auto const& output : rule.outputs) then += (then.empty() ? "" : " / ") + output;
  return {"app.explain.rule",
          {{"rule", rule.id}, {"when", when}, {"then", then}, {"source", rule.source}}};
}

Result<void> add_cases(std::string const& file, std::vector<Text>& facts) {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed)) return {};
  auto const cases = TRY(read_json_file(file));
  if (!cases.is(Json::Kind::array)) return {};
  for (auto const& one : cases.items()) {
    facts.push_back(
        {"app.explain.case", {{"name", std::string(one.text_at("name").value_or(""))}}});
  }
  return {};
}

}  // namespace

Result<std::vector<Explained>> explain_decision(std::string const& name, std::string const& model) {
  std::vector<Explained> found;
  auto const file = decision_file(model, name);
  std::error_code failed;
  if (!is_plain(name) || !std::filesystem::exists(file, failed)) return found;
  auto const decisions = TRY(load_decisions(file));
  for (auto const& element : decisions->model().elements) {
    if (element.kind != dmn::Element::Kind::decision) continue;
    Explained told{.kind = Explained::Kind::decision,
                   .name = element.name,
                   .label = {element.label, element.name},
                   .place = "decisions/" + name + ".dmn:" + std::to_string(element.line),
                   .about = {element.description, element.description},
                   .source = element.source,
                   .facts = {}};
    for (auto const& table : decisions->tables(element.name)) {
      for (auto const& rule : table->text().rules) {
        told.facts.push_back(rule_of(table->text(), rule));
      }
    }
    if (element.name == name) {
      TRY(add_cases(model + "/decisions/" + name + ".cases.json", told.facts));
    }
    found.push_back(std::move(told));
  }
  std::ranges::stable_partition(found, [&](Explained const& one) { return one.name == name; });
  return found;
}

}  // namespace zonebook::app
