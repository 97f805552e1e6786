// What stands behind Decisions: every element of the document and of those it imports, compiled.
// Inside dmn/.
//
// A document that is imported twice, on two ways, is there twice: its input data are asked for on
// each way, under the names of the imports that lead to it ("loan.rates.day").

#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dmn/decide.h"
#include "dmn/model.h"
#include "dmn/types.h"
#include "feel/expression.h"
#include "feel/function.h"

namespace zonebook::dmn {

// An element, by its place in Parts::units.
using UnitIndex = std::uint32_t;

// What a name in the scope of an expression stands for: one element, or an import with the
// elements of it that are required.
struct Visible {
  std::string name;
  bool is_import = false;
  std::vector<std::pair<std::string, UnitIndex>> units;  // exactly one if it is no import
};

// Why an expression cannot be read.
struct Broken {
  Text says;
  std::string where;
};

struct Unit {
  Element const* element = nullptr;
  std::uint32_t instance = 0;
  std::string name;                     // from the root: "loan.rates.day"
  std::vector<UnitIndex> requirements;  // information and knowledge
  std::vector<Visible> visible;         // the first slots of the logic's scope

  feel::TypePtr type = feel::any_type();      // what is known of the value
  feel::TypePtr declared = feel::any_type();  // what it is made to be
  feel::Expression logic;                     // decision, knowledge
  bool has_logic = false;
  std::vector<std::uint32_t> used;  // slots of `visible` that the logic reads
  std::vector<Broken> broken;       // if any, the value is null
  std::vector<std::shared_ptr<Table const>> tables;

  std::vector<feel::Parameter> parameters;          // knowledge, service
  bool is_external = false;                         // knowledge of Java or PMML
  std::vector<UnitIndex> parameter_units, outputs;  // service
  std::shared_ptr<feel::Function const> function;   // knowledge, service
  std::vector<UnitIndex> input_data;                // that it rests on, ascending

  Element::Kind kind() const { return element->kind; }
};

// A document on one way of imports.
struct Instance {
  Model const* model = nullptr;
  Types const* types = nullptr;
  std::string path;  // "loan.rates"; empty for the root, and for imports without a name
  std::map<std::string, UnitIndex, std::less<>> by_id;
  std::vector<std::pair<Import const*, std::uint32_t>> imports;
};

struct Decisions::Parts {
  std::deque<Model> models;  // the first is the root
  std::deque<Types> types;
  std::vector<Instance> instances;
  std::vector<Unit> units;
  std::vector<std::uint32_t> rank;  // of each unit: what is required comes first

  // From the root's view; an id is the root's own.
  std::unordered_map<std::string, UnitIndex> by_name, by_id;
  std::unordered_map<std::string, std::uint32_t> instance_by_path;

  std::vector<Entry> entries;
  std::vector<Problem> problems;
  feel::TypePtr input_type = feel::context_of({});

  Unit const* find(std::string_view name_or_id) const;
};

}  // namespace zonebook::dmn
