// A letter as its proposal keeps it: a text that read_request() reads again, with nothing in it
// that the ledger would not have written, and of personal values only their marks.
//
//   {"actor":…,"changes":[{"fields":{"phone":{"personal":"p.4be1…:66c7…"}},…}],…}
//
// Fields stand by permanent id, so that a rename while it waits changes nothing of what was meant.
// So nothing of a person stands in the log, whatever becomes of the proposal, and an erasure takes
// the value from it as from a record (personal.h).

#pragma once

#include "ledger/personal.h"

namespace zonebook::ledger {

constexpr auto proposal_register = "proposal";

// Of a request whose personal values have been moved away.
std::string letter_of(Request const&);

// As read_request() takes it: marks where the values stood, fields as they are called today.
//   broken  it is no letter of letter_of()
Result<Json> letter_in(std::string_view, meta::Catalog const&);

// Under the letter's own key stands the proposal, with this in place of the letter's digest: so the
// same letter is neither proposed twice nor, once it waits or was decided, appended.
std::string proposed_digest(std::string const& of_letter);

// Who approved the entry of these changes; empty: it needed no second person.
std::string approver_in(std::vector<Change> const&);

// The marks in it; none of what is no letter.
std::vector<PersonalMark> marks_of(std::string_view);

}  // namespace zonebook::ledger
