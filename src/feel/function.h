// What can be called: built-in functions, function definitions, and what dmn/ adds to them
// (business knowledge models, decision services).

#pragma once

#include <span>
#include <string>
#include <vector>

#include "feel/remark.h"
#include "feel/type.h"
#include "feel/value.h"

namespace zonebook::feel {

class Evaluator;

// One call under way.  For a built-in, `arguments` have been matched with its signature: they are
// in the order of the parameters, of their kinds, and an optional one that is absent is null.
class Call {
 public:
  Call(Evaluator& evaluator, Span at, std::span<Value const> arguments,
       std::span<std::string const> names = {})
      : evaluator_(evaluator), at_(at), arguments_(arguments), names_(names) {}

  std::size_t size() const { return arguments_.size(); }
  Value const& operator[](std::size_t index) const { return arguments_[index]; }
  std::span<Value const> arguments() const { return arguments_; }
  std::span<std::string const> names() const { return names_; }  // empty: by position
  Span at() const { return at_; }
  Evaluator& evaluator() const { return evaluator_; }

  // null, and a remark that says why: `return call.fail({"feel.not_a_date", {{"text", s}}});`
  Value fail(Text) const;
  // Charges work beyond the ordinary against the evaluation's limit: one step is about a list item
  // or 16 bytes of text.  false: the limit is reached (and remarked); return null at once.
  bool charge(std::size_t steps) const;
  // Calls a function value.
  Value invoke(Value const& function, std::span<Value const> arguments) const;

 private:
  Evaluator& evaluator_;
  Span at_;
  std::span<Value const> arguments_;
  std::span<std::string const> names_;
};

struct Parameter {
  std::string name;
  TypePtr type;  // any if nothing is said
};

class Function {
 public:
  virtual ~Function() = default;
  virtual std::string name() const = 0;  // for messages; "" for an anonymous one
  virtual std::vector<Parameter> parameters() const = 0;
  virtual TypePtr result() const = 0;
  // Matches names, checks count and types, and answers; null and a remark if something is wrong.
  virtual Value call(Call&) const = 0;
};

}  // namespace zonebook::feel
