// Bigrams of what a search may look through: pairs of neighbouring characters, of lower-case NFC.
//
//   grams("转型综改示范区")     // 转型 型综 综改 改示 示范 范区 区
//   grams("A1 b")              // a1 1 b
//
// The last character of each word stands alone, so that one character finds its place too.  White
// space parts words; nothing else does.  A word is in a text only if all its grams are: what grams
// find is looked at again.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/change.h"

namespace zonebook::ledger {

// In lower case, without white space.
std::vector<std::string> words(std::string_view text);

// Of a text as it is stored.
std::set<std::string> grams(std::string_view text);

// What all texts that hold the word have among their grams: for a single character any gram that
// begins with it, so `is_prefix`.
struct Sought {
  std::vector<std::string> grams;
  bool is_prefix = false;
};
Sought sought(std::string_view word);

// A gram of one field, by the field's permanent id.
struct FieldGram {
  std::string field, gram;
  auto operator<=>(FieldGram const&) const = default;
};

// Texts, long texts, codes and places: never persons, references or files.  All of them, whatever
// `views.search` names today, so that it may name another one tomorrow.
bool has_grams(meta::Field const&);
std::set<FieldGram> grams_of(std::vector<db::Value> const& values, meta::Register const&);

// The rows of table `gram` for a record: of all versions it ever had, so that they serve any (v, k)
// and are only added.
Result<void> add_grams(db::Connection&, std::string const& zone, meta::Register const&,
                       std::string const& id, std::set<FieldGram> const&);

}  // namespace zonebook::ledger
