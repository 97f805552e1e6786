// One cell of a table's input column, understood as far as it can be: `< 5`, `[1..5], "a"`,
// `not(@"2024-01-01")` are tests against constants, which an index can answer for whole regions of
// values at once.  Whatever else stands in a cell is "computed": the evaluator answers it.  Inside
// dmn/.
//
// A cell counts as understood only if the test made of it and the evaluator agree on null, on a
// value of every sort, and at and beside every constant of the cell; if they ever differ it is
// computed.  So the index may be slower than hoped for, never wrong.

#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feel/evaluate.h"
#include "feel/tree.h"

namespace zonebook::dmn {

// Values that can be told apart by order within a sort, and never across sorts: a local time with
// one that has an offset cannot be compared (10.3.2.3.5).
enum class Sort : std::uint8_t {
  null,
  falsehood,
  truth,
  number,
  string,
  date,
  local_time,
  placed_time,
  local_date_time,
  placed_date_time,
  months,
  seconds,
};
constexpr std::size_t sort_count = 12;

// nullopt: a list, a context, a range, a function, a time whose offset depends on the day.
std::optional<Sort> sort_of(feel::Value const&);
// null, false and true are one value each; the other sorts are ordered.
inline bool is_ordered(Sort sort) { return sort >= Sort::number; }
// Some value of the sort.
feel::Value const& sample_of(Sort);

// Three-valued, as FEEL's tests are; only yes admits.
enum class Verdict : std::uint8_t { no, yes, unknown };

struct CellTest {
  // A constant that values are compared with.
  struct End {
    feel::Value value;
    Sort sort = Sort::null;
    std::uint32_t position = 0;  // among the column's constants of this sort, once it is indexed
    bool included = false;       // of a range
  };
  enum class Form : std::uint8_t {
    fixed,     // verdict: `-`
    equal,     // to low
    unequal,   // to low
    within,    // from low to high; one of them may be missing: `< 5`
    any,       // of parts: a comma
    all,       // of parts: `and`
    negation,  // of parts[0]
    settled,   // parts[0], unknown taken for no: membership in a list
    of_sort,   // any value of the sort of low
  };

  Form form = Form::fixed;
  Verdict verdict = Verdict::yes;
  std::optional<End> low, high;
  std::vector<CellTest> parts;
};

struct Cell {
  std::string text;              // as written
  feel::NodePtr tree;            // answers true, false or null
  std::optional<CellTest> test;  // nullopt: computed

  bool is_computed() const { return !test; }
  bool admits_all() const {
    return test && test->form == CellTest::Form::fixed && test->verdict == Verdict::yes;
  }
};

// What the tree tests, where `slot` holds the value; nullopt: computed.
std::optional<CellTest> understand(feel::Node const& tree, std::uint32_t slot);
// The value of a tree that names nothing and always gives the same; nullopt for others.
std::optional<feel::Value> constant_of(feel::Node const&);

// Does the tree name nothing but the slot?
bool names_only(feel::Node const&, std::uint32_t slot);

// The verdict on one value.
Verdict judge(CellTest const&, feel::Value const&);

// The verdict on a region of a sort: `position` counts below the first constant, on it, between it
// and the second, … from 0.
Verdict judge_region(CellTest const&, Sort, std::uint32_t position);

// Calls `visit` with every constant of an ordered sort.
template <class Test, class Visit>
void each_end(Test& test, Visit const& visit) {
  if (test.low && is_ordered(test.low->sort)) visit(*test.low);
  if (test.high && is_ordered(test.high->sort)) visit(*test.high);
  for (auto& part : test.parts) each_end(part, visit);
}

}  // namespace zonebook::dmn
