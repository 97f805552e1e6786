// Personal values as they are shown: enough to tell two apart, not what they say.
//
//   masked("13812345678")           // "138****5678"
//   masked("示例人员01")            // "示****"
//   masked("li@example.cn")         // "l****@example.cn"
//
// Every output of a person field goes through here, whoever reads: in clear it is told by
// Acts::unmask alone.

#pragma once

#include <string>
#include <string_view>

#include "ledger/life.h"
#include "ledger/snapshot.h"

namespace zonebook::access {

std::string masked(std::string_view value);

// Of a version as it was read: person fields, which hold marks, become masked values; null once
// erased.  What the scope shows masked of other fields becomes "****" in a text, and else nothing.
// Cost: one statement a personal value.
Result<void> mask(ledger::Version&, meta::Register const&, std::string const& record,
                  ledger::Snapshot&);

}  // namespace zonebook::access
