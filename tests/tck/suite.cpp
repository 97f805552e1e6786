#include "suite.h"

#include <filesystem>
#include <pugixml.hpp>
#include <string_view>

#include "feel/temporal.h"

namespace zonebook::tck {

using feel::Value;

namespace {

std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

bool is_named(pugi::xml_node node, std::string_view name) {
  return node.type() == pugi::node_element && without_prefix(node.name()) == name;
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  for (auto found : node.children()) {
    if (is_named(found, name)) return found;
  }
  return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (auto found : node.attributes()) {
    if (without_prefix(found.name()) == name) return found.value();
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  auto const begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

std::unexpected<Error> unreadable(std::string_view type, std::string_view text) {
  return invalid({"tck: not a value", {{"type", std::string(type)}, {"text", std::string(text)}}});
}

// A value of an XML Schema type.
Result<Value> simple_value(pugi::xml_node node) {
  if (attribute(node, "nil") == "true") return Value();
  std::string_view const whole = node.text().get();
  auto const type = without_prefix(attribute(node, "type"));
  if (type == "string" || type.empty()) return Value::text(std::string(whole));
  auto const text = trimmed(whole);
  if (type == "boolean") return Value(text == "true" || text == "1");
  if (type == "decimal" || type == "double" || type == "integer" || type == "int" ||
      type == "long" || type == "float") {
    auto number = Decimal::parse(text.starts_with('+') ? text.substr(1) : text);
    return number ? Result<Value>(Value(*number)) : unreadable(type, text);
  }
  if (type == "date") {
    auto date = Date::parse(text);
    return date ? Result<Value>(Value(*date)) : unreadable(type, text);
  }
  if (type == "time") {
    auto time = ClockTime::parse(text);
    return time ? Result<Value>(Value(std::move(*time))) : unreadable(type, text);
  }
  if (type == "dateTime") {
    auto moment = DateTime::parse(text);
    return moment ? Result<Value>(Value(std::move(*moment))) : unreadable(type, text);
  }
  auto duration = parse_duration(text);
  if (type != "duration" || !duration) return unreadable(type, text);
  return std::visit([](auto length) { return Value(length); }, *duration);
}

// A simple value, a list of items, or the components of a context.
Result<Value> value_below(pugi::xml_node node) {
  if (auto value = child(node, "value")) return simple_value(value);
  if (auto list = child(node, "list")) {
    if (attribute(list, "nil") == "true") return Value();
    feel::List items;
    for (auto item : list.children()) {
      if (!is_named(item, "item")) continue;
      auto value = TRY(value_below(item));
      items.push_back(std::move(value));
    }
    return Value::list(std::move(items));
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (auto component : node.children()) {
    if (!is_named(component, "component")) continue;
    Value value;
    if (attribute(component, "nil") != "true") value = TRY(value_below(component));
    entries.emplace_back(component.attribute("name").value(), std::move(value));
  }
  return entries.empty() ? Value() : Value::context(std::move(entries));
}

Result<Case> read_case(pugi::xml_node node) {
  Case whole;
  whole.id = node.attribute("id").value();
  auto const type = attribute(node, "type");
  if (type == "decisionService" || type == "bkm")
    whole.invocable = attribute(node, "invocableName");
  std::vector<std::pair<std::string, Value>> inputs;
  for (auto part : node.children()) {
    std::string name = part.attribute("name").value();
    if (is_named(part, "inputNode")) {
      auto value = TRY(value_below(part));
      inputs.emplace_back(std::move(name), std::move(value));
    } else if (is_named(part, "resultNode")) {
      auto value = TRY(value_below(child(part, "expected")));
      bool const is_error = attribute(part, "errorResult") == "true";
      whole.results.push_back({std::move(name), std::move(value), is_error});
    }
  }
  whole.inputs = Value::context(std::move(inputs));
  return whole;
}

}  // namespace

Result<Suite> read_suite(std::string const& path) {
  pugi::xml_document document;
  auto parsed =
      document.load_file(path.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!parsed) {
    return std::unexpected(Error{Error::Code::not_found, {"tck: no test file", {}}, path});
  }
  auto root = document.document_element();
  if (!is_named(root, "testCases")) return invalid({"tck: no testCases", {}}, path);
  Suite suite{.file = path,
              .model = std::string(trimmed(child(root, "modelName").text().get())),
              .cases = {}};
  for (auto node : root.children()) {
    if (!is_named(node, "testCase")) continue;
    auto one = read_case(node);
    if (!one) return invalid(one.error().says, path + " " + node.attribute("id").value());
    suite.cases.push_back(std::move(*one));
  }
  return suite;
}

}  // namespace zonebook::tck
