// The audit chain: what was done besides entries (refusals, unmasking, exports, backups, rights),
// one act after another, each hashed onto the one before.  One chain for the whole database.
//
//   TRY(audit(at, {.act = act::approved, .actor = "示例人员02", .about = id}, now));
//
// Promises
//   1. An act that belongs to something written stands in the same transaction: both, or neither.
//   2. Acts have no gaps and one order, however many processes write them: the head row is the
//      lock, taken last in a transaction, so that it is held for the shortest time.
//   3. check_audit() finds any changed column, a row too many or too few, and a cut end; what was
//      rewritten with the head row, by heads that were kept outside (anchor.h).
//
// No personal value stands here: an act names references.  Source: ARCHITECTURE 3 of the design.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "db/database.h"

namespace zonebook::ledger {

namespace act {
constexpr auto refused = "refused";
constexpr auto proposed = "proposed";
constexpr auto approved = "approved";
constexpr auto rejected = "rejected";
constexpr auto withdrawn = "withdrawn";
constexpr auto erased = "erased";
constexpr auto unmasked = "unmasked";
constexpr auto exported = "exported";
constexpr auto backed_up = "backed_up";
constexpr auto restored = "restored";
}  // namespace act

struct Act {
  std::string act, actor;
  std::string zone = {};   // may be empty: of the whole
  std::string about = {};  // what it was done to: a record, a reference, a file
  Json details = Json::object();
};

struct AuditRow {
  std::int64_t seq = 0;  // from 1
  Instant at;
  std::string zone, actor, act, about, details, prev_hash, hash;
};
std::string hash_of(AuditRow const&);

// Within the caller's transaction, as its last statement.
Result<void> audit(db::Connection&, Act const&, Instant at);

// The acts after a seq (0: from the first), at most `limit`.
Result<std::vector<AuditRow>> audit_page(db::Connection&, std::int64_t after, std::int64_t limit);

// Told of each place that differs: the key of a message, and where.
using Complain = std::function<void(std::string key, std::string where)>;
// `kept`: hashes by seq, as they stood.
Result<void> check_audit(db::Connection&, std::multimap<std::int64_t, std::string> const& kept,
                         Complain const&);

}  // namespace zonebook::ledger
