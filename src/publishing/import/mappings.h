// Which column is what, remembered for each shape of file: the register `import_mapping`.
//
//   auto const known = TRY(remembered(snapshot, "project"));     // each shape that was told once
//   TRY(remember(ledger, {root, "示例人员01"}, "project", {shape, {{"投资额", "total_investment"}}}));
//
// A shape is the heads of a table, in their places.  What a person said of one holds for the next
// file that has the same; another file is asked anew.  The register is the root zone's, so that
// every zone profits, and an entry like any other: who said so, and when, can be read.

#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "meta/catalog.h"
#include "publishing/import/head.h"

namespace zonebook::publishing {

struct RememberedMapping {
  std::string shape;
  Mapping mapping;
  std::string record = {};  // that remembers it; of what was said now, none
};
// Of a model without the register, none.
Result<std::vector<RememberedMapping>> remembered(ledger::Snapshot&, std::string const& in, Date);

// Who said it last, and when.  nullopt: nobody who is shown.
struct MappingAuthor {
  std::string actor;
  Instant known;
};
Result<std::optional<MappingAuthor>> author_of(ledger::Snapshot&, RememberedMapping const&);

struct Rememberer {
  std::string root, actor;
};
// Nothing is written where it stands so already, and in a model without the register.
Result<void> remember(ledger::Ledger&, Rememberer const&, std::string const& in,
                      RememberedMapping const&);

}  // namespace zonebook::publishing
