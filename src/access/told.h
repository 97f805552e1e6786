// Cuts what a refusal tells to what its reader is shown.  Inside access/.
//
//   Told told(snapshot, request);
//   return std::unexpected(TRY(told.cut(error)));
//
// The ledger's refusals name records (who refers, whose key it is) and hold values (what stands
// later), for whoever may write.  Here every id of a record that is not shown becomes "…", wherever
// in the error it stands, and every later value of a field that is not plain is left out.

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "ledger/change.h"
#include "ledger/snapshot.h"

namespace zonebook::access {

class Told {
 public:
  Told(ledger::Snapshot& at, ledger::Request const& request) : at_(at), request_(request) {}

  Result<Error> cut(Error);

 private:
  Result<std::string> without_hidden(std::string_view text);
  Result<Json> without_hidden(Json const&);
  Result<bool> is_told_word(std::string_view);
  Result<bool> is_shown(std::string const& id);
  Json without_kept_values(Json const& details) const;

  ledger::Snapshot& at_;
  ledger::Request const& request_;
  std::map<std::string, bool> shown_;
};

}  // namespace zonebook::access
