// A definition as a record of the register `definition`, and back to the form of its file
// (docs/formats/definition.md): one key, one field, nothing computed on the way.
//
//   auto fields = fields_of(json, [&](auto const& name) { return id_of(name); });
//   auto json = json_of(version, definition, [&](auto const& id) { return name_of(id); });
//
// Threads: functions of values.

#pragma once

#include <functional>
#include <string>

#include "base/json.h"
#include "ledger/life.h"

namespace zonebook::figures {

constexpr std::string_view definition_register = "definition";  // of this room

// The name of a denominator to the id of its record, or "new:…"; or the other way.
using Renamed = std::function<std::string(std::string const&)>;

// The fields of a record; those that the definition does not say are null.
Json fields_of(std::string const& name, Json const& definition, Renamed const&);

// {"kind": "flow", …} of a row; its name is the field `code`.
Json json_of(ledger::Version const&, meta::Register const&, Renamed const&);

}  // namespace zonebook::figures
