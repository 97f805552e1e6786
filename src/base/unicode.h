// What code points are: the one door to ICU.  The bytes of UTF-8 themselves are base/utf8.h.
//
//   upper_case("straße")               // "STRASSE": full Unicode mapping, no locale
//   normalise("e\u0301")               // "é" as one code point: NFC
//   block("Basic Latin")               // 0..0x7F

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace zonebook {

// Of the root locale: the same answer on every machine.  ASCII alone never reaches ICU.
std::string upper_case(std::string_view);
std::string lower_case(std::string_view);

// Normalisation form C (UAX 15), so that texts which look the same are the same bytes; the ledger
// stores no other.  Bytes that are not UTF-8 pass as they are: ask is_utf8 first.
std::string normalise(std::string_view);
// False also where the text is not UTF-8.  Faster than normalising.
bool is_nfc(std::string_view);

// Without white space at the ends: spaces, tabs, '\n', no-break and ideographic spaces.
std::string_view trimmed(std::string_view);

// Controls, C1 and the separators U+2028 and U+2029 too; of many lines '\n' and '\t' are none.
enum class Lines : std::uint8_t { one, many };
bool has_control(std::string_view, Lines);

// Is there something to see, and nothing that turns the reading order (U+202A–202E, U+2066–2069)?
// A name of invisible characters alone is no name, and one that reads backwards deceives.
bool is_legible(std::string_view);

// As a person sees it: NFC, trimmed, without what does not show.  Two names that look the same are
// one name.
std::string as_seen(std::string_view);

// A Unicode block by its name; letter case, spaces, '-' and '_' do not matter.
struct CodePointRange {
  char32_t first, last;  // both included
};
std::optional<CodePointRange> block(std::string_view name);

}  // namespace zonebook
