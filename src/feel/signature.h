// A built-in's signature, parsed, and the matching of arguments with it.  Inside feel/; the form of
// the text is described in builtin.h.

#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/function.h"

namespace zonebook::feel {

// A set of kinds, one bit each.
using Kinds = std::uint16_t;

struct Signature {
  struct Parameter {
    std::string name;
    Kinds kinds = 0;       // what it takes; any: all of them
    Kinds item_kinds = 0;  // of a list's items; 0: whatever they are
    bool optional = false;
    bool variadic = false;
  };

  std::string name;
  std::vector<Parameter> parameters;
  Kinds result = 0;
  Kinds result_items = 0;

  bool is_variadic() const;
  std::size_t needed() const;
  std::string counts() const;  // how many arguments it takes: "2", "1–2", "1+"

  // The arguments in the order of the parameters, converted; or why they do not fit.  `nearness`
  // says how far they fitted: the reason of the form that came nearest is shown.  0: their number
  // is wrong; below: so many names are unknown.
  struct Misfit {
    Text why;
    int nearness;
  };
  std::expected<std::vector<Value>, Misfit> match(std::span<Value const> arguments,
                                                  std::span<std::string const> names) const;
};

// A text that is not of the form is our own bug: CHECK.
Signature parse_signature(std::string_view);

// "number", "string or list": for messages and types.
std::string kinds_to_string(Kinds);
TypePtr kinds_to_type(Kinds kinds, Kinds items);

}  // namespace zonebook::feel
