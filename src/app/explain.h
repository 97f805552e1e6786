// What a name of the model means, from where, and who uses it: registers, fields, tracks, stages,
// checks and terms.
//
//   for (auto const& found : explain("signed_on", model)) …
//
// A name is that of a register ("project"), of a field ("signed_on", "project.signed_on"), of a
// check or a stage ("amounts_not_negative", "project.signed"), or of a term, in either language; or
// of a definition of figures, by its id or its label.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "figures/definition.h"
#include "meta/catalog.h"

namespace zonebook::app {

struct Explained {
  enum class Kind : std::uint8_t { register_, field, check, stage, term, decision, definition };

  Kind kind = Kind::term;
  std::string name;  // "project.signed_on"
  meta::Label label;
  std::string place;  // "registers/project.yaml:12"
  meta::Label about;
  std::string source;
  std::vector<Text> facts;  // in order: its type, who uses it, …
};

std::vector<Explained> explain(std::string_view name, meta::Loaded const&);

// The decisions of model/decisions/NAME.dmn with their rules, sources and cases, that of the name
// first; empty where there is no such document.
//   invalid  it cannot be read
Result<std::vector<Explained>> explain_decision(std::string const& name, std::string const& model);

// Definitions of that id or label: what is counted and how, which ratios have it as a part, and the
// terms that its sentence uses.
std::vector<Explained> explain_definition(std::string_view name, meta::Loaded const&,
                                          figures::Definitions const&);

}  // namespace zonebook::app
