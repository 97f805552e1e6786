#include "figures/path.h"

namespace zonebook::figures {

Result<Path> Path::resolve(std::string_view text, meta::Register const& in) {
  Path path;
  path.text_ = text;
  path.in_ = &in;
  auto const* at = &in;
  for (auto rest = text; !rest.empty() || path.steps_.empty();) {
    auto const dot = rest.find('.');
    auto const name = rest.substr(0, dot);
    auto const* field = at ? at->find(name) : nullptr;
    if (!field || field->removed) {
      return invalid({"figures.unknown_field",
                      {{"field", std::string(name)}, {"register", at ? at->name : in.name}}});
    }
    if (field->personal) return invalid({"figures.personal_field", {{"field", field->name}}});
    path.steps_.push_back(field);
    at = field->target;
    if (dot == rest.npos) return path;
    rest = rest.substr(dot + 1);
  }
  return invalid({"figures.unknown_field", {{"field", ""}, {"register", in.name}}});
}

}  // namespace zonebook::figures
