// Decision tables of any size, by seed, and contexts to decide.
//
//   sample::Table table({.rules = 20, .numbers = 3, .strings = 2, .booleans = 1});
//   table.xml();           // DMN 1.5, hit policy FIRST, decision "grade"
//   table.inputs(1000);    // every second context is made for one of the rules
//
// The last rule admits everything, so that there is always an answer.

#pragma once

#include "sample.h"

namespace zonebook::sample {

class Table {
 public:
  struct Shape {
    std::size_t rules = 20, numbers = 3, strings = 2, booleans = 1;
    std::size_t columns() const { return numbers + strings + booleans; }
  };

  explicit Table(Shape shape);

  std::string xml() const;
  std::vector<feel::Value> inputs(std::size_t count) const;

 private:
  struct Cell {
    std::string text;     // a unary test
    feel::Value example;  // that it admits
  };

  std::string type(std::size_t column) const {
    if (column < shape_.numbers) return "number";
    return column < shape_.numbers + shape_.strings ? "string" : "boolean";
  }
  Cell cell(std::size_t column, Random&) const;

  Shape shape_;
  std::vector<std::vector<Cell>> rules_;
};

inline Table::Table(Shape shape) : shape_(shape), rules_(shape.rules) {
  Random random(2);
  for (auto& rule : rules_) {
    bool const last = &rule == &rules_.back();
    for (std::size_t column = 0; column < shape.columns(); ++column) {
      rule.push_back(cell(column, random));
      if (last) rule.back().text = "-";
    }
  }
}

// A third of the cells admit everything; the others are what people write.
inline Table::Cell Table::cell(std::size_t column, Random& random) const {
  bool const any = random.below(3) == 0;
  auto const kind = type(column);
  if (kind == "boolean") {
    bool const yes = random.below(2) == 0;
    return {any ? "-" : yes ? "true" : "false", feel::Value(yes)};
  }
  if (kind == "string") {
    std::string const sector = sectors[random.below(6)], other = sectors[random.below(6)];
    auto text = random.below(2) == 0 ? '"' + sector + '"' : '"' + sector + "\", \"" + other + '"';
    return {any ? "-" : text, feel::Value::text(sector)};
  }
  auto const low = 50 * random.below(100), high = low + 50 * (1 + random.below(20));
  std::string const forms[] = {"< " + std::to_string(high), ">= " + std::to_string(low),
                               "[" + std::to_string(low) + ".." + std::to_string(high) + "]"};
  return {any ? "-" : forms[random.below(3)], Decimal::scaled(low * 100 + random.below(5000), -2)};
}

inline std::string Table::xml() const {
  std::string inputs, requirements, columns, rules;
  for (std::size_t c = 0; c < shape_.columns(); ++c) {
    auto const name = "input" + std::to_string(c);
    inputs += "<inputData id='" + name + "' name='" + name + "'><variable name='" + name +
              "' typeRef='" + type(c) + "'/></inputData>";
    requirements +=
        "<informationRequirement><requiredInput href='#" + name + "'/></informationRequirement>";
    columns += "<input><inputExpression typeRef='" + type(c) + "'><text>" + name +
               "</text></inputExpression></input>";
  }
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    rules += "<rule>";
    for (auto const& entry : rules_[r]) {
      rules += "<inputEntry><text><![CDATA[" + entry.text + "]]></text></inputEntry>";
    }
    rules +=
        "<outputEntry><text>\"rule " + std::to_string(r + 1) + "\"</text></outputEntry></rule>";
  }
  return "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='sample' "
         "namespace='sample'>" +
         inputs +
         "<decision id='grade' name='grade'>"
         "<variable name='grade' typeRef='string'/>" +
         requirements + "<decisionTable hitPolicy='FIRST'>" + columns +
         "<output typeRef='string'/>" + rules + "</decisionTable></decision></definitions>";
}

inline std::vector<feel::Value> Table::inputs(std::size_t count) const {
  Random random(3);
  auto any_rule = [&] {
    return rules_[static_cast<std::size_t>(random.below(std::ssize(rules_)))];
  };
  std::vector<feel::Value> inputs;
  for (std::size_t i = 0; i < count; ++i) {
    auto const rule = any_rule();
    std::vector<std::pair<std::string, feel::Value>> entries;
    for (std::size_t c = 0; c < shape_.columns(); ++c) {
      auto const& from = i % 2 == 0 ? rule : any_rule();
      entries.emplace_back("input" + std::to_string(c), from[c].example);
    }
    inputs.push_back(feel::Value::context(std::move(entries)));
  }
  return inputs;
}

}  // namespace zonebook::sample
