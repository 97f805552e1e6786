// A receipt for programs: {"zone", "seq", "known", "made": {"new:a": id}, "repeated"}.

#pragma once

#include "api/schema.h"
#include "ledger/change.h"

namespace zonebook::api {

Json json_of(ledger::Receipt const&, std::string const& zone);
Json receipt_schema();

}  // namespace zonebook::api
