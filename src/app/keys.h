// The deployment's secrets, outside the database: DIR/keys, for its owner alone (0700, 0600).
//
//   keys/ledger    64 hexadecimal digits: what personal values are found by, and repeated letters
//   keys/erased    the references of erased personal values (ledger/erased.h)
//
// It is made with the ledger and never changed: whoever moves a ledger takes it along.  A backup
// does not hold it, so that a backup alone tells nobody's name by guessing.

#pragma once

#include <string>

#include "app/settings.h"

namespace zonebook::app {

//   not_found  app.no_key: the ledger has one, and it is not here
Result<std::string> ledger_secret(Settings const&);
// Makes it, unless it is there.  Whether it was.
enum class KeyFile { made, was_there };
Result<KeyFile> make_ledger_secret(Settings const&);

// Its path.
std::string erased_list(Settings const&);

}  // namespace zonebook::app
