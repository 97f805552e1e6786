// What a case still owes beside its clock: material that comes later (容缺), promises to be checked
// (告知承诺), and what its rating asks for (好差评): an invitation, a call back, a repair.
//
//   for (Duty const& duty : TRY(duties(facts, today, rules))) …
//   duty.due, duty.state                       // 2023-07-04, overdue
//   render(duty.says, Language::zh)            // 容缺材料“租赁合同”应于 2023-07-04 补齐，逾期终止办理
//
// Promises
//   1. A duty is done on the day that stands in the records, late or not; what is not done when its
//      day has passed is overdue, and says what follows.
//   2. A promise that was checked and not kept is broken: that stays, whatever else is done.
//   3. Days and sources of ratings are those of the table `rating_repair`; natural days.
//
// Threads: pure.

#pragma once

#include <string>
#include <vector>

#include "casework/rulebook.h"

namespace zonebook::casework {

struct LaterMaterial {
  enum class Kind : std::uint8_t { deferred, promised };
  std::string name;
  Kind kind = Kind::deferred;
  Date due;
  std::string consequence = {};
  std::optional<Date> done = {};  // arrived, or checked
  bool is_broken = false;         // checked and not kept
};

struct DutyFacts {
  std::vector<LaterMaterial> materials = {};
  std::optional<Date> decided = {};
  std::string rating = {};  // as the register has it: "dissatisfied"; "": none yet
  std::optional<Date> rated = {}, called_back = {}, repaired = {};
};

struct Duty {
  enum class Kind : std::uint8_t { material, promise, invite, call_back, repair };
  enum class State : std::uint8_t { open, overdue, done, done_late, broken };

  Kind kind = Kind::material;
  State state = State::open;
  std::optional<Date> due;  // empty: of an invitation, which has a first day and no last
  Text says;
  std::string source;
};

// In the order of materials, then of what the rating asks for.
//   as Rulebook::decide
Result<std::vector<Duty>> duties(DutyFacts const&, Date on, Rulebook const&);

}  // namespace zonebook::casework
