// Documents, elements and what requires what (DMN 1.5, 6.2 and 6.3.2).

#include <algorithm>

#include "dmn/compiler.h"

namespace zonebook::dmn {

std::string joined_path(std::string const& path, std::string const& name) {
  return path.empty() || name.empty() ? path + name : path + "." + name;
}

std::string Compiler::where(Unit const& unit) const {
  auto const& file = parts_.instances[unit.instance].model->file;
  return file + ":" + std::to_string(unit.element->line);
}

Result<std::uint32_t> Compiler::add_instance(Model const& model, std::string path) {
  if (parts_.instances.size() >= instances_max) {
    return invalid({"dmn.decide_too_many_imports", {}}, model.file);
  }
  auto const index = static_cast<std::uint32_t>(parts_.instances.size());
  parts_.instances.push_back({.model = &model, .path = path});
  parts_.instance_by_path.emplace(path, index);
  first_instance_.emplace(&model, index);
  TRY(add_units(index));
  importing_.push_back(&model);
  std::vector<Types::Imported> types;
  for (auto const& import : model.imports) {
    auto const* other = TRY(imported(model, import));
    auto const added = TRY(add_instance(*other, joined_path(path, import.name)));
    parts_.instances[index].imports.emplace_back(&import, added);
    types.push_back({import.name, parts_.instances[added].types});
  }
  importing_.pop_back();
  parts_.instances[index].types = &types_of(model, types);
  return index;
}

Result<Model const*> Compiler::imported(Model const& importing, Import const& import) const {
  auto const at = importing.file + ":" + std::to_string(import.line);
  auto found = std::ranges::find(parts_.models, import.uri, &Model::namespace_uri);
  if (found == parts_.models.end()) {
    return invalid(
        {"dmn.decide_missing_import", {{"name", import.name}, {"namespace", import.uri}}}, at);
  }
  if (std::ranges::find(importing_, &*found) != importing_.end()) {
    return invalid({"dmn.decide_circular_import", {{"name", found->name}}}, at);
  }
  return &*found;
}

Result<void> Compiler::add_units(std::uint32_t index) {
  auto& instance = parts_.instances[index];
  if (parts_.units.size() + instance.model->elements.size() > units_max) {
    return invalid({"dmn.decide_too_many_imports", {}}, instance.model->file);
  }
  std::map<std::string, int> lines;
  for (auto const& element : instance.model->elements) {
    auto const unit_index = static_cast<UnitIndex>(parts_.units.size());
    auto [known, is_new] = lines.emplace(element.name, element.line);
    if (!is_new) {
      return invalid({"dmn.decide_duplicate_name",
                      {{"name", element.name}, {"line", std::to_string(known->second)}}},
                     instance.model->file + ":" + std::to_string(element.line));
    }
    Unit unit;
    unit.element = &element;
    unit.instance = index;
    unit.name = joined_path(instance.path, element.name);
    if (!element.id.empty()) instance.by_id.emplace(element.id, unit_index);
    parts_.by_name.emplace(unit.name, unit_index);
    parts_.by_name.emplace(joined_path(instance.path, element.variable_name), unit_index);
    if (index == 0 && !element.id.empty()) parts_.by_id.emplace(element.id, unit_index);
    parts_.units.push_back(std::move(unit));
  }
  return {};
}

Result<std::vector<UnitIndex>> Compiler::resolve(UnitIndex of,
                                                 std::vector<std::string> const& ids) const {
  auto const& unit = parts_.units[of];
  auto const& instance = parts_.instances[unit.instance];
  std::vector<UnitIndex> found;
  for (auto const& id : ids) {
    auto const hash = id.find('#');
    auto const* place = &instance;
    auto local = id;
    if (hash != std::string::npos) {
      local = id.substr(hash + 1);
      auto is_meant = [&](auto const& import) { return import.first->uri == id.substr(0, hash); };
      auto import = std::ranges::find_if(instance.imports, is_meant);
      if (import != instance.imports.end()) place = &parts_.instances[import->second];
    }
    auto target = place->by_id.find(local);
    if (target == place->by_id.end()) {
      return invalid({"dmn.read_unknown_reference", {{"text", id}}}, where(unit));
    }
    found.push_back(target->second);
  }
  return found;
}

Result<void> Compiler::link(UnitIndex index) {
  auto const& element = *parts_.units[index].element;
  auto requirements = TRY(resolve(index, element.requires_ids));
  if (element.kind == Element::Kind::service) {
    auto parameters = TRY(resolve(index, element.input_data));
    auto decisions = TRY(resolve(index, element.input_decisions));
    parameters.insert(parameters.end(), decisions.begin(), decisions.end());
    auto outputs = TRY(resolve(index, element.output_decisions));
    auto encapsulated = TRY(resolve(index, element.encapsulated_decisions));
    requirements.insert(requirements.end(), outputs.begin(), outputs.end());
    requirements.insert(requirements.end(), encapsulated.begin(), encapsulated.end());
    requirements.insert(requirements.end(), parameters.begin(), parameters.end());
    parts_.units[index].parameter_units = std::move(parameters);
    parts_.units[index].outputs = std::move(outputs);
  }
  parts_.units[index].requirements = std::move(requirements);
  if (element.kind != Element::Kind::service) make_visible(parts_.units[index], index);
  return {};
}

// What is required is visible by the name of its variable, below the name of its import.  A
// business knowledge model may also call itself.
void Compiler::make_visible(Unit& unit, UnitIndex self) {
  auto const& instance = parts_.instances[unit.instance];
  auto add = [&](UnitIndex index) {
    auto const& required = parts_.units[index];
    auto const& name = required.element->variable_name;
    std::string import_name;
    for (auto const& [import, place] : instance.imports) {
      if (place == required.instance) import_name = import->name;
    }
    if (import_name.empty()) {
      unit.visible.push_back({.name = name, .units = {{name, index}}});
      return;
    }
    auto same = [&](Visible const& seen) { return seen.is_import && seen.name == import_name; };
    auto group = std::ranges::find_if(unit.visible, same);
    if (group == unit.visible.end()) {
      unit.visible.push_back({.name = import_name, .is_import = true, .units = {}});
      group = unit.visible.end() - 1;
    }
    group->units.emplace_back(name, index);
  };
  for (auto required : unit.requirements) add(required);
  auto const& own = unit.element->variable_name;
  bool const hidden = std::ranges::find(unit.visible, own, &Visible::name) != unit.visible.end();
  if (unit.kind() == Element::Kind::knowledge && !hidden) add(self);
}

// Depth first without recursion: a chain of requirements may be as long as the file.
Result<void> Compiler::put_in_order() {
  enum class Mark : std::uint8_t { fresh, on_the_way, done };
  std::vector<Mark> marks(parts_.units.size(), Mark::fresh);
  parts_.rank.assign(parts_.units.size(), 0);
  std::uint32_t next_rank = 0;
  std::vector<UnitIndex> way;
  std::vector<std::size_t> next_requirement;
  for (UnitIndex start = 0; start < parts_.units.size(); ++start) {
    if (marks[start] != Mark::fresh) continue;
    way.assign(1, start);
    next_requirement.assign(1, 0);
    marks[start] = Mark::on_the_way;
    while (!way.empty()) {
      auto const unit = way.back();
      auto const& requirements = parts_.units[unit].requirements;
      if (next_requirement.back() == requirements.size()) {
        marks[unit] = Mark::done;
        parts_.rank[unit] = next_rank++;
        way.pop_back();
        next_requirement.pop_back();
        continue;
      }
      auto const required = requirements[next_requirement.back()++];
      if (marks[required] == Mark::on_the_way) TRY(check_circle(way, required));
      if (marks[required] != Mark::fresh) continue;
      marks[required] = Mark::on_the_way;
      way.push_back(required);
      next_requirement.push_back(0);
    }
  }
  return {};
}

// Functions may call each other; what is decided may not rest on itself.
Result<void> Compiler::check_circle(std::vector<UnitIndex> const& way, UnitIndex back_to) const {
  auto const begin = std::ranges::find(way, back_to);
  bool const all_functions = std::all_of(begin, way.end(), [&](UnitIndex unit) {
    return parts_.units[unit].kind() == Element::Kind::knowledge;
  });
  if (all_functions) return {};
  std::string names;
  constexpr std::ptrdiff_t shown = 8;
  auto const end = way.end() - begin > shown ? begin + shown : way.end();
  for (auto unit = begin; unit != end; ++unit) names += parts_.units[*unit].name + " → ";
  if (end != way.end()) names += "… → ";
  names += parts_.units[back_to].name;
  return invalid({"dmn.decide_circular", {{"names", std::move(names)}}},
                 where(parts_.units[back_to]));
}

}  // namespace zonebook::dmn
