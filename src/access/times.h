// The two clocks that this room asks: the real one, for sessions, codes and waits, which a sample
// never moves; and the ledger's, for the audit chain.  Inside access/.
//
// Where several processes share one server both are the server's; else they are injected.
// Threads: as the clocks.

#pragma once

#include "ledger/ledger.h"
#include "ledger/own_clock.h"

namespace zonebook::access {

class Times {
 public:
  Times(Clock const& real, ledger::Ledger const& ledger) : real_(real), ledger_(ledger) {}

  Result<Instant> real(db::Connection& at) const {
    if (is_injected()) return real_.now();
    return ledger::real_now(at, real_);
  }
  Result<Instant> shown(db::Connection& at) const {
    if (is_injected()) return ledger_.options().clock.now();
    return ledger::shown_now(at, real_);
  }

 private:
  bool is_injected() const {
    return ledger_.options().time == ledger::Ledger::Options::Time::injected;
  }

  Clock const& real_;
  ledger::Ledger const& ledger_;
};

}  // namespace zonebook::access
