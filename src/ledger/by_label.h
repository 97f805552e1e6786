// A refusal tells of what the letter was to make by the labels that it has in the letter: the ids
// were never given.  Inside ledger/.
//
//   TRY(by_label(check(), receipt_.made));       // "new:p" in place of "park.3.1"

#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace zonebook::ledger {

using Made = std::vector<std::pair<std::string, std::string>>;  // label, id
// In the sentence, its place and its details.
Result<void> by_label(Result<void>, Made const&);

}  // namespace zonebook::ledger
