// How commands put the ledger's values into words, and words into columns of a terminal.

#pragma once

#include <string>
#include <vector>

#include "app/book.h"
#include "ledger/tell.h"

namespace zonebook::app {

using ledger::json_of;
using ledger::shown;

// "2023-12-22 09:00:00", on the zone's own clocks.
std::string local_time(Instant, Zone const&);
// "2023-06-28", or with its last day: "2023-06-28–2023-10-14".
std::string stretch_text(ledger::Stretch);

// Lines of cells, columns aligned; the last column is not padded.
std::string aligned(std::vector<std::vector<std::string>> const& rows);

// Of a sample: "sample_day" in an answer for programs, and a line for people, "演示账，演示日 …".
void mark_sample(Json&, Book const&);
void tell_sample(Book const&, Settings const&);

}  // namespace zonebook::app
