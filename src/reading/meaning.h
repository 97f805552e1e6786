// What one number says: of which indicator, and what about it.  Decided by the words nearest to it.
//
//   meaning_of(surroundings, previous)     // {"fixed_asset_investment", Measure::yoy, …}

#pragma once

#include <string_view>

#include "reading/context.h"

namespace zonebook::reading {

struct Meaning {
  std::string indicator;
  Measure measure = Measure::level;
  bool negative = false;
  bool of_target = false;     // the number is a target itself: 目标任务6亿元
  bool inherited = false;     // the indicator is that of the figure before
  std::string_view modality;  // that the indicator's own words say: 计划总投资
};

// What the number before it in the same sentence said; nullptr if there is none.
Meaning meaning_of(Surroundings const&, Figure const* previous, bool same_sentence);

// Whether it is no figure at all: thresholds, groups, phases, slogans, durations, plain numbers.
enum class Refusal : std::uint8_t { none, threshold, other };
Refusal refusal_of(Surroundings const&);

// near, approx, … from the words directly before and after it.
Comparator comparator_of(Surroundings const&);

bool is_property(std::string_view indicator);  // of one project: it has no period of its own

}  // namespace zonebook::reading
