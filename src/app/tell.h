// How commands put the ledger's values into words, and words into columns of a terminal.

#pragma once

#include <string>
#include <vector>

#include "app/book.h"
#include "ledger/snapshot.h"

namespace zonebook::app {

// "2023-12-22 09:00:00", on the zone's own clocks.
std::string local_time(Instant, Zone const&);
// "2023-06-28", or with its last day: "2023-06-28–2023-10-14".
std::string stretch_text(ledger::Stretch);

// As people read it, "—" for nothing; personal data is masked.
std::string shown(db::Value const&, meta::Field const&, Language);
// As programs read it, null for nothing.
Json json_of(db::Value const&, meta::Field const&);

// Lines of cells, columns aligned; the last column is not padded.
std::string aligned(std::vector<std::vector<std::string>> const& rows);

// {"known":"…"} or {"now":{zone: …}}: which knowledge an answer rests on.
Json json_of(ledger::Knowledge const&);

// Of a sample: "sample_day" in an answer for programs, and a line for people, "演示账，演示日 …".
void mark_sample(Json&, Book const&);
void tell_sample(Book const&, Settings const&);

}  // namespace zonebook::app
