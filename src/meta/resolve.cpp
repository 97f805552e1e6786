#include "meta/resolve.h"

#include <algorithm>

#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

constexpr std::size_t name_max = 48;  // PostgreSQL holds 63 bytes, and we put prefixes before it

void check_register_names(std::vector<Register> const& registers, Problems& problems) {
  for (std::size_t i = 0; i < registers.size(); ++i) {
    auto const& name = registers[i].name;
    if (!is_name(name)) problems.add(name, {"meta.catalog.bad_name", {{"name", name}}});
    if (i > 0 && registers[i - 1].name == name) {
      problems.add(name, {"meta.catalog.twice", {{"name", name}}});
    }
  }
}

void set_targets(std::vector<Register>& registers, Problems& problems) {
  for (auto& reg : registers) {
    for (auto& field : reg.fields) {
      field.target = nullptr;
      if (field.type != &reference_type()) continue;
      auto const found = std::ranges::lower_bound(registers, field.to, {}, &Register::name);
      if (found != registers.end() && found->name == field.to) {
        field.target = &*found;
      } else {
        problems.add(reg.name + "." + field.name + "/to",
                     {"meta.catalog.unknown_register", {{"to", field.to}}});
      }
    }
  }
}

void check_key(Register const& reg, Problems& problems) {
  for (auto at = reg.key.begin(); at != reg.key.end(); ++at) {
    auto const path = reg.name + "/key";
    auto const* field = reg.find(*at);
    if (!field) {
      problems.add(path, {"meta.catalog.unknown_field", {{"field", *at}, {"register", reg.name}}});
    } else if (field->personal || field->type == &long_text_type()) {
      problems.add(path, {"meta.catalog.weak_key", {{"field", *at}}});
    }
    if (std::find(reg.key.begin(), at, *at) != at) {
      problems.add(path, {"meta.catalog.twice", {{"name", *at}}});
    }
  }
}

}  // namespace

void resolve(std::vector<Register>& registers, Sources const& sources, Problems& problems) {
  check_register_names(registers, problems);
  set_targets(registers, problems);
  for (auto& reg : registers) {
    for (auto& field : reg.fields) field.facts = sources.facts;
    resolve_fields(reg, problems);
    check_key(reg, problems);
    if (reg.shares) resolve_shares(reg, problems);
    check_views(reg, problems);
  }
  for (auto& reg : registers) {
    resolve_checks(reg, problems);
    if (reg.track) resolve_track(reg, problems);
  }
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= name_max && name[0] >= 'a' && name[0] <= 'z' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

}  // namespace zonebook::meta
