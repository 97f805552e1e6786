#include "ledger/rebuild.h"

#include <algorithm>

#include "ledger/projection.h"
#include "ledger/replay.h"
#include "ledger/shape.h"
#include "ledger/sql.h"
#include "ledger/verify.h"

namespace zonebook::ledger {
namespace {

// One ledger's tables on their way out of its logs.
class Rebuilding {
 public:
  Rebuilding(db::Connection& at, meta::Catalog const& catalog)
      : at_(at), catalog_(catalog), statements_(catalog), store_(at, catalog, statements_) {}

  // The search tables of zones, and nothing else.
  Result<void> post(std::set<std::string> const& zones) {
    for (auto const& zone : zones) {
      TRY(at_.each(sql::lock_zone, {zone}, [](db::Row const&) -> Result<void> { return {}; }));
      Replay replay(catalog_);
      TRY(replay_zone(zone, replay));
      TRY(at_.run(sql::erase_postings, {zone}));
      TRY(write_postings(zone, replay));
    }
    return {};
  }

  Result<void> run() {
    TRY(hold_all_zones(at_, store_));
    TRY(drop_projection(at_));
    auto const heads = TRY(store_.heads());
    for (auto const& head : heads) TRY(rebuild_zone(head));
    for (auto const& [zone, parent] : zones_) {
      auto const head = std::ranges::find(heads, zone, &Head::zone);
      if (head == heads.end()) {
        // What was read of it is lost with its head: no less than what was read of any.
        auto const closed = std::ranges::max(heads, {}, &Head::closed).closed;
        TRY(add_zone(at_, zone, parent, closed));
        TRY(rebuild_zone({.zone = zone, .parent = parent}));
      } else if (head->parent != parent || head->seal != seal_of(*head)) {
        TRY(move_zone(at_, zone, parent));
      }
    }
    return {};
  }

 private:
  Result<void> rebuild_zone(Head const& head) {
    Replay replay(catalog_);
    auto const last = TRY(replay_zone(head.zone, replay));
    TRY(erase(head.zone));
    for (auto const& [id, rows] : replay.records()) TRY(write(head.zone, id, rows));
    TRY(write_postings(head.zone, replay));
    if (head.seq != last.seq || head.last != last.known || head.hash != last.hash) {
      TRY(at_.run(sql::move_head, {last.seq, last.known.micros(), last.hash, head.zone}));
    }
    zones_.merge(replay.zones());
    return {};
  }

  // The last entry.
  Result<LogEntry> replay_zone(std::string const& zone, Replay& replay) {
    LogEntry last{.zone = zone, .hash = no_hash()};
    TRY(store_.each_entry(zone, INT64_MIN, [&](LogEntry entry) -> Result<void> {
      TRY(replay.add(entry));
      last = std::move(entry);
      return {};
    }));
    return last;
  }

  Result<void> write_postings(std::string const& zone, Replay const& replay) {
    Postings postings;
    for (auto const& [id, rows] : replay.records()) replay.post(id, rows, postings);
    return postings.write(at_, zone);
  }

  Result<void> erase(std::string const& zone) {
    for (auto const& in : catalog_.registers()) TRY(at_.run(statements_.of(in).erase, {zone}));
    TRY(at_.run(sql::erase_merges, {zone}));
    TRY(at_.run(sql::erase_touches, {zone}));
    TRY(at_.run(sql::erase_records, {zone}));
    TRY(at_.run(sql::erase_postings, {zone}));
    return {};
  }

  Result<void> write(std::string const& zone, std::string const& id, Replay::Rows const& rows) {
    TRY(at_.run(sql::add_record, {zone, id, rows.in->name}));
    for (auto const seq : rows.touched_by) TRY(at_.run(sql::add_touch, {zone, id, seq}));
    for (auto const& row : rows.versions) TRY(insert(at_, statements_.of(*rows.in), zone, row));
    for (auto const& row : rows.merges) TRY(insert(at_, *rows.in, zone, row));
    return {};
  }

  db::Connection& at_;
  meta::Catalog const& catalog_;
  Statements statements_;
  Store store_;
  Parents zones_;
};

}  // namespace

// An entry that is appended meanwhile would be missing from the tables: all writers wait.  In the
// order of zones, as those do who lock several; once the root is held, no zone is added.
Result<void> hold_all_zones(db::Connection& at, Store& store) {
  for (std::size_t held = 0;;) {
    auto const heads = TRY(store.heads());
    if (heads.size() == held) return {};
    held = heads.size();
    for (auto const& head : heads) {
      TRY(at.each(sql::lock_zone, {head.zone}, [](db::Row const&) -> Result<void> { return {}; }));
    }
  }
}

Result<void> rebuild(db::Connection& at, meta::Catalog const& catalog) {
  return Rebuilding(at, catalog).run();
}

Result<void> fill_postings(db::Database& database, meta::Catalog const& catalog) {
  std::set<std::string> zones;
  {
    auto const reader = TRY(database.read());
    TRY(reader->each(sql::list_unposted, {}, [&](db::Row const& row) -> Result<void> {
      zones.emplace(row.text(0));
      return {};
    }));
  }
  if (zones.empty()) return {};
  return database.write([&](db::Connection& at) { return Rebuilding(at, catalog).post(zones); });
}

Result<void> rebuild(db::Database& database, Ledger const& ledger) {
  return database.write([&](db::Connection& at) -> Result<void> {
    TRY(rebuild(at, ledger.catalog()));
    auto const* projection = ledger.options().projection.get();
    return projection ? fill_projection(at, *projection) : Result<void>();
  });
}

}  // namespace zonebook::ledger
