// What a session holds: a database of its own, the file's clock, and its names for records.

#pragma once

#include <map>
#include <memory>
#include <string>

#include "by_tables.h"
#include "db/database_fixture.h"
#include "figures/figure.h"
#include "ledger/ledger.h"
#include "ledger/request.h"
#include "session.h"

namespace zonebook::oracle {

// The file's own clock.
class StepClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_;
};

// Which knowledge an answer rests on, as the oracle tells it.
inline Json known_of(ledger::Knowledge const& knowledge) {
  if (knowledge.k) return Json::object({{"known", Json::integer(knowledge.k->micros())}});
  auto now = Json::object();
  for (auto const& [zone, last] : knowledge.now) now.set(zone, Json::integer(last.micros()));
  return Json::object({{"now", std::move(now)}});
}

struct Session::Parts {
  std::unique_ptr<db::TestPlace> place;
  std::unique_ptr<db::Database> database;
  std::shared_ptr<meta::Catalog const> catalog;
  StepClock clock;
  std::shared_ptr<Zone const> local;
  std::unique_ptr<ledger::Ledger> ledger;
  figures::Definitions definitions;
  std::map<std::string, std::string> ids, names;  // "@p1" → id, and back
  ByTables by_tables;

  Result<figures::Question> question(Json const&) const;
  static Json translated(Json const& json, std::map<std::string, std::string> const& names);
  Result<ledger::Snapshot> read(std::string const& zone, Json const& question) {
    auto const* known = question.find("known");
    return ledger->read(zone, known ? ledger::read_instant(*known, *local) : std::nullopt);
  }
};

}  // namespace zonebook::oracle
