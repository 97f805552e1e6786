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

// A gram of one field, which is named by its place in the register.
struct FieldGram {
  std::size_t field = 0;
  std::string gram;
  auto operator<=>(FieldGram const&) const = default;
};
using FieldGrams = std::vector<FieldGram>;  // in order, each once

// Texts, long texts, codes and places: never persons, references or files.  All of them, whatever
// `views.search` names today, so that it may name another one tomorrow.
bool has_grams(meta::Field const&);

// Those of some versions of one record, given one after the other.
class GramsOf {
 public:
  explicit GramsOf(meta::Register const&);
  void add(std::vector<db::Value> const& values);
  FieldGrams take();

 private:
  std::vector<std::size_t> fields_;
  FieldGrams all_;
};

}  // namespace zonebook::ledger
