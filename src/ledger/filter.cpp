#include "ledger/filter.h"

#include "feel/normal.h"

namespace zonebook::ledger {

Result<Filter> Filter::compile(std::string_view source, meta::Register const& in,
                               FindMarks const& find) {
  auto condition = TRY(Condition::compile(source, in, find));
  return Filter(std::move(condition));
}

Filter::Filter(Condition condition)
    : condition_(std::move(condition)),
      normal_(feel::normal_form(condition_.expression().root())) {}

Filter::Where Filter::where(db::Dialect dialect, Date today) const {
  Where where;
  for (auto const* conjunct : feel::conjuncts(*normal_)) {
    auto const clause = clause_of(*conjunct, condition_.in(), dialect, today);
    if (clause.fit == Fit::exact) ++where.exact;
    if (clause.fit == Fit::wider) ++where.wider;
    if (clause.fit == Fit::none) ++where.left;
    if (clause.fit != Fit::exact) where.is_whole = false;
    if (clause.fit == Fit::none) continue;
    if (!where.sql.text.empty()) where.sql += "\n  AND ";
    where.sql += clause.sql;
  }
  return where;
}

}  // namespace zonebook::ledger
