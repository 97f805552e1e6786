// What the routes stand on: the ledger with its model, the figures, and who may see what.  Made by
// app/, and outlives the Api.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "access/access.h"
#include "api/editions_now.h"
#include "api/held_imports.h"
#include "api/metrics.h"
#include "api/openness.h"
#include "api/stream_rights.h"
#include "api/watching.h"
#include "casework/rulebook.h"
#include "ledger/ledger.h"

namespace zonebook::reconcile {
struct Phrases;
struct Forms;
}  // namespace zonebook::reconcile

namespace zonebook::api {

struct Rooms {
  ledger::Ledger& ledger;
  ledger::Proposals& proposals;
  db::Database& database;
  meta::Catalog const& catalog;
  EditionsNow& editions;
  std::vector<meta::Term> const& terms;
  access::Access& access;
  ledger::FileStore const& files;
  HeldImports& imports;
  Watching& watching;
  StreamRights& stream_rights;
  Metrics const& metrics;
  Openness& openness;
  reconcile::Phrases const& phrases;
  reconcile::Forms const& forms;
  casework::Rulebook const& rulebook;
  Clock const& clock;  // what is shown: of a sample its own
  Zone const& local;
  std::string root;  // the zone above all
  enum class Kind : std::uint8_t { real, sample } kind = Kind::real;
  // Whoever reaches the server may take a role card of the sample.
  enum class Cards : std::uint8_t { none, shown } cards = Cards::none;

  Date today() const { return clock.now().date_in(local); }
};

}  // namespace zonebook::api
