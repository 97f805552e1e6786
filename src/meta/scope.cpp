#include <map>

#include "meta/catalog.h"
#include "meta/types/types.h"

namespace zonebook::meta {
namespace {

constexpr int steps_max = 3;

// The types of registers seen through references; each is made once for each number of steps left.
class ContextTypes {
 public:
  feel::TypePtr of(Field const& field, int steps) {
    if (field.type != &reference_type()) return field.type->feel_type(field);
    if (!field.target) return feel::any_type();  // of no register: said elsewhere
    return steps > 0 ? of(*field.target, steps - 1) : field.type->feel_type(field);
  }

 private:
  feel::TypePtr of(Register const& reg, int steps) {
    auto const key = std::pair(&reg, steps);
    if (auto const found = made_.find(key); found != made_.end()) return found->second;
    std::vector<std::pair<std::string, feel::TypePtr>> members = {
        {"id", feel::simple_type(feel::Kind::string)}};
    for (auto const& field : reg.fields) {
      if (field.type && !field.removed) members.emplace_back(field.name, of(field, steps));
    }
    return made_[key] = feel::context_of(std::move(members));
  }

  std::map<std::pair<Register const*, int>, feel::TypePtr> made_;
};

}  // namespace

feel::Scope scope_of(Register const& reg) {
  feel::Scope scope;
  ContextTypes types;
  for (auto const& field : reg.fields) {
    if (field.removed) break;  // they stand at the end
    scope.name(field.name, field.type ? types.of(field, steps_max) : feel::any_type());
  }
  scope.name("today", feel::simple_type(feel::Kind::date));
  return scope;
}

}  // namespace zonebook::meta
