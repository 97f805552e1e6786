// A decision table, compiled (DMN 1.5, chapter 8).
//
// Every input column is an index: a value finds, by binary search among the constants of the
// column's tests, one row of bits — which rules admit it.  The rows of all columns ANDed are the
// rules that hit.  The same rows answer why not, what is missing, and whether rules overlap:
// nothing is computed twice, and a thousand rules cost little more than twenty.
//
//     input   18    "bio"         column "age"     0 1 1 1 0 …   <- region [18..30)
//                                 column "sector"  0 0 1 1 1 …   <- "bio"
//                                 hits             0 0 1 1 0 …
//
// Cells that are no tests against constants (they call functions or name other inputs) are
// "computed": their bits are evaluated one by one, only for rules still standing.
//
// Promises
//   1. Same answers as testing each cell of each rule by the evaluator (table_test.cpp compares
//      the two on random tables and values).
//   2. A null or wrong-kinded input satisfies only tests that admit it: `-`, `null`, `not(…)`.
//   3. A rule outside its validity on the day of the decision does not hit.
//   4. A value outside the column's allowed values gives null and a remark; so does an output that
//      is not of its type or not allowed.  null is never outside: nothing was said.
//   5. Where nothing hits and there is no default, the answer is null without a remark; of COLLECT
//      it is the empty list, of COUNT 0.  The default of a policy that collects is a list of it.
//
// Threads: immutable after compile().

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "dmn/model.h"
#include "feel/builder.h"
#include "feel/evaluate.h"

namespace zonebook::dmn {

// One bit per rule, 64 to a word.
using Bits = std::span<std::uint64_t const>;

inline bool bit(Bits bits, std::size_t index) { return bits[index / 64] >> (index % 64) & 1; }

class Table;

// What happened in one decision: cheap enough to be always on.  Points into the table.
struct TableTrace {
  Table const* table = nullptr;
  std::vector<feel::Value> inputs;    // what the input expressions gave, by column
  std::vector<bool> missing;          // by column: the input was not given at all
  Date on;                            // the day whose rules held
  std::vector<std::uint64_t> hits;    // rules, one bit each; before the hit policy chooses
  std::vector<std::uint32_t> chosen;  // rules behind the answer, in the order of the hit policy
  bool used_default = false;
  std::optional<std::uint32_t> not_allowed;  // the column whose value is outside the allowed ones

  // A computed cell that was evaluated and did not admit.  A FIRST table stops at its first hit:
  // what comes after and is computed is neither here nor among the hits.
  struct Refused {
    std::uint32_t rule, column;
  };
  std::vector<Refused> refused;
};

class Table {
 public:
  // Compiles the texts of a table in the scope of `builder`; input expressions and cells may name
  // everything in it.  Types of input columns are those given or inferred.
  //   invalid  a cell is no unary test, or a rule has too many or few cells: `says` is what the
  //            parser says, `where` "fee.dmn:12 rule 3, age: 1:4"
  static Result<std::shared_ptr<Table const>> compile(TableText, feel::Builder&,
                                                      std::string const& file);
  ~Table();

  TableText const& text() const;
  std::size_t rule_count() const;
  std::size_t column_count() const;

  // Decides over the frame of the expression the table stands in (tree.h, External).  `trace` comes
  // with inputs and missing filled in, and leaves with the rest.  null and a remark where the hit
  // policy is violated (two rules of UNIQUE, differing outputs of ANY).  No memory is asked for
  // beyond the trace's vectors where the rules' outputs are constants and one rule is the answer.
  feel::Value decide(feel::Evaluator&, std::span<feel::Value> frame, Date on, TableTrace&) const;
  // The trees of the input expressions, by column; the caller evaluates them into trace.inputs.
  std::span<feel::NodePtr const> input_trees() const;

  // The slots of the builder's scope that input expressions, cells and outputs read, ascending:
  // the frame must hold them.
  std::vector<std::uint32_t> const& slots() const;
  // What is known of the answer: the outputs' types, in a context if there are several, in a list
  // if the hit policy gives one.
  feel::TypePtr type() const;

  // The rules that admit a value in a column, computed cells counted as admitting.
  Bits admitting(std::size_t column, feel::Value const&) const;
  // The rules that hold on a day.
  Bits valid_on(Date) const;

  // For dmn/: column.h and table_parts.h.
  struct Column;
  struct Rule;
  struct Output;
  struct Parts;
  std::span<Column const> columns() const;
  Parts const& parts() const { return *parts_; }
  explicit Table(std::unique_ptr<Parts>);  // compile() makes tables

 private:
  feel::Value not_allowed(feel::Evaluator&, std::uint32_t column, TableTrace&) const;
  bool allows(feel::Evaluator&, std::span<feel::Value> frame, std::uint32_t column,
              TableTrace const&) const;
  void refine(feel::Evaluator&, std::span<feel::Value> frame, TableTrace&) const;

  std::unique_ptr<Parts> parts_;
};

}  // namespace zonebook::dmn
