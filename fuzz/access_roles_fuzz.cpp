// Any bytes as a role and as what is confidential, over one register: roles come out, or problems
// that all have a place and render in both languages; of roles a scope can be made.

#include <cstdlib>

#include "access/rights.h"

namespace {

using namespace zonebook;

meta::Field field(std::string const& name, std::string_view type) {
  meta::Field made;
  made.id = name;
  made.name = name;
  made.type = meta::find_field_type(type);
  if (type == "choice") made.choices = {{"yes", {"是", "Yes"}}, {"no", {"否", "No"}}};
  return made;
}

meta::Field reference(std::string const& name, std::string const& to) {
  auto made = field(name, "reference");
  made.to = to;
  return made;
}

meta::Register reg(std::string const& name, std::vector<meta::Field> fields) {
  meta::Register made;
  made.name = name;
  made.fields = std::move(fields);
  return made;
}

std::shared_ptr<meta::Catalog const> catalog() {
  static auto const made = meta::Catalog::make(
      {reg("staff", {field("name", "text")}),
       reg("project", {field("name", "text"), field("stage", "choice"), field("phone", "person"),
                       reference("officer", "staff")}),
       reg("visit", {field("name", "text"), reference("project", "project")})});
  if (!made) std::abort();
  return *made;
}

void look_at(access::ReadRoles const& read) {
  for (auto const& problem : read.problems) {
    if (problem.where.empty()) std::abort();
    (void)render(problem.says, Language::zh);
    (void)render(problem.says, Language::en);
  }
  if (!read.problems.empty()) {
    if (!read.roles.by_name.empty() || !read.roles.confidential.empty()) std::abort();
    return;
  }
  access::Rights const rights(catalog(), read.roles, "root");
  access::Visitor visitor{.account = "root.1.1", .me = "root.2.1"};
  for (auto const& [name, role] : rights.roles().by_name) {
    visitor.grants.push_back({"", &role, "root", {"root"}});
  }
  if (!visitor.grants.empty() && !rights.scope_of(visitor, "root")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string const yaml(reinterpret_cast<char const*>(data), size);
  look_at(access::read_roles({{"roles/manager.yaml", yaml}}, *catalog()));
  look_at(access::read_roles({{"roles/confidential.yaml", yaml}}, *catalog()));
  return 0;
}
