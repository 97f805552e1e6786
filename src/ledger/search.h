// Records whose texts hold all of some words, whatever their case: two Chinese characters are a
// word, and so is one.
//
//   auto hits = TRY(search(now, {.text = "示例 园区", .day = day}));
//
// The table `posting` tells which records may hold them (ledger/postings.h), the texts on the day
// and in the knowledge read whether they do.  Looked through are the fields of `views.search` that
// the scope shows plain; never those of persons.  Both databases answer alike.

#pragma once

#include <string>
#include <vector>

#include "ledger/snapshot.h"

namespace zonebook::ledger {

struct SearchRequest {
  std::string text;
  Date day;
  std::size_t limit = 20;                             // in each register, 1 to 1000
  std::vector<meta::Register const*> registers = {};  // none named: all that are shown
};

struct Hit {
  meta::Register const* in = nullptr;
  std::string id;
  Version version;
};

// By register, then by id.
//   invalid    ledger.nothing_sought, ledger.too_much_sought, ledger.wrong_limit
//   forbidden  register_not_shown, of one that was named
Result<std::vector<Hit>> search(Snapshot&, SearchRequest const&);

}  // namespace zonebook::ledger
