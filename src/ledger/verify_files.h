// The files that the log names against those that are stored; a part of verify().
//
//   auto problems = TRY(problems_of_files(reader, catalog, files));
//   auto others = TRY(files_not_named(reader, catalog, files));   // they may be used yet
//
// Cost: one pass over the log, and for problems one over every file it names.

#pragma once

#include <string>
#include <vector>

#include "ledger/files.h"
#include "ledger/store.h"

namespace zonebook::ledger {

// ledger.file_missing and ledger.file_differs; `where` is "ZONE SEQ HASH", of the first entry.
Result<std::vector<Error>> problems_of_files(db::Connection&, meta::Catalog const&,
                                             FileStore const&);

// What lies in the store and no entry names, by path.
Result<std::vector<std::string>> files_not_named(db::Connection&, meta::Catalog const&,
                                                 FileStore const&);

}  // namespace zonebook::ledger
