#include "figures/known_lives.h"

namespace zonebook::figures {

std::vector<ledger::Version> known_versions(std::vector<ledger::StoredVersion> const& rows,
                                            Knowledge k) {
  std::vector<ledger::Version> versions;
  for (auto const& row : rows) {
    if (is_known(row.version.known_from, row.known_to, k)) versions.push_back(row.version);
  }
  ledger::sort_by_day(versions);
  return versions;
}

Result<ledger::Life> KnownLives::now(std::string const& id) { return life(id, k_); }

Result<ledger::Life> KnownLives::known_at(std::string const& id, Instant k) { return life(id, k); }

Result<ledger::Life> KnownLives::life(std::string const& id, Knowledge k) {
  asked_.insert(id);
  auto const* rows = TRY(rows_of(id));
  ledger::Life life{.id = id, .zone = ledger::zone_of(id), .in = rows->in};
  life.versions = known_versions(rows->versions, k);
  for (auto const& row : rows->merges) {
    if (is_known(row.merge.known_from, row.known_to, k)) life.merges.push_back(row.merge);
  }
  ledger::sort_by_day(life.merges);
  return life;
}

Result<KnownLives::Rows const*> KnownLives::rows_of(std::string const& id) {
  auto const found = rows_cache_.find(id);
  if (found != rows_cache_.end()) return &found->second;
  Rows rows;
  rows.in = TRY(store_.register_of(id));
  if (rows.in) {
    rows.versions = TRY(store_.all_rows(id));
    rows.merges = TRY(store_.all_merges(id));
  }
  return &rows_cache_.emplace(id, std::move(rows)).first->second;
}

}  // namespace zonebook::figures
