// The working days as the ledger has them: notices of the whole tree (register `calendar_year`) and
// the days on which a zone is closed (`closing_day`).
//
//   auto const days = TRY(work_days(snapshot, today));     // of the snapshot's own zone
//   auto const adopted = TRY(adopt_notices(root, notices));  // what model/calendar says
//
// Promises
//   1. A year of model/ that the ledger has never known is created, a later edition corrects what
//      only the system has written; what a person has written stays, and is told, and a notice
//      that was made void stays so.
//   2. A record that cannot be a notice is refused before it is written (calendar_check).  Those
//      that were written can be made together, whatever they say (calendar/work_days.h).
//   3. A notice tells of its year, not of the days of its record: it is read on the day asked, but
//      not after the last of its year, and before its record begins as it is first.  So one that
//      is entered for next year holds at once; one that was ended before its year was over does
//      not, and one that was ended later does.
//
// Threads: as Snapshot.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "calendar/work_days.h"
#include "ledger/rules.h"
#include "ledger/snapshot.h"

namespace zonebook::casework {

constexpr std::string_view calendar_register = "calendar_year";  // of this room
constexpr std::string_view closing_register = "closing_day";     // of this room

// As of a day and the snapshot's knowledge; the zone's own closings, not those of zones below.
//   invalid  what calendar::WorkDays::make refuses
Result<calendar::WorkDays> work_days(ledger::Snapshot&, Date on);

// What anybody may know, so that everybody's clock is the same: the rows of a register wherever the
// read may touch, above its zone too, whatever the reader's rights.
Result<std::vector<ledger::Listed>> public_rows(ledger::Snapshot&, meta::Register const&, Date on);

// The notices alone.
Result<calendar::WorkDays> national_days(ledger::Snapshot&, Date on);
// Closings of the zones that a list holds, by zone.
using Closings = std::map<std::string, std::vector<calendar::Days>>;
Result<Closings> closings(ledger::Snapshot&, Date on);

struct AdoptedNotices {
  std::vector<Json> creations, corrections;                  // changes of the root zone
  std::vector<std::pair<std::int64_t, std::int64_t>> taken;  // years with the edition they get
  std::vector<std::int64_t> left;  // years that a person has written otherwise, of later editions
};
// The snapshot is of everything in the root zone.
Result<AdoptedNotices> adopt_notices(ledger::Snapshot&, std::vector<calendar::Notice> const&);

// What is wrong with a record of the register `calendar_year`: lines that are no stretches, days
// that are not of its year.  `where` is "calendar_year.holidays" or "calendar_year.make_up_days".
ledger::RecordCheck calendar_check(meta::Catalog const&);

}  // namespace zonebook::casework
