#include "app/usage.h"

namespace zonebook::app {
namespace {

std::string commands_of(CLI::App const& program) {
  std::string names;
  for (auto const* command : program.get_subcommands([](CLI::App const*) { return true; })) {
    names += (names.empty() ? "" : " ") + command->get_name();
  }
  return names;
}

std::string before(std::string const& text, std::string_view mark) {
  return text.substr(0, text.find(mark));
}

std::string after(std::string const& text, std::string_view mark) {
  auto const at = text.find(mark);
  return at == text.npos ? text : text.substr(at + mark.size());
}

// "--format: pdf not in {csv,json}", "--zones: Value 0 not in range 1 to 9".
Text wrong_value(std::string const& what) {
  auto const option = before(what, ": ");
  auto value = before(after(what, ": "), " not in ");
  if (value.starts_with("Value ")) value = after(value, "Value ");
  if (what.find(" not in {") == what.npos) {
    return {"app.usage.wrong_value", {{"option", option}, {"value", value}}};
  }
  return {"app.usage.not_one_of",
          {{"option", option}, {"value", value}, {"allowed", before(after(what, "{"), "}")}}};
}

Text says(CLI::ParseError const& error, CLI::App const& program, std::string const& first) {
  std::string const what = error.what();
  auto const& kind = error.get_name();
  if (kind == "RequiredError" && what.starts_with("A subcommand")) {
    if (first.empty()) return {"app.usage.no_command", {{"commands", commands_of(program)}}};
    return {"app.usage.unknown_command", {{"name", first}, {"commands", commands_of(program)}}};
  }
  if (kind == "RequiredError") return {"app.usage.missing", {{"option", before(what, " is ")}}};
  if (kind == "ExtrasError") return {"app.usage.stranger", {{"what", after(what, ": ")}}};
  if (kind == "ValidationError") return wrong_value(what);
  if (kind == "ArgumentMismatch") {  // "--valid: 1 required TEXT missing"
    return {"app.usage.number_of_values", {{"option", before(what, ":")}}};
  }
  if (kind == "ConversionError") {  // "Could not convert: --zones = abc"
    auto const given = after(what, ": ");
    return {"app.usage.wrong_value",
            {{"option", before(given, " = ")}, {"value", after(given, " = ")}}};
  }
  return {"app.usage.wrong", {}};
}

}  // namespace

Error usage_error(CLI::ParseError const& error, CLI::App const& program, std::string const& first) {
  return {Error::Code::invalid, says(error, program, first), ""};
}

}  // namespace zonebook::app
