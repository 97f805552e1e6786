// Imports, item definitions and the elements of a decision requirements graph (DMN 1.5, 6.3, 7.3).

#include "dmn/reader.h"

namespace zonebook::dmn {
namespace {

// The prefix that a namespace is bound to: the name of an import in DMN 1.1, which had no other.
std::string prefix_for(pugi::xml_node node, std::string_view uri) {
  for (; node; node = node.parent()) {
    for (auto attribute : node.attributes()) {
      std::string_view const name = attribute.name();
      if (name.starts_with("xmlns:") && attribute.value() == uri)
        return std::string(name.substr(6));
    }
  }
  return {};
}

}  // namespace

Result<void> Reader::drg_element(Node node) {
  auto const name = local_name(node);
  if (name == "inputData") return input_data(node);
  if (name == "decision") return decision(node);
  if (name == "businessKnowledgeModel") return knowledge(node);
  if (name == "decisionService") return service(node);
  unknown(node, node.parent());
  return {};
}

// A name that is there and empty puts what is imported among the document's own names (DMN 1.6).
Result<void> Reader::import(Node node) {
  Import import;
  import.uri = node.attribute("namespace").value();
  import.type = node.attribute("importType").value();
  import.location = node.attribute("locationURI").value();
  import.line = line_of(node);
  if (import.uri.empty()) return refuse({"dmn.read_import_without_namespace", {}}, node);
  bool const is_dmn_import = import.type.find("/DMN/") != std::string::npos || import.type.empty();
  if (!is_dmn_import) {
    problem({"dmn.read_other_import", {{"type", import.type}}}, node);
    return {};
  }
  import.name = node.attribute("name") ? tidy_name(node.attribute("name").value())
                                       : prefix_for(node, import.uri);
  import_uris_.insert(import.uri);
  model_.imports.push_back(std::move(import));
  return {};
}

Result<ItemDefinition> Reader::item_definition(Node node) {
  ItemDefinition type;
  type.name = TRY(required_name(node));
  type.line = line_of(node);
  type.is_collection = node.attribute("isCollection").as_bool();
  type.type_ref = type_ref(node);
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "typeRef") {
      type.type_ref = resolved_type(child, text_of(child));
    } else if (name == "itemComponent") {
      auto component = TRY(item_definition(child));
      type.components.push_back(std::move(component));
    } else if (name == "allowedValues") {
      type.allowed_values = text_of(element(child, "text"));
    } else if (name == "typeConstraint") {
      type.type_constraint = text_of(element(child, "text"));
    } else if (name == "functionItem") {
      TRY(function_item(child, type));
    } else {
      unknown(child, node);
    }
  }
  return type;
}

Result<void> Reader::function_item(Node node, ItemDefinition& type) {
  type.is_function = true;
  type.output_type_ref = resolved_type(node, node.attribute("outputTypeRef").value());
  for (auto child : elements(node)) {
    if (local_name(child) == "parameters") {
      auto name = TRY(required_name(child));
      type.parameters.emplace_back(std::move(name), type_ref(child));
    } else {
      unknown(child, node);
    }
  }
  return {};
}

Result<Element> Reader::named_element(Node node, Element::Kind kind) {
  Element element;
  element.kind = kind;
  element.name = TRY(required_name(node));
  element.id = node.attribute("id").value();
  element.label = node.attribute("label").value();
  element.variable_name = element.name;
  element.description = text_of(this->element(node, "description"));
  element.source = extension(node, "source");
  element.line = line_of(node);
  return element;
}

void Reader::variable(Node node, Element& element) const {
  auto name = tidy_name(node.attribute("name").value());
  if (!name.empty()) element.variable_name = std::move(name);
  element.type_ref = type_ref(node);
}

Result<void> Reader::keep(Element element) {
  if (!element.id.empty() && !ids_.insert(element.id).second) {
    return invalid({"dmn.read_duplicate_id", {{"id", element.id}}},
                   file_ + ":" + std::to_string(element.line));
  }
  if (model_.elements.size() == elements_max) return invalid({"dmn.read_too_many", {}}, file_);
  model_.elements.push_back(std::move(element));
  return {};
}

Result<void> Reader::input_data(Node node) {
  auto input = TRY(named_element(node, Element::Kind::input));
  for (auto child : elements(node)) {
    if (local_name(child) == "variable") {
      variable(child, input);
    } else {
      unknown(child, node);
    }
  }
  return keep(std::move(input));
}

Result<void> Reader::decision(Node node) {
  auto decision = TRY(named_element(node, Element::Kind::decision));
  decision.question = text_of(element(node, "question"));
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "variable") {
      variable(child, decision);
    } else if (name == "informationRequirement" || name == "knowledgeRequirement") {
      TRY(requirement(child, decision));
    } else if (form_of(name)) {
      if (decision.logic) return refuse({"dmn.read_several_expressions", {}}, child);
      decision.logic = TRY(boxed(child));
    } else {
      unknown(child, node);
    }
  }
  return keep(std::move(decision));
}

Result<void> Reader::requirement(Node node, Element& element) {
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "requiredDecision" || name == "requiredInput" || name == "requiredKnowledge") {
      auto id = TRY(reference(child));
      element.requires_ids.push_back(std::move(id));
    } else {
      unknown(child, node);
    }
  }
  return {};
}

Result<void> Reader::knowledge(Node node) {
  auto knowledge = TRY(named_element(node, Element::Kind::knowledge));
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    if (name == "variable") {
      variable(child, knowledge);
    } else if (name == "knowledgeRequirement") {
      TRY(requirement(child, knowledge));
    } else if (name == "encapsulatedLogic") {
      auto logic = std::make_unique<Boxed>();
      logic->form = Boxed::Form::function;
      TRY(fill(child, *logic));
      knowledge.logic = std::move(logic);
    } else {
      unknown(child, node);
    }
  }
  return keep(std::move(knowledge));
}

Result<void> Reader::service(Node node) {
  auto service = TRY(named_element(node, Element::Kind::service));
  for (auto child : elements(node)) {
    auto const name = local_name(child);
    auto* list = name == "outputDecision"         ? &service.output_decisions
                 : name == "encapsulatedDecision" ? &service.encapsulated_decisions
                 : name == "inputDecision"        ? &service.input_decisions
                 : name == "inputData"            ? &service.input_data
                                                  : nullptr;
    if (list) {
      auto id = TRY(reference(child));
      list->push_back(std::move(id));
    } else if (name == "variable") {
      variable(child, service);
    } else {
      unknown(child, node);
    }
  }
  return keep(std::move(service));
}

}  // namespace zonebook::dmn
