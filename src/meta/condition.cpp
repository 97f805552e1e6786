#include "meta/condition.h"

#include "meta/resolve.h"

namespace zonebook::meta {
namespace {

using Form = feel::Type::Form;

bool may_be_boolean(feel::Type const& type) {
  return type.form == Form::any || type.form == Form::null ||
         (type.form == Form::simple && type.kind == feel::Kind::boolean);
}

void add_unknown_members(feel::Node const& node, std::string const& source,
                         std::vector<Error>& faults) {
  for (auto const& child : node.children) {
    if (child) add_unknown_members(*child, source, faults);
  }
  if (node.op != feel::Op::path) return;
  auto const& owner = *node.children[0]->type;
  if (owner.form != Form::context || owner.member(node.name)) return;
  faults.push_back({Error::Code::invalid,
                    {"meta.catalog.unknown_member", {{"member", node.name}}},
                    feel::position_in(source, node.at.begin),
                    {}});
}

}  // namespace

std::vector<Error> faults_of(feel::Expression const& expression) {
  std::vector<Error> faults;
  for (auto const& note : expression.notes()) {
    faults.push_back({Error::Code::invalid,
                      note.says,
                      feel::position_in(expression.source(), note.at.begin),
                      {}});
  }
  add_unknown_members(expression.root(), expression.source(), faults);
  auto const type = expression.type();
  if (faults.empty() && !may_be_boolean(*type)) {
    faults.push_back({Error::Code::invalid,
                      {"meta.catalog.no_condition", {{"type", feel::to_string(*type)}}},
                      {},
                      {}});
  }
  return faults;
}

feel::Expression compile_condition(std::string const& must, feel::Scope const& scope,
                                   std::string const& path, Problems& problems) {
  auto expression = feel::compile(must, scope);
  if (!expression) {
    problems.add(path, expression.error().says, expression.error().where);
    return {};
  }
  for (auto const& fault : faults_of(*expression)) problems.add(path, fault.says, fault.where);
  return std::move(*expression);
}

}  // namespace zonebook::meta
