// A refusal: nothing has been written, and the error says what, why, and what to do.  Its key is
// the stable code (model/messages/ledger*.yaml); `details` name the records and entries it is
// about.
//
//   return refuse(Error::Code::conflict, {"ledger.exists", {{"record", id}}}, {});

#pragma once

#include "base/json.h"
#include "base/result.h"

namespace zonebook::ledger {

inline std::unexpected<Error> refuse(Error::Code code, Text says, Json details = Json::object(),
                                     std::string where = {}) {
  return std::unexpected(Error{code, std::move(says), std::move(where),
                               std::make_shared<Json const>(std::move(details))});
}

// The same error, told of the change it happened in (from 0).
Error in_change(Error, std::size_t change);

}  // namespace zonebook::ledger
