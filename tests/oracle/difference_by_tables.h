// The seven terms once more, by the counting tables alone: what they hold at each instant between
// the two knowledges, one after another, then on the one day and the other, then under the other
// definition.  It must agree with figures::difference(), record by record and term by term.
//
// An effect is booked by the kinds of the changes that were known at its instant, on the record if
// there are any, else all of them.  Where these are of several kinds it takes more than the tables
// to say which (oracle R22): then the record's sum is compared and not its terms, and it is told.

#pragma once

#include "figures/figure.h"
#include "parts.h"

namespace zonebook::oracle {

//   broken  implementations differ
Result<void> check_by_tables(Session::Parts&, std::string const& zone, figures::Period const&,
                             figures::Part, figures::End const& from, figures::End const& to,
                             figures::Difference const& found, ByTables&);

}  // namespace zonebook::oracle
