// One project, one list (一项目一清单): from what a project is to the items it has to pass, what
// waits for what, and the day on which it can be through.
//
//   auto const tasks = TRY(checklist(rules, {{"mode", text_value("full_promise")}, …}, today));
//   auto const plan = TRY(plan_of(tasks, today, work_days));
//   plan.critical, plan.expected           // what decides, and when
//   difference(before, tasks).added        // after the project has changed
//
// The items come from the table `checklist` of model/decisions, each with the rule that put it
// there and its source; how they are gone about comes from the table `approval_mode`, asked first.
//
// Promises
//   1. An item starts on the working day after all that it waits for, or on the first working
//      day after `from`.  What it waits for and is not on the list is not waited for.
//   2. It takes its promised days; one of 0 days is done when what it waits for is.
//   3. `critical` is a longest chain, in order: shortening anything else leaves `expected` alone.
//      `slack` says how many working days an item can be late without changing it.
//   4. Days of outside bodies and of the owner are counted apart: `ours_days` is what our own
//      authorities take on the critical chain.
//
// Threads: pure.  Cost: that of the items and what they wait for.

#pragma once

#include <string>
#include <vector>

#include "calendar/work_days.h"
#include "casework/rulebook.h"

namespace zonebook::casework {

struct Task {
  enum class Way : std::uint8_t { approval, promise, unified, outside, own };

  std::string code;  // of the service item; "WORKS": the owner's own
  meta::Label name;
  std::string phase;  // "planning", "design", "works", "completion", "parallel"
  std::string lead;   // who leads it
  std::int64_t days = 0;
  Way way = Way::approval;
  std::vector<std::string> after;  // codes
  std::string rule, source;        // why it is on the list

  bool operator==(Task const&) const = default;
};

std::string_view name_of(Task::Way);

// In the order of the table.
//   invalid  as Rulebook::decide; casework.bad_task: a row names no code, days below 0, or no way
Result<std::vector<Task>> checklist(Rulebook const&, Inputs, Date on);

struct Planned {
  Task task;
  std::int64_t start = 0, end = 0;  // working days after `from`: it is counted in (start, end]
  std::int64_t slack = 0;
  Date from, to;  // its first and last day; of 0 days both are the day on which it is done
};

struct Plan {
  std::vector<Planned> tasks;  // in an order in which nothing stands before what it waits for
  std::vector<std::string> critical;
  std::int64_t days = 0, ours_days = 0;
  Date expected;
  calendar::Basis basis;
};

//   invalid  casework.circle: items wait for each other; `where` names them.
//            casework.task_twice; casework.too_far: it ends beyond the calendar
Result<Plan> plan_of(std::vector<Task> const&, Date from, calendar::WorkDays const&);

struct ListDifference {
  std::vector<Task> added, dropped;
  struct Changed {
    Task before, after;
  };
  std::vector<Changed> changed;  // of one code
};
ListDifference difference(std::vector<Task> const& before, std::vector<Task> const& after);

}  // namespace zonebook::casework
