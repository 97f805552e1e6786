// What a comparison with a constant means for the integer or text that a column really holds; no
// SQL yet.  All of it is decided here, once for a statement, and never row by row.
//
//   area <= 12.505      a column of two decimals    at_most 1250
//   area = 12.505                                   never
//   month < "2023-1"    a column of months          less, the first month that is not below it
//   total < 1e30        a column of 63 bits         not_null
//
// The answer is about truth alone: false and null are one, for a filter keeps only what is true.

#pragma once

#include "db/database.h"
#include "feel/tree.h"

namespace zonebook::ledger {

// How a column, or an expression over columns, holds the values that FEEL sees.
struct Held {
  enum class As : std::uint8_t { number, text, date, month };
  As as = As::text;
  int scale = 0;             // number: digits after the point
  bool fits_integer = true;  // number: it never leaves 64 bits

  bool operator==(Held const&) const = default;
};

struct Bound {
  enum class Form : std::uint8_t {
    unknown,  // only the interpreter can tell
    never,    // true for no row
    always,   // true for every row, null too
    is_null,
    not_null,
    compare,  // with `value` by `op`; unequal is true where the column is null
  };
  Form form = Form::unknown;
  feel::Op op = feel::Op::equal;
  db::Value value = {};
};

// `op` is one of the six comparisons.
Bound bound_of(feel::Op op, Held, feel::Value const& constant);

// The constant as an integer with the fewest digits after the point; nullopt if it has none.
struct ScaledConstant {
  std::int64_t value = 0;
  int scale = 0;
};
std::optional<ScaledConstant> scaled_constant(feel::Value const&);

// Bound as it is: valid UTF-8 without NUL.
bool may_be_bound(std::string const&);

}  // namespace zonebook::ledger
