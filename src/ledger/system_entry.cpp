#include "ledger/system_entry.h"

#include <algorithm>

#include "ledger/refusal.h"
#include "ledger/sql.h"
#include "ledger/store.h"

namespace zonebook::ledger {

namespace {

// The head of a zone, or of the root, locked before it is read.
Result<Head> locked_head(db::Connection& at, Store& store, std::string zone) {
  auto heads = TRY(store.heads());
  if (zone.empty()) {
    auto const root = std::ranges::find_if(heads, [](Head const& head) { return !head.parent; });
    if (root == heads.end()) return refuse(Error::Code::broken, {"ledger.no_root", {}});
    zone = root->zone;
  }
  TRY(at.each(sql::lock_head, {zone}, [](db::Row const&) -> Result<void> { return {}; }));
  heads = TRY(store.heads());
  auto const found = std::ranges::find(heads, zone, &Head::zone);
  if (found != heads.end()) return *found;
  return refuse(Error::Code::not_found, {"ledger.no_zone", {{"zone", zone}}}, Json::object(),
                "zone");
}

}  // namespace

Result<LogEntry> append_system_entry(db::Connection& at, meta::Catalog const& catalog, Instant now,
                                     SystemEntry const& what) {
  Statements const none(catalog);
  Store store(at, catalog, none);
  auto const head = TRY(locked_head(at, store, what.zone));
  auto const known = std::max({now.micros(), head.last.micros() + 1, head.closed.micros() + 1});
  LogEntry entry{.zone = head.zone,
                 .known = Instant(known),
                 .seq = head.seq + 1,
                 .actor = what.actor,
                 .source = what.source,
                 .reason = what.reason,
                 .key = "",
                 .catalog = catalog.hash(),
                 .body = "{\"version\":1,\"changes\":[]," + quoted_json(what.member) + ":" +
                         canonical(what.told) + "}",
                 .prev_hash = head.hash,
                 .hash = {}};
  entry.hash = hash_of(entry);
  TRY(store.append(entry, what.member));
  return entry;
}

}  // namespace zonebook::ledger
