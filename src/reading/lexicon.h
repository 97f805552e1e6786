// The words of words/*.tsv, found at a place of a text: the longest one, with all it may mean.
//
//   auto found = Lexicon::words().at("总投资12亿元");     // the three characters 总投资
//   found->role(Role::money)->value                       // "total_investment"
//
// Cost: one table row for most places, a few comparisons where a word may begin.
// Threads: immutable.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace zonebook::reading {

// In the order of role_names.
enum class Role : std::uint8_t {
  money,
  rate,
  count,
  area,
  length,
  capacity,
  energy,
  duration,
  growth,
  share,
  target,
  finish,
  completion,
  gap,
  contribution,
  per,
  delta,
  base,
  before,
  after,
  modality,
  future,
  part,
  each,
  both,
  event,
  stage,
  origin,
  sector,
  size,
  tier,
  group,
  project,
  total,
  built,
  skip,
  historic,
  dateline,
  money_base,
  year,
  whole,
  months,
  now,
  until,
  since,
  vague,
  last_month,
  this_day,
  five,
  century,
  base_time,
  unit_money,
  unit_percent,
  unit_points,
  unit_area,
  unit_length,
  unit_capacity,
  unit_energy,
  unit_multiple,
  unit_rank,
  unit_duration,
  unit_count,
  unit_none,
};

struct Sense {
  Role role = Role::skip;
  std::string_view value, indicator, refused;
};

struct Entry {
  std::string_view text;
  std::vector<Sense> senses;

  Sense const* role(Role) const;  // nullptr if it has no such sense
};

class Lexicon {
 public:
  static Lexicon const& words();
  static Lexicon const& units();

  // Whether any word begins with this sign, below 0x10000.
  bool begins(char32_t first) const { return first_[first] != first_[first + 1]; }
  // nullptr if no word begins here.
  Entry const* at(std::string_view text) const;
  // The same, of a text whose first code point is known.
  Entry const* at(std::string_view text, CodePoint first) const;

 private:
  explicit Lexicon(bool units);

  std::vector<Entry> entries_;  // by first character, then longest first
  // Of each entry the eight bytes after its first character, and which of them it has: most words
  // are told apart by them without a comparison of texts.
  struct Rest {
    std::uint64_t bytes = 0, mask = 0;
  };
  std::vector<Rest> rest_;
  std::vector<std::uint32_t> first_;  // of each code point below 0x10000; one more than those
};

}  // namespace zonebook::reading
