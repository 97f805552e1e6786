// FEEL's types (DMN 1.5, 10.3.2.7) and what it means for a value to conform to one.
//
// Types are known where the scope is known, so names with spaces can be read, paths checked and
// filters printed as SQL; an expression over unknown types is still evaluated by its values.
// A Type is immutable and shared; item definitions of DMN become Types with a name and, if they
// list allowed values, a test.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/value.h"

namespace zonebook::feel {

struct Type;
using TypePtr = std::shared_ptr<Type const>;

// What an item definition allows beyond its shape.  Made by dmn/, asked by conforms().
class Allowed {
 public:
  virtual ~Allowed() = default;
  virtual bool admits(Value const&) const = 0;
  virtual std::string source() const = 0;  // as written: "[0..255]"
};

struct Type {
  enum class Form : std::uint8_t { any, null, simple, list, context, range, function };

  Form form = Form::any;
  Kind kind = Kind::null;  // of a simple type
  std::string name = {};   // of an item definition: "tLoan"; empty for FEEL's own
  TypePtr element = {};    // of a list or range; the result of a function; never null for those
  std::vector<std::pair<std::string, TypePtr>> members = {};  // of a context: at least these
  std::vector<TypePtr> parameters = {};                       // of a function
  std::shared_ptr<Allowed const> allowed = {};

  TypePtr member(std::string_view) const;  // nullptr if this is no context or has no such member
};

TypePtr any_type();
TypePtr null_type();
// Also list<Any>, context, range<Any> and Null by their kinds; only a function of any shape is
// still a simple type.
TypePtr simple_type(Kind);
TypePtr list_of(TypePtr element);
TypePtr range_of(TypePtr element);
TypePtr context_of(std::vector<std::pair<std::string, TypePtr>> members);
TypePtr function_type(std::vector<TypePtr> parameters, TypePtr result);

// The type that a FEEL name stands for: "number", "days and time duration", "Any", "list" …;
// nullptr if it is none.  Deprecated spellings of DMN 1.1 ("dateTime", "dayTimeDuration",
// "yearMonthDuration") are understood.
TypePtr builtin_type(std::string_view name);

// As FEEL writes it: "list<number>", "context<a: string>", or the item definition's name.
std::string to_string(Type const&);

// `value instance of type` (10.3.2.9): null is an instance of Null alone, not even of Any; what an
// item definition allows is not asked (both TCK 0070).  Inside a list or a context, Any takes null.
bool instance_of(Value const&, Type const&);
// May the value stand where the type is expected?  As above, but null may stand anywhere, the
// allowed values are asked for, and a function whose result is unknown may turn out right.
bool conforms(Value const&, Type const&);
// The value, converted where 10.3.2.9.4 says so — a list of one to its item, an item to a list of
// it, a date to its midnight in UTC — or nullopt if it does not conform even so.
std::optional<Value> coerced(Value const&, Type const&);

// What is known statically of a value; for inference over literals.  Linear in a list's length.
TypePtr type_of(Value const&);
// The narrowest that covers both: equal types stay, Null gives way to the other, all else is Any.
TypePtr common_type(TypePtr const&, TypePtr const&);
bool same_type(Type const&, Type const&);

}  // namespace zonebook::feel
