#include "meta/resolve.h"

namespace zonebook::meta {
namespace {

using Form = feel::Type::Form;

bool may_be_boolean(feel::Type const& type) {
  return type.form == Form::any || type.form == Form::null ||
         (type.form == Form::simple && type.kind == feel::Kind::boolean);
}

// FEEL takes a member that a context does not have for null; a register's fields are all known.
class PathCheck {
 public:
  PathCheck(std::string const& must, std::string const& path, Problems& problems)
      : must_(must), path_(path), problems_(problems) {}

  bool passes(feel::Node const& node) {
    bool good = true;
    for (auto const& child : node.children) good = (!child || passes(*child)) && good;
    if (node.op != feel::Op::path) return good;
    auto const& owner = *node.children[0]->type;
    if (owner.form != Form::context || owner.member(node.name)) return good;
    problems_.add(path_, {"meta.catalog.unknown_member", {{"member", node.name}}},
                  feel::position_in(must_, node.at.begin));
    return false;
  }

 private:
  std::string const& must_;
  std::string const& path_;
  Problems& problems_;
};

}  // namespace

feel::Expression compile_condition(std::string const& must, feel::Scope const& scope,
                                   std::string const& path, Problems& problems) {
  auto expression = feel::compile(must, scope);
  if (!expression) {
    problems.add(path, expression.error().says, expression.error().where);
    return {};
  }
  for (auto const& note : expression->notes()) {
    problems.add(path, note.says, feel::position_in(must, note.at.begin));
  }
  bool const paths = PathCheck(must, path, problems).passes(expression->root());
  auto const type = expression->type();
  if (paths && expression->notes().empty() && !may_be_boolean(*type)) {
    problems.add(path, {"meta.catalog.no_condition", {{"type", feel::to_string(*type)}}});
  }
  return std::move(*expression);
}

}  // namespace zonebook::meta
