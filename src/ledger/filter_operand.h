// One side of a comparison, for the printer of filters: a constant, or SQL over columns and what is
// known of its range.  Inside ledger/; filter_sql.cpp prints with it.
//
//   Operands operands(project, db::Dialect::sqlite, today);
//   operands.operand(node);      // today - duration("P1D")  →  a constant
//                                // area * 3                 →  ("area" * ?), two digits

#pragma once

#include <optional>
#include <string>

#include "ledger/filter_bound.h"
#include "ledger/filter_sql.h"

namespace zonebook::ledger {

struct Operand {
  __extension__ using Wide = __int128;

  std::optional<feel::Value> constant;
  Sql sql;
  Held held;
  Wide least = -INT64_MAX, most = INT64_MAX;  // of a number, as its column holds it

  bool fits() const { return least >= -INT64_MAX && most <= INT64_MAX; }
};

bool is_comparison(feel::Op);
std::string name_of_callee(feel::Node const& call);  // empty: no built-in function
std::string quoted_column(meta::Field const&);

class Operands {
 public:
  Operands(meta::Register const& in, db::Dialect dialect, Date today)
      : in_(in), dialect_(dialect), today_(today) {}

  // The value, if no row is needed for it.
  std::optional<feel::Value> folded(feel::Node const&) const;
  // nullopt: it is not of what can be printed.
  std::optional<Operand> operand(feel::Node const&) const;
  std::optional<Operand> text_column(feel::Node const&) const;
  // To more digits after the point; false: they would not fit.
  bool rescale(Operand&, int scale) const;

 private:
  bool is_constant(feel::Node const&) const;
  std::optional<Operand> column(feel::Node const&) const;
  std::optional<Operand> number(feel::Node const&) const;
  std::optional<Operand> arithmetic(feel::Node const&) const;
  std::optional<Operand> negative(feel::Node const&) const;
  std::optional<Operand> length(feel::Node const&) const;
  void combine(Operand& left, std::string_view op, Operand const& right) const;

  meta::Register const& in_;
  db::Dialect dialect_;
  Date today_;
};

}  // namespace zonebook::ledger
