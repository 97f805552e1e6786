// Where a command may put the file that it was asked for: anywhere but in a place of the ledger's
// own, for a file that is there already is replaced.
//
//   TRY(expect_outside({"--output", arguments.output}, settings));     // before anything is done
//
// The ledger's own are the database, under its name and under the one that its links lead to, with
// what stands beside it (-wal, -shm, -journal, .lock), and all that lies in the folders data, keys
// (in data), files, anchors and model of the settings, however deep.  A new file at the top of the
// data folder is refused too: one rule is easier to remember than the list of our names, which may
// grow.  Links and `..` are followed; folders are compared by what they are, not by their names.
//
// A file given to --settings outside of these folders is not known here.

#pragma once

#include <string>

#include "app/settings.h"

namespace zonebook::app {

struct Output {
  std::string option, path;  // "--output"; "": to standard output, which is no place
};

//   invalid  app.output_in_ledger: `where` is the option
Result<void> expect_outside(Output const&, Settings const&);

}  // namespace zonebook::app
