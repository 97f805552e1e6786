// Personal data: what people are called and how they are reached lives in one table, and nowhere
// else.
//
//   body, table of versions     "p.4be1…:66c7f0f4…"        a reference and SM3(salt ‖ value)
//   personal                    ref, salt, value, token
//
// The hash proves that the value is still what was entered; without the salt it tells nothing.
// Once a row is erased, nothing in the ledger can bring the value back, and the chain still holds.
// Equality is searched by `token`, SM3 over the deployment's secret and the value, erased with it.
//
// Source: ARCHITECTURE 3 of the design; 个人信息保护法 第四十七条 (erasure).

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "ledger/change.h"

namespace zonebook::ledger {

// What stands in bodies and tables: "p.REF:HASH".
struct PersonalMark {
  std::string ref, hash;
};
std::string to_text(PersonalMark const&);
std::optional<PersonalMark> personal_mark(std::string_view);

struct PersonalRow {
  std::string zone, ref, salt, value, token;
};
bool agrees(PersonalMark const&, PersonalRow const&);
bool is_personal_ref(std::string_view);
std::string token_of(std::string const& value, std::string const& secret);

// Moves the values of person fields into the table and leaves marks in the changes.  A mark that is
// there already stays: whoever calls has seen that it is the record's own.
Result<void> move_away(std::vector<Change>&, db::Connection&, std::string const& zone,
                       std::string const& secret);

// The value behind a mark; nullopt once it is erased.  Who may ask is for access/ to say, and that
// somebody has asked stands in the audit chain.
Result<std::optional<std::string>> personal_value(db::Connection&, std::string const& zone,
                                                  PersonalMark const&);
// The marks of a zone whose value equals this one, by reference, not more than `most`.
Result<std::vector<PersonalMark>> marks_with_value(db::Connection&, std::string const& zone,
                                                   std::string const& value,
                                                   std::string const& secret,
                                                   std::int64_t most = INT64_MAX);

// Erases a value for good: the row, and the digests of the letters that brought it, by which it
// could be guessed; such a letter's key is known from then on, but not what it said.  Whether there
// was one.  Costs a read of the zone's entries that have a key.
Result<bool> erase_value(db::Connection&, std::string const& zone, std::string const& ref);

// The refs that an erasing entry's body names; none of any other.
Result<std::vector<std::string>> erased_in(std::string_view body);

}  // namespace zonebook::ledger
