// The life of one record as one knowledge has it: versions and merges, by day, half-open.
//
//        2023-06-28        10-15                              9999-12-31
//   A1   |---- total 2.03 ----|---- total 2.53 ----------------------|
//
// Versions never overlap and stand in the order of their days; between two of them there may be a
// gap, on which the record does not exist.  Neighbours with equal values stay apart.

#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ledger/change.h"

namespace zonebook::ledger {

struct Stretch {
  Date from, to;  // [from, to)

  bool covers(Date day) const { return from <= day && day < to; }
  bool meets(Stretch other) const { return from < other.to && other.from < to; }
  bool operator==(Stretch const&) const = default;
};

struct Version {
  Stretch on;
  ChangeKind kind = ChangeKind::create;
  std::vector<db::Value> values;  // by the register's fields
  Instant known_from;             // of a stored row
  bool stored = false;            // it stands so in its table; false: made by this entry
};

// The text that a field of that name holds; nullopt if it is empty.  The register must have it.
std::optional<std::string> text_in(Version const&, meta::Register const&, std::string_view field);

// Of a stretch on which the record is another one (`same_as`).
struct Merge {
  Stretch on;
  std::string same_as;
  Instant known_from;
  bool stored = false;
};

struct Life {
  std::string id, zone;
  meta::Register const* in = nullptr;
  std::vector<Version> versions;
  std::vector<Merge> merges;

  Version const* on(Date) const;           // nullptr where it does not exist
  Version const* last_before(Date) const;  // the last that begins on or before the day
  bool empty() const { return versions.empty() && merges.empty(); }
};

// Those outside and inside a stretch, split at its ends.  A piece keeps values and kind, and is new
// to its table (oracle R7).
template <class T>
struct Parts {
  std::vector<T> outside, inside;
};
Parts<Version> cut(std::vector<Version>, Stretch);
Parts<Merge> cut(std::vector<Merge>, Stretch);
// Only those inside; the others are not even copied.
std::vector<Version> inside(std::vector<Version> const&, Stretch);

// Does a stored row stand as it was among those that hold after an entry?  Else its known_to is
// closed.
template <class T>
bool stands(std::vector<T> const& after, T const& row) {
  return std::ranges::any_of(after, [&](T const& other) {
    return other.stored && other.on == row.on && other.known_from == row.known_from;
  });
}

// In the order of their days.
void sort_by_day(std::vector<Version>&);
void sort_by_day(std::vector<Merge>&);

}  // namespace zonebook::ledger
