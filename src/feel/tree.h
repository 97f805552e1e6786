// The tree of an expression: what the parser makes, the evaluator walks, and a printer can turn
// into something else (normal.h, and SQL in ledger/).
//
// A tree is resolved: names are slots, built-in functions are functions, every node has the type
// that is known of its value.  dmn/ builds its boxed expressions from the same nodes, so that one
// evaluator runs everything.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "feel/function.h"
#include "feel/remark.h"
#include "feel/type.h"
#include "feel/value.h"

namespace zonebook::feel {

struct Node;
using NodePtr = std::unique_ptr<Node>;

enum class Op : std::uint8_t {
  literal,   // value
  variable,  // slot
  unknown,   // name: evaluates to null and a remark, unless an item in a filter has it
  add,
  subtract,
  multiply,
  divide,
  power,
  minus,
  conjunction,
  disjunction,
  negation,  // Kleene; negation is not(x)
  equal,
  unequal,
  less,
  at_most,
  greater,
  at_least,       // a, b
  between,        // x, low, high
  in,             // x, tests…: any of them
  test,           // x, e: the unary test e of x (10.3.2.8): equal, in, or e itself if e is boolean
  instance_of,    // x; named_type
  list,           // items…
  context,        // values…; names are the keys, slots where each is visible to later ones
  boxed_context,  // as context; the last value is the answer (a result entry without a name)
  range,          // start, end; form and ends
  path,           // x; name
  filter,         // list, condition; slot of item; the condition may be an index
  conditional,    // if, then, else
  for_each,       // domains…, body; slots of the variables, slot of `partial` last
  some,
  every,      // domains…, condition; slots
  iteration,  // start, end: the domain a..b of an iterator
  function,   // body; parameters and slots; named_type the result's, if said
  call,       // callee, arguments…; names if by name
  external,   // arguments…; `external` says what happens
  coerce,     // x; named_type: null and a remark if it does not conform
};

// What dmn/ adds to the language: a decision table, a requirement that is to be decided first.
// `frame` holds the values of all slots of the expression it stands in, so that trees parsed by the
// same Builder can be evaluated in it (Evaluator::evaluate).
class External {
 public:
  virtual ~External() = default;
  virtual Value evaluate(Evaluator&, std::span<Value> frame,
                         std::span<Value const> arguments) const = 0;
};

struct Node {
  Op op = Op::literal;
  Span at;
  TypePtr type = any_type();  // what is known of the value
  std::vector<NodePtr> children;

  Value value;                               // literal
  std::uint32_t slot = 0;                    // variable, filter (item)
  std::string name;                          // path, unknown
  std::vector<std::string> names;            // context keys, argument names
  std::vector<std::uint32_t> slots;          // context, iterators, function parameters
  std::vector<Parameter> parameters;         // function
  TypePtr named_type;                        // instance_of, coerce, function result
  Range::Form form = Range::Form::interval;  // range
  bool start_included = false;               // range
  bool end_included = false;                 // range
  std::shared_ptr<External const> external;
  std::shared_ptr<std::string const> source;  // of this node and those below, where it changes
};

// Does the tree read this slot?
bool mentions(Node const&, std::uint32_t slot);

}  // namespace zonebook::feel
