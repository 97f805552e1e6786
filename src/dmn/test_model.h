// For tests: DMN documents in a few lines.
//
//   auto decisions = test_model::compiled(document(R"(<decision …/>)"));

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/decide.h"
#include "dmn/read.h"

namespace zonebook::dmn::test_model {

inline std::string document(std::string_view body, std::string_view name = "test") {
  std::string xml = "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' ";
  xml += "xmlns:zb='https://zonebook.cn/dmn' name='" + std::string(name) +
         "' namespace='urn:" + std::string(name) + "'>\n";
  return xml + std::string(body) + "</definitions>\n";
}

inline std::string input(std::string const& name, std::string const& type) {
  return "<inputData id='" + name + "' name='" + name + "'><variable name='" + name +
         "' typeRef='" + type + "'/></inputData>\n";
}

inline std::string literal(std::string const& text) {
  return "<literalExpression><text><![CDATA[" + text + "]]></text></literalExpression>";
}

// A decision that requires decisions and input data ("a", "b") by their ids.
inline std::string decision(std::string const& name, std::vector<std::string> const& required,
                            std::string const& logic, std::string const& type = "") {
  auto xml = "<decision id='" + name + "' name='" + name + "'><variable name='" + name + "'" +
             (type.empty() ? "" : " typeRef='" + type + "'") + "/>";
  for (auto const& id : required) {
    xml += "<informationRequirement><requiredDecision href='" +
           (id.find('#') == std::string::npos ? "#" + id : id) + "'/></informationRequirement>";
  }
  return xml + logic + "</decision>\n";
}

inline Model model(std::string_view xml, std::string file = "test.dmn") {
  auto read_model = read(xml, std::move(file));
  EXPECT_TRUE(read_model.has_value()) << (read_model ? "" : read_model.error().says.key);
  return read_model ? std::move(*read_model) : Model{};
}

inline std::shared_ptr<Decisions const> compiled(std::string_view xml,
                                                 std::vector<std::string> const& others = {}) {
  std::vector<Model> imported;
  for (auto const& other : others) imported.push_back(model(other, "other.dmn"));
  auto decisions = Decisions::compile(model(xml), std::move(imported));
  EXPECT_TRUE(decisions.has_value()) << (decisions ? "" : decisions.error().says.key);
  return decisions ? *decisions : nullptr;
}

inline feel::Value number(std::int64_t value) { return feel::Value(Decimal(value)); }

inline std::string keys(std::vector<feel::Remark> const& remarks) {
  std::string keys;
  for (auto const& remark : remarks) keys += (keys.empty() ? "" : " ") + remark.says.key;
  return keys;
}

}  // namespace zonebook::dmn::test_model
