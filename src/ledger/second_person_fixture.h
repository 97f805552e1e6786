// For tests: a table of second persons that a test writes itself, and a ledger that asks it.

#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "dmn/read.h"
#include "ledger/ledger_fixture.h"
#include "ledger/second_person.h"

namespace zonebook::ledger {

// Those that the ledger owns: proposal, month_lock, frozen_citation.
std::vector<meta::Register> second_person_registers();

// The sample's registers, one of contacts, and those that the ledger owns and proposals need.
std::shared_ptr<meta::Catalog const> proposal_catalog();

// Money, stage dates and `project.owner` of what is cited; anything in a locked month.
std::shared_ptr<SecondPerson const> sample_second_person();
// Whatever retires a record of it, and nothing else.
std::shared_ptr<SecondPerson const> second_person_of_retired(std::string const& register_name);
// Of such a text as sample_second_person's.
Result<std::shared_ptr<SecondPerson const>> second_person_from(std::string const& dmn);
std::string sample_table();

}  // namespace zonebook::ledger
