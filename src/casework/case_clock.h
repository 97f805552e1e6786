// The clocks of the cases that the ledger holds: each case's events put together from its records,
// reckoned, and what of it is to stand in the case itself, so that lists and figures compare days.
//
//   auto const clocks = TRY(case_clocks(snapshot, rules, today));
//   auto const before = TRY(earlier_clocks(snapshot, rules, today));
//   auto const changes = clock_changes(clocks, catalog);  // of what stands otherwise
//   ledger.append(letter of the system with changes)
//
// What stands in a case (registers/service_case.yaml)
//   due              while it runs, is decided, or stands with an end in sight; else empty
//   used_days        once it stands or is decided; while it runs it would change each day
//   saved_days       once it is decided: the statutory days less those used
//   left_at_stop     the fewest days left at a stop
//   calendar_basis   the editions that `due` rests on: of another text, it is worked out again
//   light_changes_on the day on which its light is another one, if nothing happens
//
// So it stands in every version, for a figure may ask for any day: in the one that holds today as
// of today, in each before it as of its last day, by the procedures of that day and the notices of
// today.
//
// A case that the platform says is in a special procedure, without records of it here, stands from
// that day on, without an end in sight.
//
// Cost: three lists, or all rows of cases and procedures for the earlier versions; a version is
// reckoned once, and for the next light once for each stop that ends by itself, once at the end of
// the days looked at, and nine times for each light on the way.  The table is asked once for each
// state and number of days left that comes up, whatever the number of cases.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "casework/clock.h"
#include "casework/rulebook.h"
#include "ledger/snapshot.h"

namespace zonebook::casework {

constexpr std::string_view case_register = "service_case";         // of this room
constexpr std::string_view procedure_register = "case_procedure";  // of this room
constexpr std::string_view item_register = "service_item";         // of this room

// A light, by the rule of the table that lit it.
struct Light {
  std::string colour;  // "green", "yellow", "red", "blue" (it stands), "none"
  std::string rule, source;
  meta::Label says, clears;        // why, and what puts it out; may be empty
  std::optional<Date> changes_on;  // if nothing happens until then
};

struct CaseClock {
  std::string id, code;
  ledger::Version version;  // of the case, as it was read
  Course course;
  Clock clock;
  Light light;
};

// Of one case from its version and those of its procedures.
Course course_of(ledger::Version const&, meta::Register const& cases,
                 std::vector<ledger::Version> const& procedures, meta::Register const& of);

// By the table `case_light` as it is on a day, which is asked once for each of what it is told.
class CaseLights {
 public:
  CaseLights(Rulebook const& rules, Date as_of) : rules_(rules), as_of_(as_of) {}

  // With the first day after `on`, of the next 400, on which another colour is lit if nothing
  // happens any more: what the course tells of later days is not waited for.
  Result<Light> of(Course const&, Clock const&, Date on, calendar::WorkDays const&,
                   ClockRules const&);

 private:
  using ClockOn = std::function<Clock(Date)>;

  Result<Light const*> lit(Clock::State, std::optional<std::int64_t> left);
  Result<std::optional<Date>> changes_on(std::string const& colour, Clock, Date, ClockOn const&);

  Rulebook const& rules_;
  Date as_of_;
  std::map<std::pair<Clock::State, std::optional<std::int64_t>>, Light> lit_;
};

// Of the cases of the snapshot's zone and those below it, by id, each by its zone's working days.
// Without the register: none.
Result<std::vector<CaseClock>> case_clocks(ledger::Snapshot&, Rulebook const&, Date on);

// Of the versions of these cases that had ended by the day, each as of its last day.  The snapshot
// is of everything.
Result<std::vector<CaseClock>> earlier_clocks(ledger::Snapshot&, Rulebook const&, Date on);

// Corrections over the version that was read, of the fields that stand otherwise.
std::vector<Json> clock_changes(std::vector<CaseClock> const&, meta::Catalog const&);

}  // namespace zonebook::casework
