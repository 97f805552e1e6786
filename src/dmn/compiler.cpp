#include "dmn/compiler.h"

#include <algorithm>

#include "dmn/build.h"
#include "dmn/functions.h"

namespace zonebook::dmn {

using feel::TypePtr;

namespace {

bool is_any(feel::Type const& type) { return type.form == feel::Type::Form::any; }

}  // namespace

Result<void> Compiler::compile() {
  TRY(add_instance(parts_.models.front(), ""));
  for (UnitIndex unit = 0; unit < parts_.units.size(); ++unit) TRY(link(unit));
  TRY(put_in_order());
  for (auto const& model : parts_.models) {
    parts_.problems.insert(parts_.problems.end(), model.problems.begin(), model.problems.end());
  }
  std::vector<UnitIndex> order(parts_.units.size());
  for (UnitIndex unit = 0; unit < order.size(); ++unit) order[parts_.rank[unit]] = unit;
  for (auto unit : order) compile_unit(unit);
  list_entries();
  parts_.input_type = input_type(0);
  return {};
}

Types const& Compiler::types_of(Model const& model, std::vector<Types::Imported> const& imported) {
  auto& types = types_[&model];
  if (!types) types = &parts_.types.emplace_back(model, imported, parts_.problems);
  return *types;
}

void Compiler::compile_unit(UnitIndex index) {
  auto& unit = parts_.units[index];
  switch (unit.kind()) {
    case Element::Kind::input:
      unit.declared = declared_type(unit, unit.element->type_ref);
      unit.type = unit.declared;
      break;
    case Element::Kind::decision: compile_decision(unit); break;
    case Element::Kind::knowledge: compile_knowledge(unit, index); break;
    case Element::Kind::service: compile_service(unit, index); break;
  }
  collect_input_data(unit);
}

void Compiler::compile_decision(Unit& unit) {
  unit.declared = declared_type(unit, unit.element->type_ref);
  if (unit.element->logic) compile_logic(unit, *unit.element->logic, scope_of(unit));
  bool const infers = is_any(*unit.declared) && unit.has_logic && unit.broken.empty();
  unit.type = infers ? unit.logic.type() : unit.declared;
}

void Compiler::compile_knowledge(Unit& unit, UnitIndex self) {
  unit.declared = declared_result(unit);
  auto scope = scope_of(unit);
  std::vector<TypePtr> types;
  if (auto const* function = unit.element->logic.get()) {
    for (std::size_t i = 0; i < function->names.size(); ++i) {
      types.push_back(declared_type(unit, function->type_refs[i]));
      unit.parameters.push_back({function->names[i], types.back()});
      scope.name(function->names[i], types.back());
    }
    unit.is_external = function->function_kind != "FEEL";
    auto const* body = function->children.empty() ? nullptr : function->children[0].get();
    if (body && !unit.is_external) compile_logic(unit, *body, scope);
  }
  bool const infers = is_any(*unit.declared) && unit.has_logic && unit.broken.empty();
  auto result = infers ? unit.logic.type() : unit.declared;
  unit.type = feel::function_type(std::move(types), result);
  unit.function = std::make_shared<UnitFunction>(parts_, self, std::move(result));
}

// The parameters of a service are its input data and then its input decisions; its value is that
// of its output decision, or a context of them if there are several (10.4).
void Compiler::compile_service(Unit& unit, UnitIndex self) {
  unit.declared = declared_result(unit);
  std::vector<TypePtr> types;
  for (auto parameter : unit.parameter_units) {
    auto const& required = parts_.units[parameter];
    types.push_back(required.type);
    unit.parameters.push_back({required.element->variable_name, required.declared});
  }
  std::vector<std::pair<std::string, TypePtr>> members;
  for (auto output : unit.outputs) {
    auto const& decision = parts_.units[output];
    members.emplace_back(decision.element->variable_name, decision.type);
  }
  auto result = members.size() == 1 ? members[0].second : feel::context_of(std::move(members));
  if (!is_any(*unit.declared)) result = unit.declared;
  unit.type = feel::function_type(std::move(types), result);
  unit.function = std::make_shared<UnitFunction>(parts_, self, std::move(result));
}

void Compiler::compile_logic(Unit& unit, Boxed const& logic, feel::Scope const& scope) {
  auto const& instance = parts_.instances[unit.instance];
  std::vector<UnitIndex> unit_of_slot;
  for (auto const& visible : unit.visible) {
    unit_of_slot.push_back(visible.is_import ? no_unit : visible.units[0].second);
  }
  auto built = build(logic, scope, *instance.types, instance.model->file, std::move(unit_of_slot));
  unit.logic = std::move(built.expression);
  unit.has_logic = true;
  unit.used = std::move(built.used);
  unit.broken = std::move(built.broken);
  unit.tables = std::move(built.tables);
  if (!is_first_of_model(unit)) return;
  for (auto& problem : built.problems) parts_.problems.push_back(std::move(problem));
}

// Of a document that is imported on several ways, problems are told once.
bool Compiler::is_first_of_model(Unit const& unit) const {
  return first_instance_.at(parts_.instances[unit.instance].model) == unit.instance;
}

feel::Scope Compiler::scope_of(Unit const& unit) const {
  auto scope = parts_.instances[unit.instance].types->scope();
  for (auto const& visible : unit.visible) scope.name(visible.name, type_of(visible));
  return scope;
}

TypePtr Compiler::type_of(Visible const& visible) const {
  if (!visible.is_import) return parts_.units[visible.units[0].second].type;
  std::vector<std::pair<std::string, TypePtr>> members;
  for (auto const& [name, unit] : visible.units) {
    members.emplace_back(name, parts_.units[unit].type);
  }
  return feel::context_of(std::move(members));
}

TypePtr Compiler::declared_type(Unit const& unit, std::string const& type_ref) {
  if (auto type = parts_.instances[unit.instance].types->find(type_ref)) return type;
  if (is_first_of_model(unit)) {
    parts_.problems.push_back({{"dmn.decide_unknown_type", {{"name", type_ref}}}, where(unit)});
  }
  return feel::any_type();
}

// The variable of something that is called has the type of a function (7.3.2); DMN 1.1 wrote the
// type of its result there.
TypePtr Compiler::declared_result(Unit const& unit) {
  auto type = declared_type(unit, unit.element->type_ref);
  return type->form == feel::Type::Form::function ? type->element : type;
}

// What a service rests on are its arguments.
void Compiler::collect_input_data(Unit& unit) {
  if (unit.kind() == Element::Kind::service) return;
  for (auto required : unit.requirements) {
    auto const& other = parts_.units[required];
    if (other.kind() == Element::Kind::input) unit.input_data.push_back(required);
    if (other.kind() != Element::Kind::decision) continue;
    unit.input_data.insert(unit.input_data.end(), other.input_data.begin(), other.input_data.end());
  }
  std::ranges::sort(unit.input_data);
  auto const doubles = std::ranges::unique(unit.input_data);
  unit.input_data.erase(doubles.begin(), doubles.end());
  if (unit.input_data.size() > input_data_max) unit.input_data.resize(input_data_max);
}

void Compiler::list_entries() {
  for (auto const& unit : parts_.units) {
    bool const own = unit.instance == 0;
    if (own && unit.kind() != Element::Kind::input) parts_.entries.push_back(entry(unit));
  }
}

Decisions::Entry Compiler::entry(Unit const& unit) const {
  Decisions::Entry entry{.kind = unit.kind(),
                         .id = unit.element->id,
                         .name = unit.element->name,
                         .label = unit.element->label,
                         .type = unit.type,
                         .inputs = {},
                         .line = unit.element->line};
  for (auto input : unit.input_data) entry.inputs.push_back(parts_.units[input].name);
  for (auto const& parameter : unit.parameters) entry.inputs.push_back(parameter.name);
  return entry;
}

TypePtr Compiler::input_type(std::uint32_t index) const {
  auto const& instance = parts_.instances[index];
  std::vector<std::pair<std::string, TypePtr>> members;
  for (auto const& unit : parts_.units) {
    if (unit.instance != index || unit.kind() != Element::Kind::input) continue;
    members.emplace_back(unit.element->variable_name, unit.type);
  }
  for (auto const& [import, place] : instance.imports) {
    auto type = input_type(place);
    if (import->name.empty()) {
      members.insert(members.end(), type->members.begin(), type->members.end());
    } else if (!type->members.empty()) {
      members.emplace_back(import->name, std::move(type));
    }
  }
  return feel::context_of(std::move(members));
}

Unit const* Decisions::Parts::find(std::string_view name_or_id) const {
  auto const key = std::string(name_or_id);
  if (auto found = by_name.find(key); found != by_name.end()) return &units[found->second];
  if (auto found = by_id.find(key); found != by_id.end()) return &units[found->second];
  return nullptr;
}

}  // namespace zonebook::dmn
