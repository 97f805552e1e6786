#include "ledger/audit.h"

#include <algorithm>

#include "ledger/log.h"
#include "ledger/sql.h"

namespace zonebook::ledger {
namespace {

constexpr auto chain = "audit";
constexpr std::int64_t page = 1000;

struct AuditHead {
  std::int64_t seq = 0;
  std::string hash;
};

Result<std::optional<AuditHead>> locked_head(db::Connection& at) {
  std::optional<AuditHead> head;
  TRY(at.each(sql::lock_audit, {chain}, [&](db::Row const& row) -> Result<void> {
    head = AuditHead{row.integer(0), std::string(row.text(1))};
    return {};
  }));
  return head;
}

AuditRow row_from(db::Row const& row) {
  auto const text = [&](int column) { return std::string(row.text(column)); };
  return {.seq = row.integer(0),
          .at = Instant(row.integer(1)),
          .zone = text(2),
          .actor = text(3),
          .act = text(4),
          .about = text(5),
          .details = text(6),
          .prev_hash = text(7),
          .hash = text(8)};
}

}  // namespace

std::string hash_of(AuditRow const& row) {
  return seal_of({chain, std::to_string(row.seq), std::to_string(row.at.micros()), row.zone,
                  row.actor, row.act, row.about, row.details, row.prev_hash});
}

Result<void> audit(db::Connection& at, Act const& what, Instant now) {
  auto head = TRY(locked_head(at));
  if (!head) {
    TRY(at.run(sql::begin_audit, {chain, no_hash()}));
    head = TRY(locked_head(at));
  }
  AuditRow row{.seq = head->seq + 1,
               .at = now,
               .zone = what.zone,
               .actor = what.actor,
               .act = what.act,
               .about = what.about,
               .details = canonical(what.details),
               .prev_hash = head->hash,
               .hash = {}};
  row.hash = hash_of(row);
  TRY(at.run(sql::add_audit, {row.seq, row.at.micros(), row.zone, row.actor, row.act, row.about,
                              row.details, row.prev_hash, row.hash}));
  TRY(at.run(sql::move_audit, {row.seq, row.hash, chain}));
  return {};
}

Result<std::vector<AuditRow>> audit_page(db::Connection& at, std::int64_t after,
                                         std::int64_t limit) {
  std::vector<AuditRow> rows;
  TRY(at.each(sql::list_audit, {after, limit}, [&](db::Row const& row) -> Result<void> {
    rows.push_back(row_from(row));
    return {};
  }));
  return rows;
}

Result<void> check_audit(db::Connection& at, std::multimap<std::int64_t, std::string> const& kept,
                         Complain const& complain) {
  AuditRow last{.at = {}, .hash = no_hash()};
  for (auto after = INT64_MIN;;) {
    auto const rows = TRY(audit_page(at, after, page));
    if (rows.empty()) break;
    for (auto const& row : rows) {
      auto const follows =
          row.seq == last.seq + 1 && row.prev_hash == last.hash && row.hash == hash_of(row);
      if (!follows) complain("ledger.audit_broken", std::to_string(row.seq));
      auto const [from, to] = kept.equal_range(row.seq);
      auto const differs = [&](auto const& anchor) { return anchor.second != row.hash; };
      if (std::any_of(from, to, differs)) {
        complain("ledger.audit_differs", std::to_string(row.seq));
      }
      last = row;
    }
    after = last.seq;
  }
  for (auto lost = kept.upper_bound(last.seq); lost != kept.end(); ++lost) {
    complain("ledger.audit_lost", std::to_string(lost->first));
  }
  bool has_head = false;
  TRY(at.each(sql::list_audit_heads, {}, [&](db::Row const& row) -> Result<void> {
    auto const stands =
        row.text(0) == chain && row.integer(1) == last.seq && row.text(2) == last.hash;
    has_head = true;
    if (!stands) complain("ledger.audit_cut", std::to_string(last.seq));
    return {};
  }));
  if (!has_head && last.seq != 0) complain("ledger.audit_cut", std::to_string(last.seq));
  return {};
}

}  // namespace zonebook::ledger
