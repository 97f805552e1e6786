#include "meta/removed.h"

#include <algorithm>

namespace zonebook::meta {
namespace {

// Only the id is left of what it was called; a field of today may bear that name.
std::string free_name(Register const& reg, std::string const& id) {
  auto name = id;
  while (reg.find(name)) name += "_removed";
  return name;
}

Field removed_field(Register const& reg, std::string const& id, Json const& shape) {
  Field field;
  field.id = id;
  field.name = free_name(reg, id);
  field.label = {field.name, field.name};
  field.type = find_field_type(shape.text_at("type").value_or(""));
  field.required = false;
  field.removed = true;
  field.scale = static_cast<int>(shape.integer_at("scale").value_or(0));
  field.unit = shape.text_at("unit").value_or("");
  field.to = shape.text_at("to").value_or("");
  auto const is_event = shape.find("event") != nullptr;
  field.event = is_event;
  if (field.type && field.type->name() == "code") field.pattern = ".*";
  auto const* choices = shape.find("choices");
  for (auto const& value : choices ? choices->items() : std::vector<Json>{}) {
    field.choices.push_back({value.string(), {value.string(), value.string()}, true});
  }
  return field;
}

Register removed_register(std::string const& name) {
  Register reg;
  reg.name = name;
  reg.label = {name, name};
  reg.removed = true;
  return reg;
}

}  // namespace

void add_removed(std::vector<Register>& registers, Json const& earlier_shape) {
  for (auto const& [name, shape] : earlier_shape.members()) {
    auto found = std::ranges::find(registers, name, &Register::name);
    if (found == registers.end()) {
      registers.push_back(removed_register(name));
      found = registers.end() - 1;
    }
    for (auto const& [id, field] : shape.find("fields")->members()) {
      if (!found->find_id(id)) found->fields.push_back(removed_field(*found, id, field));
    }
  }
}

}  // namespace zonebook::meta
