// Boxed expressions (DMN 1.5, 7.3 and 10.2).

#include <algorithm>
#include <array>

#include "dmn/reader.h"

namespace zonebook::dmn {
namespace {

struct FormName {
  std::string_view name;
  Boxed::Form form;
};
constexpr std::array<FormName, 12> forms = {{
    {"literalExpression", Boxed::Form::literal},
    {"context", Boxed::Form::context},
    {"invocation", Boxed::Form::invocation},
    {"list", Boxed::Form::list},
    {"relation", Boxed::Form::relation},
    {"functionDefinition", Boxed::Form::function},
    {"decisionTable", Boxed::Form::table},
    {"conditional", Boxed::Form::conditional},
    {"filter", Boxed::Form::filter},
    {"for", Boxed::Form::for_each},
    {"every", Boxed::Form::every},
    {"some", Boxed::Form::some},
}};

}  // namespace

std::optional<Boxed::Form> Reader::form_of(std::string_view name) {
  for (auto const& known : forms) {
    if (known.name == name) return known.form;
  }
  return std::nullopt;
}

Result<std::unique_ptr<Boxed>> Reader::boxed(Node node) {
  auto whole = std::make_unique<Boxed>();
  whole->form = *form_of(local_name(node));
  TRY(fill(node, *whole));
  return whole;
}

Result<void> Reader::fill(Node node, Boxed& whole) {
  whole.id = node.attribute("id").value();
  whole.label = node.attribute("label").value();
  whole.type_ref = type_ref(node);
  whole.line = line_of(node);
  switch (whole.form) {
    case Boxed::Form::literal: return literal(node, whole);
    case Boxed::Form::context: return context(node, whole);
    case Boxed::Form::invocation: return invocation(node, whole);
    case Boxed::Form::list: return list(node, whole);
    case Boxed::Form::relation: return relation(node, whole);
    case Boxed::Form::function: return function(node, whole);
    case Boxed::Form::conditional: return parts(node, whole, {"if", "then", "else"});
    case Boxed::Form::filter: return parts(node, whole, {"in", "match"});
    case Boxed::Form::for_each: return parts(node, whole, {"in", "return"});
    case Boxed::Form::every:
    case Boxed::Form::some: return parts(node, whole, {"in", "satisfies"});
    case Boxed::Form::table: break;
  }
  whole.table = TRY(table(node));
  return {};
}

Result<std::unique_ptr<Boxed>> Reader::only_boxed(Node wrapper) {
  BoxedPtr found;
  for (auto child : elements(wrapper)) {
    if (!form_of(local_name(child))) continue;
    if (found) return refuse({"dmn.read_several_expressions", {}}, child);
    found = TRY(boxed(child));
  }
  return found;
}

Result<void> Reader::literal(Node node, Boxed& whole) {
  whole.expression_language = node.attribute("expressionLanguage").value();
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "text") {
      whole.text = text_of(child);
      // A problem in the expression is shown in the line where it is written.
      whole.line = line_of(child.first_child() ? child.first_child() : child);
    } else {
      unknown(child, node);
    }
  }
  return {};
}

Result<void> Reader::context(Node node, Boxed& whole) {
  auto const children = elements(node);
  for (auto child : children) {
    if (local_name(child) != "contextEntry") {
      unknown(child, node);
      continue;
    }
    auto const variable = element(child, "variable");
    auto name = tidy_name(variable.attribute("name").value());
    if (name.empty() && child != children.back()) {
      return refuse({"dmn.read_result_not_last", {}}, child);
    }
    auto value = TRY(only_boxed(child));
    whole.names.push_back(std::move(name));
    whole.type_refs.push_back(variable ? type_ref(variable) : std::string());
    whole.children.push_back(std::move(value));
  }
  return {};
}

Result<void> Reader::invocation(Node node, Boxed& whole) {
  auto called = TRY(only_boxed(node));
  whole.children.push_back(std::move(called));
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "binding") {
      auto const parameter = element(child, "parameter");
      if (!parameter) return refuse({"dmn.read_binding_without_parameter", {}}, child);
      auto parameter_name = TRY(required_name(parameter));
      auto value = TRY(only_boxed(child));
      whole.names.push_back(std::move(parameter_name));
      whole.type_refs.push_back(type_ref(parameter));
      whole.children.push_back(std::move(value));
    } else if (!form_of(name)) {
      unknown(child, node);
    }
  }
  return {};
}

Result<void> Reader::list(Node node, Boxed& whole) {
  for (auto child : elements(node)) {
    if (form_of(local_name(child))) {
      auto item = TRY(boxed(child));
      whole.children.push_back(std::move(item));
    } else {
      unknown(child, node);
    }
  }
  return {};
}

Result<void> Reader::relation(Node node, Boxed& whole) {
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "column") {
      auto column = TRY(required_name(child));
      whole.names.push_back(std::move(column));
      whole.type_refs.push_back(type_ref(child));
    } else if (name != "row") {
      unknown(child, node);
    }
  }
  for (auto row : elements(node)) {
    if (local_name(row) != "row") continue;
    std::size_t cells = 0;
    for (auto child : elements(row)) {
      if (!form_of(local_name(child))) continue;
      auto cell = TRY(boxed(child));
      whole.children.push_back(std::move(cell));
      ++cells;
    }
    if (cells != whole.names.size()) {
      return refuse(
          {"dmn.read_row_width",
           {{"given", std::to_string(cells)}, {"expected", std::to_string(whole.names.size())}}},
          row);
    }
  }
  return {};
}

Result<void> Reader::function(Node node, Boxed& whole) {
  whole.function_kind = node.attribute("kind").as_string("FEEL");
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "formalParameter") {
      auto parameter = TRY(required_name(child));
      whole.names.push_back(std::move(parameter));
      whole.type_refs.push_back(type_ref(child));
    } else if (!form_of(name)) {
      unknown(child, node);
    }
  }
  auto body = TRY(only_boxed(node));
  whole.children.push_back(std::move(body));
  return {};
}

// Each part is an element around one expression (DMN 1.4 and later).
Result<void> Reader::parts(Node node, Boxed& whole, std::initializer_list<std::string_view> names) {
  auto variable = tidy_name(node.attribute("iteratorVariable").value());
  if (!variable.empty()) whole.names.push_back(std::move(variable));
  for (auto name : names) {
    auto const wrapper = element(node, name);
    auto part = TRY(only_boxed(wrapper));
    if (part && part->type_ref.empty()) part->type_ref = type_ref(wrapper);
    whole.children.push_back(std::move(part));
  }
  for (auto child : elements(node)) {
    bool const known = std::ranges::find(names, local_name(child)) != names.end();
    if (!known) unknown(child, node);
  }
  return {};
}

}  // namespace zonebook::dmn
