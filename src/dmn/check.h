// Is a table whole?  Found without running it on examples, by cutting the space of inputs along
// the end points of the tests.
//
//   overlap   two rules of UNIQUE admit the same inputs; conflict: of ANY, with other outputs
//   gap       inputs that no rule admits, and no default answers: null and values outside the
//             allowed ones are looked at too, and named apart
//   dead      a rule that can never be the answer: its cells contradict each other or the allowed
//             values, it is never valid, or earlier (FIRST), higher (PRIORITY) rules cover it
//   unsourced rules without a source
//   broken    an output that is not of its type, a default that is none of the allowed values
//
// Computed cells cannot be cut: findings that depend on them say so (certain = false).
// Periods of validity are taken into account: two rules that are never valid on one day do not
// overlap; gaps are looked for on each stretch of days on which any rule is valid.
// COLLECT and COUNT have an answer where no rule hits, so they have no gaps.
//
// A gap_null has null in at least one column, a gap_outside a value outside in at least one.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "dmn/table.h"

namespace zonebook::dmn {

struct Finding {
  enum class Kind { overlap, conflict, gap, gap_null, gap_outside, dead, unsourced, broken };

  Kind kind;
  Text says;
  std::vector<std::uint32_t> rules;  // from 0; of `dead` the dead one first, then what covers it
  std::vector<std::string> example;  // by column, a unary test: what inputs show it; may be empty
  std::optional<Date> from, to;      // the days it is about, half-open; of gaps
  bool certain = true;
};

struct CheckLimits {
  std::size_t findings_max = 200;   // of each kind
  std::uint64_t steps = 5'000'000;  // rows of bits looked at
};

struct Findings {
  std::vector<Finding> list;
  bool complete = true;  // false: a limit was reached; what is listed is right, there may be more
};

Findings check(Table const&, CheckLimits = {});

}  // namespace zonebook::dmn
