// FEEL, the expression language of DMN 1.5 (chapter 10): from text to a compiled expression.
//
//   Scope scope;
//   scope.name("fee rate", simple_type(Kind::number));
//   scope.name("days", simple_type(Kind::number));
//   auto fee = TRY(compile("if days > 30 then fee rate * 1.5 else fee rate", scope));
//   Value out = Evaluator().run(fee, std::vector<Value>{Decimal(200), Decimal(45)});   // 300
//
// Promises
//   1. Compiling can fail, evaluation cannot (evaluate.h).
//   2. Names may contain spaces and operators; the longest name that the scope knows is taken
//      (10.3.1.2, "the scope is used to resolve ambiguities").
//   3. An expression is immutable, cheap to copy, safe to share between threads.
//   4. Source longer than 1 MiB or nested deeper than 250 is refused.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/remark.h"
#include "feel/tree.h"
#include "feel/type.h"

namespace zonebook::feel {

// What an expression may name, in the order in which values are given.
class Scope {
 public:
  struct Name {
    std::string name;
    TypePtr type;
  };

  // The slot of the new name; a later one hides an earlier one of the same name.
  std::uint32_t name(std::string name, TypePtr type = any_type());
  // A type that `instance of` and parameters may name.
  void type(std::string name, TypePtr);

  std::vector<Name> const& names() const { return names_; }
  TypePtr find_type(std::string_view) const;    // also FEEL's own; nullptr if none
  std::vector<std::string> type_names() const;  // FEEL's own included

 private:
  std::vector<Name> names_;
  std::map<std::string, TypePtr, std::less<>> types_;
};

class Expression {
 public:
  Expression() = default;  // null

  std::string const& source() const;
  Node const& root() const;
  TypePtr type() const;  // what is known of its value
  std::uint32_t slot_count() const;
  std::uint32_t scope_size() const;
  // The slots of the scope that it really uses, ascending.
  std::vector<std::uint32_t> const& inputs() const;
  // What is suspicious already: unknown names, calls that cannot fit.  They evaluate to null.
  std::vector<Remark> const& notes() const;

  struct Program;
  explicit Expression(std::shared_ptr<Program const> program) : program_(std::move(program)) {}
  std::shared_ptr<Program const> const& program() const { return program_; }

 private:
  std::shared_ptr<Program const> program_;
};

//   invalid  not an expression: `where` is "line:column", `says` what was expected
Result<Expression> compile(std::string_view source, Scope const&);

// Unary tests (7.3.? and 10.3.1.2 rule 7): `< 5, [10..20], not("a")`, `-`.  The value under test is
// called `?`; it is the name appended to the scope, so its slot is the scope's size.  The
// expression answers true, false or null.
Result<Expression> compile_unary_tests(std::string_view source, Scope const&, TypePtr input);

// "number", "list<tLoan>", "function<number, string> -> boolean".
Result<TypePtr> parse_type(std::string_view source, Scope const&);

}  // namespace zonebook::feel
