// The lights of a project (红黄绿灯): each by the rule of the table `project_light` that lit it, with
// since when, what puts it out, and when it changes next if nothing happens.
//
//   auto const lights = TRY(project_lights(facts, today, rules));
//   lights.colour                            // "red": the heaviest of them; "green" without any
//   lights.lit[0].rule, .since, .changes_on  // talk_red, 2023-06-30, 2023-10-01
//
// The table is told months and points (a fact that does not apply is null, and lights nothing); the
// months are worked out here from the days.  They are whole on the same day of a month, or on its
// last (民法典 202), and half a month more from the day after, so that `> 6` is true of whatever is
// over six months and `>= 6` from their last day on.  These days alone are looked at.
//
// Promises
//   1. `since` is the first day from which on the same rule has lit it without a break, as far as
//      the facts of today say; empty of what hangs on no day.  `changes_on` is the first day after
//      `on` on which that rule no longer holds; empty: not within the months looked at.
//   2. Without a change of the facts, the light on any day before `changes_on` is the same.
//
// Threads: pure.  Cost: one decision for each day looked at, at most 28 for each fact.

#pragma once

#include <string>
#include <vector>

#include "casework/rulebook.h"

namespace zonebook::casework {

// What is known of a project; what does not apply to its stage is left out.
struct ProjectFacts {
  std::optional<Date> last_progress;          // in talks: the last entry of progress
  std::optional<Date> planned_start;          // signed and not started
  std::optional<Date> out_of_library;         // started on, and not in the statistics library
  std::optional<Date> signed_factory;         // signed on for a built factory, and not started
  std::optional<std::int64_t> points_behind;  // planned less actual progress, in points of 100
};

struct LitRule {
  std::string family, rule, source;
  std::string colour;  // "yellow", "red", "out"
  meta::Label says, clears;
  std::optional<Date> since, changes_on;
};

struct ProjectLights {
  std::string colour = "green";
  std::vector<LitRule> lit;        // heaviest first
  std::optional<Date> changes_on;  // the first on which any of them changes, or one is lit anew
};

//   as Rulebook::decide
Result<ProjectLights> project_lights(ProjectFacts const&, Date on, Rulebook const&);

}  // namespace zonebook::casework
