// Takes the notices of days off that come with the program (model/calendar/*.tsv) into the ledger:
// when it is made, upgraded or served.  What a person has written of a year stays
// (casework/calendar_rows.h).

#pragma once

#include <string>
#include <vector>

#include "app/book.h"
#include "casework/calendar_rows.h"
#include "casework/rulebook.h"

namespace zonebook::app {

// Those of the folder, by year; none if there is no such folder.
//   invalid  as calendar::read_notice, and what the notices of a tree cannot be together
Result<std::vector<calendar::Notice>> model_notices(std::string const& model);

// What would be taken in, without writing anything.
Result<casework::AdoptedNotices> compare_notices(ledger::Ledger&, std::string const& root,
                                                 std::string const& model);

// Into a ledger that stands: what is new in one entry and what is corrected in another, by the
// system.
Result<casework::AdoptedNotices> adopt_notices(Book const&, std::string const& model);
// A line for each year that was entered, corrected or left alone.
std::vector<Text> told(casework::AdoptedNotices const&);

// The decision tables of model/decisions that cases are handled by: all but the ledger's own.
Result<casework::Rulebook> model_rules(std::string const& model);

}  // namespace zonebook::app
