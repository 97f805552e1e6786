// Walks a tree over a frame of values.  Inside feel/; others use evaluate.h.
//
// A variable and a literal are looked at where they stand (view), so comparing two of them copies
// nothing: this is what makes filters fast.

#pragma once

#include <span>

#include "feel/evaluate.h"

namespace zonebook::feel {

class Interpreter {
 public:
  Interpreter(Evaluator& evaluator, std::span<Value> frame)
      : evaluator_(evaluator), frame_(frame) {}

  Value evaluate(Node const&);

 private:
  // The value where it stands, or evaluated into `scratch`.
  Value const& view(Node const&, Value& scratch);
  Value dispatch(Node const&);
  Value fail(Node const& node, Text says) { return evaluator_.fail(std::move(says), node.at); }

  // interpret.cpp
  Value unknown(Node const&);
  Value const* item_member(Node const&);
  Value arithmetic(Node const&);
  Value logic(Node const&, bool absorbing);
  Value negation(Node const&);
  Value equality(Node const&, bool negated);
  Value comparison(Node const&);
  Value between(Node const&);
  Value conditional(Node const&);

  // interpret_tests.cpp
  Value in(Node const&);
  Value test(Node const&);
  std::optional<bool> admits(Node const& test, Value const& tested);
  std::optional<bool> admits_value(Value const& test, Value const& tested);
  std::optional<bool> admits_range(Node const& range, Value const& tested);

  // interpret_collections.cpp
  Value list(Node const&);
  Value context(Node const&);
  Value range(Node const&);
  Value path(Node const&);
  Value member(Node const&, Value const& owner);
  Value filter(Node const&);
  Value item_at(Node const&, List const& items, Decimal index);
  Value matching_items(Node const&, List const& items);

  // interpret_loops.cpp
  Value for_each(Node const&);
  Value quantified(Node const&, bool deciding);
  Value iteration(Node const&);
  enum class Next { go_on, stop };
  template <class Body>
  Next each(Node const& loop, std::size_t domain, Body&& body);
  std::optional<List> domain(Node const& node);
  std::optional<List> items_of(Node const& node, Range const&);

  // interpret_calls.cpp
  Value function(Node const&);
  Value call(Node const&);
  Value coerce(Node const&);
  Value external(Node const&);
  Value instance_of(Node const&);

  Evaluator& evaluator_;
  std::span<Value> frame_;
};

}  // namespace zonebook::feel
