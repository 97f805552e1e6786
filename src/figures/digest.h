// The digest of a definition, as far as it decides what is counted: of its canonical text and of
// the fields that it reads, as the catalog has them.  Counting tables are kept by it, so
// that a new label or sentence makes no new table, and a field that now means another column does.
//
// The number of the tables' layout and of what their columns mean is part of it: whoever changes
// either raises it, and what was filled before is filled anew.
//
//   digest_of(definition)        // "" where no table can be kept (counting.h says which)
//   for (auto const& [in, field] : read_by(definition)) …
//
// Of a ratio it is that of its numerator; its denominator has its own.
// Threads: functions of values.

#pragma once

#include <string>
#include <vector>

#include "figures/definition.h"

namespace zonebook::figures {

// All fields that are read of the record that is counted and, through references, of others; a
// field may be named more than once.
std::vector<ledger::Condition::Read> read_by(Definition const&);

constexpr int counting_layout = 4;

std::string digest_of(Definition const&);

}  // namespace zonebook::figures
