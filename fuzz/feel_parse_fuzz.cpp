// Any bytes as an expression, as unary tests and as a type: the parser answers or says where it
// stopped, and what it accepts has a normal form that prints.

#include "feel/expression.h"
#include "feel/normal.h"

namespace {

using namespace zonebook::feel;

Scope const& scope() {
  static Scope const made = [] {
    Scope scope;
    scope.name("fee rate", simple_type(Kind::number));
    scope.name("a-b", simple_type(Kind::number));
    scope.name("面积", simple_type(Kind::number));
    scope.name("rows", list_of(context_of({{"unit price", simple_type(Kind::number)}})));
    scope.name("anything");
    return scope;
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  if (auto expression = compile(text, scope())) {
    auto normal = normal_form(expression->root());
    (void)print_tree(*normal, scope());
  }
  (void)compile_unary_tests(text, scope(), simple_type(Kind::number));
  (void)parse_type(text, scope());
  return 0;
}
