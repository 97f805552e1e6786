// Why a table answered as it did, in a person's language, from the same bits that decided.
//
//   按第 3 条规则：“注册资本”为 800（要求 ≥ 500）；“行业”为“生物”。
//   · 第 5 条规则：“就业人数”要求 ≥ 50，现为 42。
//   还缺“用地面积”，由它决定：
//   · 若为 20 至 150：“B”（第 2 条规则）
//   · 否则：没有规则适用
//
// Promises
//   1. Nothing is decided again: hits are those of the trace, cells those of the table's index.
//   2. What hangs on more than one missing input says so (Case::is_settled).

#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "dmn/decide.h"

namespace zonebook::dmn {

// A rule that did not hit: the cells that failed.
struct Miss {
  std::uint32_t rule;                 // from 0
  std::vector<std::uint32_t> failed;  // columns
  std::vector<std::uint32_t> open;    // columns that wait for a missing input
  bool not_valid_on_the_day = false;
  double distance = 0;  // for ordering: failed cells first, then how far numbers are off
};

// A missing input and what its values would lead to: ranges or values of the column, each with the
// rules that would then be left.
struct Deciding {
  std::uint32_t column;
  struct Case {
    std::string values;                  // "[20..150]", "\"bio\"", as a unary test
    std::vector<std::uint32_t> regions;  // of the column's index: the same
    std::vector<std::uint32_t> rules;    // empty: no rule would apply
    bool is_settled = true;              // false: these rules hang on other missing inputs too
  };
  std::vector<Case> cases;
};

struct Explanation {
  std::vector<std::uint32_t> hits;  // rules, in order of the table
  std::vector<Miss> misses;         // nearest first
  std::vector<Deciding> deciding;   // missing inputs that would decide; those that cannot matter
                                    // any more are left out
};

Explanation explain(TableTrace const&);

// The whole answer as people read it: the decision, its rule, source and annotations, the nearest
// misses (at most `misses_max`, and a line that says how many more there are), what is missing.
std::string tell(Answer const&, Language, std::size_t misses_max = 3);

}  // namespace zonebook::dmn
