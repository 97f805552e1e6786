#include "ledger/system_entry.h"

#include <algorithm>

#include "ledger/refusal.h"
#include "ledger/store.h"

namespace zonebook::ledger {

Result<LogEntry> append_system_entry(db::Connection& at, meta::Catalog const& catalog, Instant now,
                                     SystemEntry const& what) {
  Statements const none(catalog);
  Store store(at, catalog, none);
  auto const heads = TRY(store.heads());
  auto const root = std::ranges::find_if(heads, [](Head const& head) { return !head.parent; });
  if (root == heads.end()) return refuse(Error::Code::broken, {"ledger.no_root", {}});
  auto const known = std::max({now.micros(), root->last.micros() + 1, root->closed.micros() + 1});
  LogEntry entry{.zone = root->zone,
                 .known = Instant(known),
                 .seq = root->seq + 1,
                 .actor = system_actor,
                 .source = what.source,
                 .reason = what.reason,
                 .key = "",
                 .catalog = catalog.hash(),
                 .body = "{\"version\":1,\"changes\":[]," + quoted_json(what.member) + ":" +
                         canonical(what.told) + "}",
                 .prev_hash = root->hash,
                 .hash = {}};
  entry.hash = hash_of(entry);
  TRY(store.append(entry));
  return entry;
}

}  // namespace zonebook::ledger
