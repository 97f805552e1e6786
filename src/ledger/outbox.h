// The outbox: for each entry one row in the entry's own transaction, so that mail, webhooks and
// streams hear of all that was written, and of nothing that was not.
//
//   auto batch = TRY(take(database, "mail", now));
//   if (batch) { …send each of batch->rows…; TRY(acknowledge(database, *batch, last_seq, now)); }
//
// Promises
//   1. A row exists if and only if its entry does; a rolled-back entry leaves none.
//   2. A consumer hears of a zone in the order of seq, without gaps.  Between zones there is no
//      order: their entries are committed side by side.  The position is one seq for each zone.
//   3. Several readers may take for one consumer at once, of different zones: a zone is leased to
//      one of them.  Who dies lets its lease run out, and another takes the same rows again.
//   4. So each row is told at least once, not exactly once: whoever receives it knows (zone, seq)
//      and drops the second.
//   5. A consumer exists from its first subscribe().  What all consumers have acknowledged is
//      dropped; as long as there is none, nothing is.
//
// Cost: one insert an entry.  Source: ARCHITECTURE 3 of the design.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/json.h"
#include "ledger/audit.h"
#include "ledger/store.h"

namespace zonebook::ledger {

struct OutboxRow {
  std::int64_t seq = 0;  // of the zone
  Instant known;
  std::vector<std::string> topics;  // registers touched; of a system entry what it tells: "shape"
};

struct Batch {
  std::string consumer, zone, lease;
  std::vector<OutboxRow> rows;  // never empty
};

// What an entry's row says of it, by its body.
std::string topics_of(LogEntry const&);

// From now on the consumer is remembered, and hears of what is still there.  Twice is once.
Result<void> subscribe(db::Database&, std::string const& consumer);

// The next rows of a zone that nobody else reads for this consumer; nullopt: nothing is waiting.
//   not_found  ledger.no_consumer: it has not subscribed
constexpr std::int64_t lease_micros = std::int64_t{60} * 1'000'000;
Result<std::optional<Batch>> take(db::Database&, std::string const& consumer, Instant now,
                                  std::int64_t limit = 100);

// Up to and including `seq` all were told; the zone is free for others.
//   conflict  ledger.lease_lost: the lease ran out and another reader has taken over
//   invalid   ledger.not_in_batch: `seq` is none of the batch
Result<void> acknowledge(db::Database&, Batch const&, std::int64_t seq, Instant now);

// Each waiting row against its entry, none missing; each position against its seal.
Result<void> check_outbox(db::Connection&, Store&, std::vector<Head> const&, Complain const&);

}  // namespace zonebook::ledger
