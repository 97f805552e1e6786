// The one printer of conditions as SQL: a conjunct of the null-safe normal form (feel/normal.h) to
// a clause that is true for the same rows, with all values bound.
//
//   area > 12.505 and not(stage in ["signed", "ended"])
//
//   "area" > ?                                              [1250]
//   ("stage" IS NULL OR "stage" NOT IN (?, ?))              ['signed', 'ended']
//
// Promises
//   1. Clauses speak of truth alone: a row of which FEEL says false or null is not found, or the
//      clause is `wider`, and then the interpreter looks again at what was found.
//   2. Identifiers come from Field::column() alone, values are parameters, and nothing depends on a
//      collation, a locale or a clock of the database.
//   3. `=` with a constant stays plain, so that indexes serve; texts are compared by code point and
//      searched by instr and strpos, never by LIKE.
//   4. What may leave 64 bits is compared where both databases are right: PostgreSQL counts in
//      numeric, SQLite in REAL, whose order against an integer is exact.
//
// Traps and their reasons: reference/rules.md 7.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "feel/tree.h"
#include "meta/catalog.h"

namespace zonebook::ledger {

// A piece of a statement: one `?` for each value, in their order.
struct Sql {
  std::string text;
  std::vector<db::Value> values = {};

  Sql& operator+=(std::string_view more) {
    text += more;
    return *this;
  }
  Sql& operator+=(Sql const& more) {
    text += more.text;
    values.insert(values.end(), more.values.begin(), more.values.end());
    return *this;
  }
};

enum class Fit : std::uint8_t {
  exact,  // true for the very rows that the conjunct is true for
  wider,  // for these and others
  none,   // only the interpreter can tell
};

struct Clause {
  Fit fit = Fit::none;
  Sql sql;  // empty if there is none
};

// Over the columns of one register's table.
Clause clause_of(feel::Node const& conjunct, meta::Register const&, db::Dialect, Date today);

}  // namespace zonebook::ledger
