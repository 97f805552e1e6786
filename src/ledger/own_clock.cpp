#include "ledger/own_clock.h"

#include "ledger/refusal.h"
#include "ledger/sql.h"
#include "ledger/system_entry.h"

namespace zonebook::ledger {
namespace {

// In place of the entry that sets it.
constexpr std::int64_t begun = 0;

// Years 1900 to 9999, so that no sum of three leaves 64 bits.
bool is_possible(Instant instant) {
  constexpr std::int64_t day_micros = 86'400'000'000;
  return instant.micros() >= first_day().days() * day_micros &&
         instant.micros() < open_end().days() * day_micros;
}

}  // namespace

Result<std::optional<OwnClock>> own_clock(db::Connection& at) {
  std::optional<OwnClock> own;
  TRY(at.each(sql::read_own_clock, {}, [&](db::Row const& row) -> Result<void> {
    if (row.integer(2) == begun) return {};
    own = OwnClock{.set = Instant(row.integer(0)), .shown = Instant(row.integer(1))};
    return {};
  }));
  if (own && !(is_possible(own->set) && is_possible(own->shown))) {
    return refuse(Error::Code::broken, {"ledger.own_clock_broken", {}});
  }
  return own;
}

Result<bool> is_own_clock_begun(db::Connection& at) {
  bool is_begun = false;
  TRY(at.each(sql::read_own_clock, {}, [&](db::Row const& row) -> Result<void> {
    is_begun |= row.integer(2) == begun;
    return {};
  }));
  return is_begun;
}

Result<Instant> real_now(db::Connection& at, Clock const& of_the_process) {
  auto now = of_the_process.now();
  TRY(at.each(sql::read_real_clock, {}, [&](db::Row const& row) -> Result<void> {
    if (!row.is_null(0)) now = Instant(row.integer(0));
    return {};
  }));
  return now;
}

Result<Instant> shown_now(db::Connection& at, Clock const& of_the_process) {
  auto const own = TRY(own_clock(at));
  auto const real = TRY(real_now(at, of_the_process));
  return own ? own->at(real) : real;
}

Result<void> begin_own_clock(db::Connection& at, std::string const& root, OwnClock own) {
  CHECK(is_possible(own.set) && is_possible(own.shown));
  TRY(at.run(sql::add_own_clock, {root, begun, own.set.micros(), own.shown.micros()}));
  return {};
}

Result<void> set_own_clock(db::Connection& at, meta::Catalog const& catalog, OwnClock own) {
  auto const before = TRY(own_clock(at));
  bool is_later = false;
  TRY(at.each(sql::list_heads, {}, [&](db::Row const& row) -> Result<void> {
    is_later |= Instant(row.integer(3)) > own.shown;
    return {};
  }));
  if (before || is_later) return refuse(Error::Code::conflict, {"ledger.own_clock_set", {}});
  CHECK(is_possible(own.set) && is_possible(own.shown));
  auto const entry = TRY(
      append_system_entry(at, catalog, own.shown,
                          {.reason = "own_clock",
                           .member = "own_clock",
                           .told = Json::object({{"set", Json::integer(own.set.micros())},
                                                 {"shown", Json::integer(own.shown.micros())}})}));
  TRY(at.run(sql::drop_begun_own_clock, {}));
  TRY(at.run(sql::add_own_clock, {entry.zone, entry.seq, own.set.micros(), own.shown.micros()}));
  return {};
}

}  // namespace zonebook::ledger
