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

Result<KnownLives::Records> KnownLives::load(std::string const& zone,
                                             std::vector<meta::Register const*> const& registers) {
  Records records;
  for (auto const* in : registers) {
    TRY(store_.each_row(zone, *in, [&](ledger::StoredVersion row) -> Result<void> {
      auto& rows = rows_cache_[row.id];
      if (records.emplace(row.id, in).second) rows = {.in = in, .versions = {}, .merges = {}};
      rows.versions.push_back(std::move(row));
      return {};
    }));
  }
  TRY(store_.each_merge(zone, [&](ledger::StoredMerge row) -> Result<void> {
    auto const found = records.find(row.id);
    if (found != records.end()) rows_cache_.at(row.id).merges.push_back(std::move(row));
    return {};
  }));
  return records;
}

std::optional<Instant> KnownLives::next_known() const {
  auto next = Instant::max();
  auto const take = [&](Instant at) {
    if (at > *k_) next = std::min(next, at);
  };
  for (auto const& id : asked_) {
    auto const& rows = rows_cache_.at(id);
    for (auto const& row : rows.versions) {
      take(row.version.known_from);
      take(row.known_to);
    }
    for (auto const& row : rows.merges) {
      take(row.merge.known_from);
      take(row.known_to);
    }
  }
  return next == Instant::max() ? std::nullopt : std::optional(next);
}

Date KnownLives::next_day(Date day) const {
  auto next = ledger::open_end();
  auto const take = [&](ledger::Stretch on) {
    for (auto const at : {on.from, on.to}) {
      if (at > day) next = std::min(next, at);
    }
  };
  for (auto const& id : asked_) {
    auto const& rows = rows_cache_.at(id);
    for (auto const& row : rows.versions) {
      if (is_known(row.version.known_from, row.known_to, k_)) take(row.version.on);
    }
    for (auto const& row : rows.merges) {
      if (is_known(row.merge.known_from, row.known_to, k_)) take(row.merge.on);
    }
  }
  return next;
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
