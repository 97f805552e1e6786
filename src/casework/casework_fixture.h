// For tests: a ledger with the registers of this room and the track of cases, over the zones root
// ← east, root ← west; the model's notices in the root, and its decision tables.
//
//   class Cases : public CaseworkFixture {};
//   TEST_P(Cases, …) { service_case("JC-1", "2023-06-19", …); clocks("2023-06-27"); }

#pragma once

#include <gmock/gmock.h>

#include "casework/calendar_rows.h"
#include "casework/case_clock.h"
#include "casework/clock_fixture.h"
#include "db/database_fixture.h"
#include "ledger/ledger_fixture.h"

namespace zonebook::casework {

// Of all tables in model/decisions but the ledger's own.
Rulebook model_rules();

class CaseworkFixture : public db::DatabaseFixture {
 protected:
  void SetUp() override;

  // The id of the record that it makes, "" if it was refused; then `refused_` says why.
  std::string make(std::string const& zone, std::string const& in, std::string const& from,
                   std::string const& fields);
  bool change(std::string const& kind, std::string const& zone, std::string const& id,
              std::string const& from, std::string const& fields);
  bool append(std::string const& zone, std::vector<Json> changes);

  // In east, accepted on the day it was received; `more` begins with a comma.
  std::string service_case(std::string const& code, std::string const& accepted,
                           std::string const& more);
  std::vector<CaseClock> clocks(std::string_view on, std::string const& zone = "east");

  ledger::Snapshot snapshot(std::string const& zone = "root");
  ledger::Ledger& book() { return *ledger_; }
  meta::Catalog const& catalog() const { return *catalog_; }
  ledger::StepClock& clock() { return clock_; }

  std::string refused_;  // the name of the check, else the key

 private:
  std::shared_ptr<meta::Catalog const> catalog_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<ledger::Ledger> ledger_;
  ledger::StepClock clock_{"2023-06-19T02:00:00Z"};
  std::string root_;
};

}  // namespace zonebook::casework
