#include "meta/shape.h"

#include <algorithm>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

Json choices_of(Field const& field) {
  std::vector<std::string> values;
  for (auto const& choice : field.choices) values.push_back(choice.value);
  std::ranges::sort(values);
  auto list = Json::array();
  for (auto const& value : values) list.items().push_back(Json::string(value));
  return list;
}

Json shape_of(Field const& field) {
  auto shape = Json::object();
  shape.set("type", Json::string(std::string(field.type->name())));
  if (field.required) shape.set("required", Json::boolean(true));
  if (field.event) shape.set("event", Json::boolean(true));
  if (field.type == &decimal_type()) shape.set("scale", Json::integer(field.scale));
  bool const counts = field.type == &decimal_type() || field.type == &integer_type();
  if (counts && !field.unit.empty()) shape.set("unit", Json::string(field.unit));
  if (field.type == &reference_type()) shape.set("to", Json::string(field.to));
  if (field.type == &choice_type()) shape.set("choices", choices_of(field));
  return shape;
}

Json shape_of(Register const& reg) {
  auto fields = Json::object();
  for (auto const& field : reg.fields) {
    if (!field.removed) fields.set(field.id, shape_of(field));
  }
  auto key = Json::array();
  for (auto const& name : reg.key) key.items().push_back(Json::string(reg.find(name)->id));
  auto shape = Json::object();
  shape.set("fields", std::move(fields));
  if (!reg.key.empty()) shape.set("key", std::move(key));
  if (reg.shared) shape.set("shared", Json::boolean(true));
  if (reg.shares) {
    shape.set("shares", Json::object({{"of", Json::string(reg.find(reg.shares->of)->id)},
                                      {"part", Json::string(reg.find(reg.shares->part)->id)},
                                      {"whole", Json::integer(reg.shares->whole)}}));
  }
  if (reg.root_only) shape.set("root_only", Json::boolean(true));
  return shape;
}

std::string as_text(Json const* value) {
  if (!value) return "-";
  return value->is(Json::Kind::string) ? value->string() : to_text(*value);
}

class Comparison {
 public:
  explicit Comparison(std::vector<Error>& errors) : errors_(errors) {}

  void compare(std::string const& where, Json const& older, Json const& newer) {
    for (auto const* what : {"type", "scale", "unit", "to"}) {
      auto const* before = older.find(what);
      auto const* after = newer.find(what);
      if (before == after || (before && after && *before == *after)) continue;
      add(where, {"meta.shape.changed",
                  {{"what", what}, {"before", as_text(before)}, {"after", as_text(after)}}});
    }
    auto const* before = older.find("choices");
    auto const* after = newer.find("choices");
    if (!before || !after) return;
    for (auto const& value : before->items()) {
      if (std::ranges::find(after->items(), value) == after->items().end()) {
        add(where, {"meta.shape.choice_gone", {{"value", as_text(&value)}}});
      }
    }
  }

 private:
  void add(std::string const& where, Text says) {
    errors_.push_back({Error::Code::conflict, std::move(says), where});
  }

  std::vector<Error>& errors_;
};

}  // namespace

Json shape_of(std::vector<Register> const& registers) {
  auto shape = Json::object();
  for (auto const& reg : registers) {
    if (!reg.removed) shape.set(reg.name, shape_of(reg));
  }
  return shape;
}

std::vector<Error> compatible(Json const& older, Json const& newer) {
  std::vector<Error> errors;
  for (auto const& [name, reg] : older.members()) {
    auto const* now = newer.find(name);
    if (!now) continue;
    for (auto const& [id, field] : reg.find("fields")->members()) {
      auto const* after = now->find("fields")->find(id);
      if (after) Comparison(errors).compare(name + "." + id, field, *after);
    }
  }
  return errors;
}

}  // namespace zonebook::meta
