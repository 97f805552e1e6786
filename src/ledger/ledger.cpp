#include "ledger/ledger.h"

#include <algorithm>

#include "ledger/append.h"
#include "ledger/audit.h"
#include "ledger/daily_anchors.h"
#include "ledger/erased.h"
#include "ledger/refusal.h"
#include "ledger/request.h"
#include "ledger/sql.h"
#include "ledger/system_entry.h"

namespace zonebook::ledger {

Result<Receipt> Ledger::append(Json const& letter) {
  auto const request = TRY(read_request(letter, *catalog_, local()));
  return append(request);
}

Result<Receipt> Ledger::append(Request const& request) {
  TRY(keep_anchor());
  Receipt receipt;
  auto const done = database_.write([&](db::Connection& at) -> Result<void> {
    receipt = TRY(Appending(*this, request, at).run());
    return {};
  });
  if (done) return receipt;
  TRY(audit_refusal(request.zone, request.actor, done.error()));
  return std::unexpected(done.error());
}

Appended Ledger::append(std::span<Request const> requests) {
  Appended done;
  if (auto const kept = keep_anchor(); !kept) {
    done.stopped = kept.error();
    return done;
  }
  while (!requests.empty()) {
    done.receipts.clear();
    auto const written = database_.write([&](db::Connection& at) -> Result<void> {
      done.receipts.clear();
      for (auto const& request : requests) {
        auto receipt = TRY(Appending(*this, request, at).run());
        done.receipts.push_back(std::move(receipt));
      }
      return {};
    });
    if (written) return done;
    done.stopped = written.error();
    auto const before = done.receipts.size();
    done.receipts.clear();
    if (before == requests.size()) return done;  // none was refused: it is the database
    auto const& refused = requests[before];
    auto const told = audit_refusal(refused.zone, refused.actor, *done.stopped);
    if (!told) done.stopped = told.error();  // those before it are none the worse for it
    requests = requests.first(before);
  }
  return done;
}

Result<void> Ledger::check(Request const& request) {
  auto is_right = false;
  auto const done = database_.write([&](db::Connection& at) -> Result<void> {
    is_right = false;
    Appending trial(*this, request, at);
    auto const before = TRY(trial.begin());
    if (!before) {
      TRY(trial.check());
      TRY(trial.check_second_person());
    }
    is_right = true;
    return std::unexpected(Error{});  // so that what it locked and moved is undone
  });
  if (is_right) return {};
  return done;
}

Result<void> Ledger::audit_refusal(std::string const& zone, std::string const& actor,
                                   Error const& error) {
  if (error.code != Error::Code::forbidden) return {};
  return database_.write([&](db::Connection& at) -> Result<void> {
    auto const now = TRY(clock(at));
    return audit(at,
                 {.act = act::refused,
                  .actor = actor,
                  .zone = zone,
                  .about = error.where,
                  .details = Json::object({{"code", Json::string(error.says.key)}})},
                 now);
  });
}

Result<std::string> Ledger::unmask(Unmasking const& asked) {
  std::string found;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    auto const value = TRY(personal_value(at, asked.zone, asked.mark));
    if (!value) {
      return refuse(Error::Code::not_found, {"ledger.no_personal", {{"ref", asked.mark.ref}}});
    }
    found = *value;
    auto const now = TRY(clock(at));
    return audit(at,
                 {.act = act::unmasked,
                  .actor = asked.actor,
                  .zone = asked.zone,
                  .about = asked.mark.ref,
                  .details = Json::object({{"reason", Json::string(asked.reason)}})},
                 now);
  }));
  return found;
}

Result<void> Ledger::keep_anchor() {
  return DailyAnchors(options_.anchors).keep(database_, today());
}

Result<Receipt> Ledger::erase(Erasure const& erasure) {
  TRY(check_who_and_why(
      {.actor = erasure.actor, .source = erasure.source, .reason = erasure.reason}));
  TRY(keep_anchor());
  Receipt receipt;
  TRY(database_.write([&](db::Connection& at) -> Result<void> {
    std::vector<Json> refs;
    for (auto const& ref : erasure.refs) {
      auto const is_erased = TRY(erase_value(at, erasure.zone, ref));
      if (!is_erased) {
        return refuse(Error::Code::not_found, {"ledger.no_personal", {{"ref", ref}}});
      }
      refs.push_back(Json::string(ref));
    }
    auto const now = TRY(clock(at));
    auto const entry = TRY(append_system_entry(at, *catalog_, now,
                                               {.zone = erasure.zone,
                                                .actor = erasure.actor,
                                                .reason = erasure.reason,
                                                .source = erasure.source,
                                                .member = "erase",
                                                .told = Json::array(std::move(refs))}));
    receipt = {.seq = entry.seq, .known = entry.known};
    TRY(ErasedList(options_.erased).add(erasure.refs));
    at.forget_deleted();
    return audit(at,
                 {.act = act::erased,
                  .actor = erasure.actor,
                  .zone = erasure.zone,
                  .details = Json::object({{"seq", Json::integer(entry.seq)}})},
                 now);
  }));
  return receipt;
}

// A zone may be added between one snapshot and the next, or move as long as the root is open at k,
// so it is asked again until none is open.
Result<Snapshot> Ledger::read(Scope const& scope, std::optional<Instant> k) {
  for (;;) {
    std::vector<Head> open;
    {
      auto snapshot =
          TRY(Snapshot::open(database_, catalog_, statements_, scope, k, today(), options_.secret));
      if (!k) return snapshot;
      for (auto const& name : snapshot.scope()) {
        auto const& head = snapshot.head(name);
        if (*k > std::max(head.last, head.closed)) open.push_back(head);
      }
      if (open.empty()) return snapshot;
      TRY(check_past(snapshot, *k));
    }
    // The snapshot is let go first: many who close at once must not wait for each other's
    // connections.
    TRY(close(std::move(open), *k));
  }
}

// An instant above the clock is readable where something has been known or read so late.
Result<void> Ledger::check_past(Snapshot& snapshot, Instant k) const {
  auto latest = TRY(clock(snapshot.connection()));
  for (auto const& name : snapshot.scope()) {
    auto const& head = snapshot.head(name);
    latest = std::max({latest, head.last, head.closed});
  }
  if (k <= latest) return {};
  return refuse(Error::Code::invalid, {"ledger.future", {}}, Json::object(), "known");
}

// In the order of zones, so that two readers never wait for each other.
Result<void> Ledger::close(std::vector<Head> zones, Instant k) {
  return database_.write([&](db::Connection& at) -> Result<void> {
    for (auto& head : zones) {
      TRY(at.each(sql::lock_zone, {head.zone}, [&](db::Row const& row) -> Result<void> {
        head.parent = row.is_null(0) ? std::nullopt : std::optional(std::string(row.text(0)));
        return {};
      }));
      head.closed = k;
      TRY(at.run(sql::close_head, {k.micros(), seal_of(head), head.zone, k.micros()}));
    }
    return {};
  });
}

Result<Instant> Ledger::clock(db::Connection& at) const {
  auto now = options_.clock.now();
  if (options_.time == Options::Time::injected) return now;
  TRY(at.each(sql::read_clock, {}, [&](db::Row const& row) -> Result<void> {
    if (row.integer(0) != 0) now = Instant(row.integer(0));
    return {};
  }));
  return now;
}

std::string const& Ledger::shape() const {
  return options_.shape.empty() ? catalog_->hash() : options_.shape;
}

}  // namespace zonebook::ledger
