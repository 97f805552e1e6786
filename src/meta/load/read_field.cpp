#include "meta/load/read_register.h"
#include "meta/load/reader.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

std::string type_names() {
  std::string names;
  for (auto const* type : field_types()) {
    names += (names.empty() ? "" : ", ") + std::string(type->name());
  }
  return names;
}

FieldType const* read_type(MapReader& map) {
  auto const name = map.text("type");
  auto const* type = find_field_type(name);
  if (!type && !name.empty()) {
    map.complain(map.line_of("type"),
                 {"meta.load.unknown_type", {{"type", name}, {"types", type_names()}}});
  }
  return type;
}

std::vector<Choice> read_choices(MapReader& map, std::string const& file, Model& model) {
  std::vector<Choice> choices;
  map.each_member("choices", [&](std::string const& value, Yaml const& yaml) {
    MapReader words(yaml, file, model.problems);
    Choice choice;
    choice.value = value;
    choice.label = {.zh = words.text("zh"), .en = words.text("en")};
    choice.closed = words.flag("closed");
    words.finish();
    choices.push_back(std::move(choice));
  });
  return choices;
}

// What only some types have; asking for a key is what makes it known.
void read_what_the_type_has(Field& field, MapReader& map, std::string const& file, Model& model) {
  auto const* type = field.type;
  if (type == &reference_type()) field.to = map.text("to");
  if (type == &date_type() || type == &reference_type()) field.event = map.flag("event");
  if (type == &choice_type()) field.choices = read_choices(map, file, model);
  if (type == &decimal_type()) {
    (void)map.text("scale");
    field.scale = map.optional_number("scale").value_or(0);
  }
  if (type == &decimal_type() || type == &integer_type()) field.unit = map.optional_text("unit");
  if (type == &money_type()) field.unit = map.text_or("unit", "万元");
  if (type == &code_type()) {
    field.pattern = map.optional_text("pattern");
    field.validator = map.optional_text("validator");
  }
}

}  // namespace

Field read_field(std::string const& name, Yaml const& yaml, std::string const& file, Model& model) {
  MapReader map(yaml, file, model.problems);
  Field field;
  field.name = name;
  field.type = read_type(map);
  field.label = map.label("label");
  field.id = map.text_or("was", name);
  field.required = !map.flag("optional");
  field.source = map.optional_text("source");
  field.about = map.optional_label("about");
  read_what_the_type_has(field, map, file, model);
  // Of an unknown type nobody knows which keys it has.
  if (field.type) map.finish();
  return field;
}

}  // namespace zonebook::meta
