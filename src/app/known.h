// Reading at a known time that stands on the command line.

#pragma once

#include <string>

#include "app/book.h"

namespace zonebook::app {

// What `--known` says, and the moment that known_from() made of it.
struct AskedKnown {
  std::string text;
  std::optional<Instant> at;
};

//   as Ledger::read(), but told in the words of the command line: of a knowledge to come, what to
//   type instead (app.known_today, app.known_future); `where` is "--known" or "--zone"
Result<ledger::Snapshot> read_known(Book const&, ledger::Scope const&, AskedKnown const&);

}  // namespace zonebook::app
