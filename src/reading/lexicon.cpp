#include "reading/lexicon.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <string>

#include "base/result.h"
#include "reading/code_point.h"
#include "reading/words.h"

namespace zonebook::reading {
namespace {

constexpr std::size_t plane = 0x10000;

constexpr auto role_names = std::to_array<std::string_view>({
    "money",         "rate",        "count",         "area",        "length",        "capacity",
    "energy",        "duration",    "growth",        "share",       "target",        "finish",
    "completion",    "gap",         "contribution",  "per",         "delta",         "base",
    "before",        "after",       "modality",      "future",      "part",          "each",
    "both",          "event",       "stage",         "origin",      "sector",        "size",
    "tier",          "group",       "project",       "total",       "built",         "skip",
    "historic",      "dateline",    "money_base",    "year",        "whole",         "months",
    "now",           "until",       "since",         "vague",       "last_month",    "this_day",
    "five",          "century",     "base_time",     "unit.money",  "unit.percent",  "unit.points",
    "unit.area",     "unit.length", "unit.capacity", "unit.energy", "unit.multiple", "unit.rank",
    "unit.duration", "unit.count",  "unit.none",
});

Role role_of(std::string_view kind) {
  auto const found = std::ranges::find(role_names, kind);
  CHECK(found != role_names.end());
  return static_cast<Role>(found - role_names.begin());
}

bool is_unit(WordRow const& row) { return row.kind.starts_with("unit."); }

// Eight bytes from `skip` on; zeros behind the end, which no word has.
std::uint64_t bytes_after(std::string_view text, std::size_t skip) {
  std::uint64_t bytes = 0;
  if (skip < text.size()) {
    std::memcpy(&bytes, text.data() + skip, std::min(sizeof bytes, text.size() - skip));
  }
  return bytes;
}

std::size_t first_of(std::string_view word) { return first_code_point(word).value; }

}  // namespace

Sense const* Entry::role(Role role) const {
  for (auto const& sense : senses) {
    if (sense.role == role) return &sense;
  }
  return nullptr;
}

Lexicon::Lexicon(bool units) {
  std::map<std::string_view, std::vector<Sense>> senses;
  for (auto const& row : word_rows()) {
    if (row.kind == "label" || is_unit(row) != units) continue;
    for (std::size_t begin = 0; begin < row.words.size();) {
      auto const end = std::min(row.words.find(' ', begin), row.words.size());
      senses[row.words.substr(begin, end - begin)].push_back(
          {role_of(row.kind), row.value, row.indicator, row.refused});
      begin = end + 1;
    }
  }
  for (auto& [text, list] : senses) entries_.push_back({text, std::move(list)});
  std::ranges::sort(entries_, [](Entry const& a, Entry const& b) {
    auto const x = first_of(a.text), y = first_of(b.text);
    if (x != y) return x < y;
    if (a.text.size() != b.text.size()) return a.text.size() > b.text.size();
    return a.text < b.text;
  });
  first_.assign(plane + 1, 0);
  for (auto const& entry : entries_) {
    CHECK(first_of(entry.text) < plane);
    ++first_[first_of(entry.text) + 1];
  }
  for (std::size_t i = 1; i <= plane; ++i) first_[i] += first_[i - 1];
  for (auto const& entry : entries_) {
    auto const skip = first_code_point(entry.text).bytes;
    auto const size = std::min<std::size_t>(entry.text.size() - skip, 8);
    std::string const ones(size, '\xFF');
    rest_.push_back({bytes_after(entry.text, skip), bytes_after(ones, 0)});
  }
}

Lexicon const& Lexicon::words() {
  static Lexicon const lexicon(false);
  return lexicon;
}

Lexicon const& Lexicon::units() {
  static Lexicon const lexicon(true);
  return lexicon;
}

Entry const* Lexicon::at(std::string_view text) const { return at(text, code_point_at(text)); }

Entry const* Lexicon::at(std::string_view text, CodePoint first) const {
  auto const code = static_cast<std::size_t>(first.value);
  if (text.empty() || code >= plane || first_[code] == first_[code + 1]) return nullptr;
  auto const next = bytes_after(text, first.bytes);
  for (auto i = first_[code]; i < first_[code + 1]; ++i) {
    auto const& word = entries_[i].text;
    if (((rest_[i].bytes ^ next) & rest_[i].mask) != 0) continue;
    if (word.size() <= first.bytes + sizeof next || text.starts_with(word)) return &entries_[i];
  }
  return nullptr;
}

}  // namespace zonebook::reading
