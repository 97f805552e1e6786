#include <algorithm>
#include <array>

#include "feel/regex.h"
#include "meta/resolve.h"
#include "meta/types/types.h"
#include "meta/validators/validator.h"

namespace zonebook::meta {
namespace {

constexpr std::size_t fields_max = 200;
constexpr int scale_max = 9;
// Looks at one field; its path is where problems are.
class FieldCheck {
 public:
  FieldCheck(Field& field, std::string path, Problems& problems)
      : field_(field), path_(std::move(path)), problems_(problems) {}

  void run() {
    check_names();
    if (!field_.type) {
      problems_.add(path_ + "/type", {"meta.catalog.no_type", {{"field", field_.name}}});
      return;
    }
    field_.personal = field_.type == &person_type();
    if (field_.event && field_.type != &date_type() && field_.type != &reference_type()) {
      add({"meta.catalog.event_type", {{"type", std::string(field_.type->name())}}});
    }
    if (field_.type == &decimal_type() && (field_.scale < 0 || field_.scale > scale_max)) {
      add({"meta.catalog.bad_scale", {{"scale", std::to_string(field_.scale)}}});
    }
    if (field_.type == &money_type()) check_money();
    if (field_.type == &choice_type()) check_choices();
    if (field_.type == &code_type()) check_code_rule();
  }

 private:
  void add(Text says) { problems_.add(path_, std::move(says)); }

  void check_names() {
    if (!is_name(field_.name)) add({"meta.catalog.bad_name", {{"name", field_.name}}});
    if (field_.id != field_.name && !is_name(field_.id)) {
      add({"meta.catalog.bad_name", {{"name", field_.id}}});
    }
    if (field_.name == "today" || (field_.name == "id" && field_.id != "id")) {
      add({"meta.catalog.reserved", {{"name", field_.name}}});
    }
  }

  void check_money() {
    if (!field_.unit.empty() && field_.unit != "亿元" && field_.unit != "万元" &&
        field_.unit != "元") {
      add({"meta.catalog.money_unit", {{"unit", field_.unit}}});
    }
  }

  void check_choices() {
    auto const may_choose = !std::ranges::all_of(field_.choices, &Choice::closed);
    if (!may_choose && !field_.removed) add({"meta.catalog.no_choices", {}});
    for (auto at = field_.choices.begin(); at != field_.choices.end(); ++at) {
      if (!is_name(at->value)) add({"meta.catalog.bad_name", {{"name", at->value}}});
      auto const before = std::ranges::subrange(field_.choices.begin(), at);
      if (std::ranges::find(before, at->value, &Choice::value) != at) {
        add({"meta.catalog.twice", {{"name", at->value}}});
      }
    }
  }

  void check_code_rule() {
    if (field_.validator.empty() == field_.pattern.empty()) {
      add({"meta.catalog.code_rule", {}});
    } else if (!field_.validator.empty()) {
      if (!find_validator(field_.validator)) {
        add({"meta.catalog.unknown_validator", {{"validator", field_.validator}}});
      }
    } else if (auto const regex = feel::Regex::compile("^(?:" + field_.pattern + ")$", "");
               !regex) {
      problems_.add(path_, regex.error().says, regex.error().where);
    }
  }

  Field& field_;
  std::string path_;
  Problems& problems_;
};

void check_twins(Register const& reg, Problems& problems) {
  for (auto at = reg.fields.begin(); at != reg.fields.end(); ++at) {
    auto const before = std::ranges::subrange(reg.fields.begin(), at);
    auto const path = reg.name + "." + at->name;
    if (std::ranges::find(before, at->name, &Field::name) != at) {
      problems.add(path, {"meta.catalog.twice", {{"name", at->name}}});
    } else if (std::ranges::find(before, at->id, &Field::id) != at) {
      problems.add(path, {"meta.catalog.id_twice", {{"id", at->id}}});
    }
  }
}

// `if`, `in`, `or` … cannot be named in an expression.
void check_readable(Register const& reg, Problems& problems) {
  auto const scope = scope_of(reg);
  for (auto const& field : reg.fields) {
    if (!is_name(field.name) || field.removed) continue;
    auto const expression = feel::compile(field.name, scope);
    if (!expression || expression->inputs().size() != 1) {
      problems.add(reg.name + "." + field.name, {"meta.catalog.feel_word", {{"name", field.name}}});
    }
  }
}

}  // namespace

void resolve_fields(Register& reg, Problems& problems) {
  if (reg.fields.empty()) problems.add(reg.name, {"meta.catalog.no_fields", {}});
  if (reg.fields.size() > fields_max) {
    problems.add(reg.name,
                 {"meta.catalog.too_many_fields", {{"count", std::to_string(reg.fields.size())}}});
  }
  for (auto& field : reg.fields) FieldCheck(field, reg.name + "." + field.name, problems).run();
  check_twins(reg, problems);
  check_readable(reg, problems);
}

}  // namespace zonebook::meta
