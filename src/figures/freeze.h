// Frozen figures: what was reported under a title, on a day, by a signer, with all that is needed
// to work it out again (registers/frozen_report.yaml, frozen_figure.yaml).
//
//   auto const report = TRY(frozen_report(snapshot, id));
//   for (auto const& one : report->figures)
//     figure(ledger.read(one.zone, one.k), …)   // the same value: a pair once read never changes
//   figure(ledger.read(one.zone), …)            // what it would be now
//
// Threads: as Snapshot.  Source: the design, 6; PRODUCT E4.

#pragma once

#include <set>

#include "figures/figure.h"

namespace zonebook::figures {

struct FrozenFigure {
  std::string id, report;  // their records
  std::string definition;
  std::string zone;  // its code
  std::string period;
  Date v;
  Instant k;
  Decimal value;  // in the unit, of a ratio per cent; not rounded
  // By which editions it was counted (editions.h); nullopt: nobody kept it.
  std::optional<std::int64_t> edition = {}, cohort_edition = {};
};
struct FrozenReport {
  std::string id, title, signer;
  Date frozen_on;
  std::vector<FrozenFigure> figures;  // by the ids of their records
  std::vector<std::string> broken;    // of which a person wrote what nobody can read back
};

// Read on its own day; nullopt: there is no such report, or it is not shown here.
Result<std::optional<FrozenReport>> frozen_report(ledger::Snapshot&, std::string const& id);
// Those of the zone and below, the latest first; without their figures.
Result<std::vector<FrozenReport>> frozen_reports(ledger::Snapshot&, Date v);
// In which reports the very question's definition, zone and period were frozen, by report.
struct FrozenOf {
  std::vector<FrozenFigure> figures;  // by the moment of their knowledge
  std::vector<std::string> broken;    // of whatever period, for it may not be told
};
Result<FrozenOf> frozen_of(ledger::Snapshot&, Question const&);

// The fields of a record of frozen_figure; `report` and `zone_record` are ids or "new:…".
Json frozen_fields(FrozenFigure const&, std::string const& zone_record);

// The records that a figure rests on: those behind it, of a ratio of both parts, and those that
// they were read through.
Result<std::set<std::string>> rests_on(ledger::Snapshot&, Question const&);

}  // namespace zonebook::figures
