// A condition on its way into a statement: what SQL can say is said there, the rest is interpreted
// on the rows that come back.
//
//   auto filter = TRY(Filter::compile("area > 20 and sqrt(area) > 5", project));
//   auto where = filter.where(db::Dialect::sqlite, today);
//   where.sql.text      // "\"area\" > ?"
//   where.is_whole      // false: rows are to be held against filter.condition()
//
// Promises
//   1. Rows for which the condition is true are always among those that `sql` finds.
//   2. If it is whole they are the very same, so that LIMIT and COUNT may stand beside it;
//      otherwise they may not.
//   3. Interpreter, SQLite and PostgreSQL agree (differential_test.cpp).
//
// Threads: immutable.

#pragma once

#include <memory>
#include <string_view>

#include "ledger/condition.h"
#include "ledger/filter_sql.h"

namespace zonebook::ledger {

class Filter {
 public:
  //   invalid  as Condition::compile
  static Result<Filter> compile(std::string_view source, meta::Register const&,
                                FindMarks const& = {});
  explicit Filter(Condition);

  struct Where {
    Sql sql;  // clauses, each on a line of its own after the first; empty: every row
    bool is_whole = true;
    int exact = 0, wider = 0, left = 0;  // how many conjuncts of each kind
  };
  Where where(db::Dialect, Date today) const;

  Condition const& condition() const { return condition_; }

 private:
  Condition condition_;
  std::shared_ptr<feel::Node const> normal_;
};

}  // namespace zonebook::ledger
